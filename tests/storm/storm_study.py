"""Studies of many short trials that are real ones: simulated spectra, gradients, several epochs."""

HEAD = """
name: storm
seed: 11
settings:
  cube.frequencies: 12
  cube.first_frequency_cm1: 2115
  cube.frequency_step_cm1: 5
  cube.pump_times: 8
  cube.pump_time_step_ps: 0.2
  cube.waiting_times: 8
  cube.waiting_time_step_ps: 1
  physics.w_rot_cm1: 2110
  data.samples_per_class: 20
  training.batch: 24
  training.learning_rate: 0.001
  run.team_size: 1
"""


def study(architectures=("student", "linear", "mlp", "noop"), epochs=(2, 6), replicates=range(3), settings=()):
    """The text of a study file. Any two of these with a trial in common may follow each other in one file."""
    lines = [HEAD.strip("\n")]
    lines += [f"  {key}: {value}" for key, value in settings]
    lines += ["factors:",
              f"  training.epochs: [{', '.join(map(str, epochs))}]",
              f"  model.architecture: [{', '.join(architectures)}]",
              f"  replicate: [{', '.join(map(str, replicates))}]"]
    return "\n".join(lines) + "\n"
