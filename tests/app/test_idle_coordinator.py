"""While workers train, the coordinator leaves the machine to them."""
import os
import pathlib
import signal
import time
import unittest

from launched import WITHOUT_FACTORS, LaunchedTest

# Epochs of some tenths of a second, without an end: more words with the workers than most studies have.
STUDY = WITHOUT_FACTORS.replace("data.samples_per_class: 40", "data.samples_per_class: 800") + """
factors:
  model.architecture: [student]
  training.epochs: [1000000]
  replicate: 2
"""
SECONDS = 20
LARGEST_SHARE = 0.02  # of a core


def computed(process):
    """Seconds of processor time, all threads."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class IdleCoordinator(LaunchedTest):
    def test_takes_at_most_two_percent_of_a_core(self):
        run = self.launch(self.write(STUDY), "--out", "results.h5", "run.team_size=1", ranks=3)
        run.until(lambda: "to run on" in run.said(), "the first trial")
        coordinator, worker = run.rank(0), run.rank(1)
        before, begin, trained = computed(coordinator), time.monotonic(), computed(worker)
        time.sleep(SECONDS)
        seconds = time.monotonic() - begin
        share = (computed(coordinator) - before) / seconds
        print(f"coordinator: {100 * share:.2f} % of a core; a worker: {100 * (computed(worker) - trained) / seconds:.0f} %")
        self.assertLess(share, LARGEST_SHARE)
        self.assertGreater(computed(worker) - trained, 10 * (computed(coordinator) - before), "the workers do train")
        run.signal(signal.SIGUSR1)
        run.wait()
        self.assertRegex(run.said(), r"coordinator: [0-9.]+ % of a core", "and it says so itself")


if __name__ == "__main__":
    unittest.main()
