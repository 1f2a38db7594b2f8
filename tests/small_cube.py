"""The smallest cube on which networks of the real kind train: for tests that need many trials of a second or less."""

SMALL_CUBE = """\
  cube.frequencies: 12
  cube.first_frequency_cm1: 2115
  cube.frequency_step_cm1: 5
  cube.pump_times: 8
  cube.pump_time_step_ps: 0.2
  cube.waiting_times: 8
  cube.waiting_time_step_ps: 1
  physics.w_rot_cm1: 2110
"""
