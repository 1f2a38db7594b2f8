#!/usr/bin/python3
"""Asks gridsweep to stop, at random moments: it must leave with 75 in time, and the same line again must finish.

    tests/storm/stop_signals.py [--tries N] [--seed S]    (GRIDSWEEP names the program)

SIGTERM, SIGINT or SIGUSR1 to a program alone or to all its ranks; SIGUSR1 also to mpirun, which passes it on. A signal that
came too late to stop anything may end with 0.
"""
import argparse
import pathlib
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time

from launched_run import LaunchedRun, knows_setting, send
from records import read_records
from storm_study import study
from tally import Tally

STOP_SECONDS = 10  # run.stop_seconds: the bound from the signal to the exit
STOPPED = 75
WITHIN = 120.0
BAD = ["too late", "wrong exit status", "processes left", "file unreadable", "rerun not 0", "trials repeated",
       "differing metrics"]
# (signal, to whom)
WAYS = [("SIGTERM", "alone"), ("SIGUSR1", "mpirun"), ("SIGINT", "ranks"), ("SIGTERM", "ranks"), ("SIGUSR1", "alone"),
        ("SIGINT", "alone"), ("SIGUSR1", "ranks")]


class StopSignals:
    def __init__(self, folder, chance):
        self.folder, self.chance = folder, chance
        self.study = folder / "study.yaml"
        self.study.write_text(study(epochs=[2, 30], replicates=range(4),
                                    settings=[("run.stop_seconds", STOP_SECONDS), ("run.checkpoint_after_minutes", 0)]))
        self.tally = Tally(BAD)
        self.seconds = []
        self.stopped = 0
        out = folder / "undisturbed.h5"
        with self.launch(out, 1) as run:
            start = time.monotonic()
            if run.wait(WITHIN) != 0:
                raise SystemExit("the undisturbed run failed: " + run.output())
            self.usual = time.monotonic() - start
        self.undisturbed = read_records(out)

    def launch(self, out, ranks):
        return LaunchedRun([self.study, "--out", out, "--progress", "none"], ranks, folder=self.folder)

    def attempt(self, number, name, receiver):
        out = self.folder / f"try-{number}.h5"
        with self.launch(out, 1 if receiver == "alone" else 3) as run:
            ranks = run.wait_for_ranks()
            # Before there is a file it may not have come to listen: a signal then ends it like any program.
            while run.is_running() and not out.exists():
                time.sleep(0.002)
            share = 0.5 if receiver == "alone" else 0.25  # of the time that one process takes: two workers take half
            time.sleep(self.chance.uniform(0.02, share * self.usual))
            for process in [run.launcher.pid] if receiver == "mpirun" else ranks.values():
                send(process, getattr(signal, name))
            moment = time.monotonic()
            status = run.wait(STOP_SECONDS)
            seconds = time.monotonic() - moment
            way = f"{name} to {receiver}"
            if status is None:
                self.tally.add("too late", note=f"{way}: more than {STOP_SECONDS} s: {run.output()[-400:]}")
            elif status not in (0, STOPPED):
                self.tally.add("wrong exit status", note=f"{way}: {status}: {run.output()[-600:]}")
            elif status == STOPPED:
                self.stopped += 1
            if status is not None:
                self.seconds.append((seconds, way))
                if not run.all_gone(2):
                    self.tally.add("processes left", note=way)
        self.judge(out, way, status)

    def judge(self, out, way, status):
        try:
            before = read_records(out)
        except Exception as error:  # h5py raises whatever it likes
            self.tally.add("file unreadable", note=f"{way}: {error!r}")
            return
        if status == 0 and not all(record.complete for record in before.values()):
            self.tally.add("wrong exit status", note=f"{way}: 0, and trials are left")
        with self.launch(out, self.chance.choice([1, 3])) as run:
            if run.wait(WITHIN) != 0:
                self.tally.add("rerun not 0", note=f"{way}: {run.output()[-600:]}")
        after = read_records(out)
        for identity, wanted in self.undisturbed.items():
            record = after[identity]
            if not record.complete or record.result() != wanted.result():
                self.tally.add("differing metrics", note=f"{way}: {identity}")
            elif before[identity].complete and not record.same_record(before[identity]):
                self.tally.add("trials repeated", note=f"{way}: {identity}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    if not knows_setting("run.stop_seconds"):
        print("this gridsweep does not stop on signals yet")
        return 77
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"stop signals: seed {seed}, bound {STOP_SECONDS} s", flush=True)
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        test = StopSignals(folder, random.Random(seed))
        signals = 0
        # A signal that came when the run was over anyway says nothing: it is followed by another.
        while test.stopped < options.tries and test.tally.clean and signals < 3 * options.tries:
            test.attempt(signals, *WAYS[signals % len(WAYS)])
            signals += 1
    finally:
        shutil.rmtree(folder)
    print(f"  {signals} signals, {test.stopped} stopped a run with exit status {STOPPED}")
    if test.seconds:
        times = sorted(seconds for seconds, _ in test.seconds)
        print(f"  signal to exit: median {statistics.median(times):.2f} s, 90 % {times[int(0.9 * (len(times) - 1))]:.2f} s, "
              f"at most {times[-1]:.2f} s ({max(test.seconds)[1]})")
    print("\n".join(test.tally.lines()))
    return 0 if test.tally.clean and test.stopped == options.tries else 1


if __name__ == "__main__":
    sys.exit(main())
