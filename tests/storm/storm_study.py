"""Studies of many short trials that are real ones: simulated spectra, gradients, several epochs."""
import pathlib
import sys

from launched_run import knows_setting

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from small_cube import SMALL_CUBE

HEAD = """
name: storm
seed: 11
settings:
""" + SMALL_CUBE + """\
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


class Version:
    """The study at one time."""

    def __init__(self, epochs, replicates, architectures=("student", "linear", "mlp", "noop")):
        self.levels = {"training.epochs": list(epochs), "replicate": list(range(replicates)),
                       "model.architecture": list(architectures)}
        settings = [("run.checkpoint_after_minutes", 0)] if knows_setting("run.checkpoint_after_minutes") else []
        self.text = study(architectures, epochs, range(replicates), settings)

    def wants(self, record):
        text = record.fields["model.architecture"].decode()
        return all((text if key == "model.architecture" else record.fields[key]) in levels
                   for key, levels in self.levels.items())


def versions(replicates):
    """The study as it changes: rows, curves and levels. The last one holds all trials, and must be done in the end."""
    return [Version([2], replicates), Version([2, 5], replicates), Version([2, 5, 9], replicates),
            Version([2, 5], max(1, replicates - 1), ["student", "mlp", "noop"]), Version([2, 5, 9], replicates + 1)]
