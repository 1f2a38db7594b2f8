#!/usr/bin/python3
"""Kills one rank under mpirun --enable-recovery: the others must finish the study.

    tests/storm/dead_rank.py [--runs N] [--seed S]        (GRIDSWEEP names the program)

In every run one random worker is killed at a random moment: every trial must be complete, in one attempt and with the
metrics of an undisturbed run, and the launcher must exit with 0. In the last runs rank 0 is killed: all must end within
seconds, and the same line again must finish.
"""
import argparse
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

from launched_run import LaunchedRun, send
from records import read_records
from storm_study import study
from tally import Tally

RANKS = 4
WITHIN = 60.0  # seconds for a whole run with one death
END_WITHIN = 20.0  # seconds for everything to end once rank 0 is dead
BAD = ["hangs", "exit status not 0", "trials not complete", "more than one attempt", "differing metrics"]


class DeadRank:
    def __init__(self, folder, chance):
        self.folder, self.chance = folder, chance
        self.study = folder / "study.yaml"
        self.study.write_text(study(epochs=[2, 6], replicates=range(4)))
        self.tally = Tally(BAD)
        self.seconds = []
        out = folder / "undisturbed.h5"
        with LaunchedRun([self.study, "--out", out, "--progress", "none"], RANKS, folder=folder) as run:
            run.wait_for_ranks()
            ready = time.monotonic()
            if run.wait(WITHIN) != 0:
                raise SystemExit("the undisturbed run failed: " + run.output())
            self.usual = time.monotonic() - ready
        self.undisturbed = read_records(out)

    def launch(self, out):
        return LaunchedRun([self.study, "--out", out, "--progress", "none"], RANKS, ["--enable-recovery"],
                           folder=self.folder)

    def kill_one(self, number, victim):
        """One run that loses a rank at a random moment. Returns its folder's file and what became of the run."""
        out = self.folder / f"run-{number}.h5"
        with self.launch(out) as run:
            ranks = run.wait_for_ranks()
            # Not while ranks still meet in MPI_Init: there mpirun itself waits for the dead one.
            while run.is_running() and not out.exists():
                time.sleep(0.002)
            time.sleep(self.chance.uniform(0, self.usual))
            # The whole process, and what it may have forked goes with it by itself.
            hit = victim in ranks and run.is_running() and send(ranks[victim], signal.SIGKILL)
            moment = time.monotonic()
            status = run.wait(END_WITHIN if victim == 0 else WITHIN)
            gone = status is not None and run.all_gone(5)
            self.seconds.append(time.monotonic() - moment)
            said = run.output()
            if not gone:
                self.tally.add("hangs", note=f"rank {victim} killed: {run.processes().keys()} left: {said[-400:]}")
        return out, hit, status, said

    def worker(self, number):
        victim = self.chance.randint(1, RANKS - 1)
        out, hit, status, said = self.kill_one(number, victim)
        if status not in (0, None):
            self.tally.add("exit status not 0", note=f"{status}, rank {victim} killed: {said[-600:]}")
        self.judge(out)
        return hit

    def coordinator(self, number):
        out, hit, _, _ = self.kill_one(number, 0)
        with self.launch(out) as run:
            status = run.wait(WITHIN)
            if status is None:
                self.tally.add("hangs", note="the same line after rank 0 was killed: " + run.output()[-400:])
            elif status != 0:
                self.tally.add("exit status not 0", note=f"{status}, the same line after rank 0 was killed: "
                                                         f"{run.output()[-600:]}")
        self.judge(out)
        return hit

    def judge(self, out):
        records = read_records(out) if out.exists() else {}
        for identity, wanted in self.undisturbed.items():
            record = records.get(identity)
            if record is None or not record.complete:
                self.tally.add("trials not complete", note=identity)
            elif record.fields["attempts"] != 1:
                self.tally.add("more than one attempt", note=f"{identity}: {record.fields['attempts']}")
            elif record.result() != wanted.result():
                self.tally.add("differing metrics", note=identity)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=25, help="in which a worker is killed")
    parser.add_argument("--coordinator-runs", type=int, default=None, help="in which rank 0 is (default: a fifth of them)")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"dead rank: seed {seed}, mpirun --enable-recovery -n {RANKS}", flush=True)
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        test = DeadRank(folder, random.Random(seed))
        workers = sum(test.worker(number) for number in range(options.runs))
        more = options.coordinator_runs if options.coordinator_runs is not None else max(1, options.runs // 5)
        coordinators = sum(test.coordinator(options.runs + number) for number in range(more))
    finally:
        shutil.rmtree(folder)
    print(f"  {options.runs} runs with a worker killed ({workers} before the end), {more} with rank 0 killed "
          f"({coordinators} before the end); at most {max(test.seconds):.1f} s from the kill to the end")
    print("\n".join(test.tally.lines()))
    return 0 if test.tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
