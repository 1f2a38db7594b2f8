#!/usr/bin/python3
"""Kills one rank under mpirun --enable-recovery: the others must finish the study.

    tests/storm/dead_rank.py [--runs N] [--seed S]        (GRIDSWEEP names the program)

In every run one random worker is killed at a random moment: every trial must be complete, in one attempt and with the
metrics of an undisturbed run, and the launcher must exit with 0. The same is done to thousands of trials that train nothing,
which workers are given ahead. In further runs rank 0 is killed, or any rank while all
are still getting ready: all must end within seconds, and the same line again must finish.
"""
import argparse
import os
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

import h5py

from launched_run import LaunchedRun, send
from records import read_records
from storm_study import study
from tally import Tally

RANKS = 4
MANY = 60000
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
            self.wait_for_start(run)
            begin = time.monotonic()
            if run.wait(WITHIN) != 0:
                raise SystemExit("the undisturbed run failed: " + run.output())
            self.usual = time.monotonic() - begin
        self.undisturbed = read_records(out)

    def launch(self, out, study=None, words=()):
        return LaunchedRun([study or self.study, "--out", out, "--progress", "none", *words], RANKS, ["--enable-recovery"],
                           folder=self.folder)

    @staticmethod
    def wait_for_start(run):
        """Until rank 0 has said what it is going to run: from here on ranks need each other no more."""
        while run.is_running() and "to run on" not in run.output():
            time.sleep(0.002)

    def kill_one(self, number, victim, when):
        """One run that loses a rank at a random moment of its start (in MPI_Init), of getting ready, or of running."""
        out = self.folder / f"run-{number}.h5"
        with self.launch(out) as run:
            ranks = run.wait_for_ranks()
            if when == "ready":
                # The lock is taken in the first thing that ranks do together after MPI_Init.
                while run.is_running() and not os.path.exists(f"{out}.lock"):
                    time.sleep(0.0005)
                time.sleep(self.chance.uniform(0, 0.05))
            elif when == "running":
                self.wait_for_start(run)
                time.sleep(self.chance.uniform(0, 0.7 * self.usual))
            hit = victim in ranks and run.is_running() and send(ranks[victim], signal.SIGKILL)
            moment = time.monotonic()
            status = run.wait(WITHIN if when == "running" and victim != 0 else END_WITHIN)
            gone = status is not None and run.all_gone(5)
            self.seconds.append(time.monotonic() - moment)
            said = run.output()
            if not gone:
                self.tally.add("hangs", note=f"rank {victim} killed ({when}): "
                                             f"{list(run.rank_processes())} left: {said[-400:]}")
        return out, hit, status, said

    def worker(self, number):
        """The study goes on without it."""
        victim = self.chance.randint(1, RANKS - 1)
        out, hit, status, said = self.kill_one(number, victim, "running")
        if status not in (0, None):
            self.tally.add("exit status not 0", note=f"{status}, rank {victim} killed: {said[-600:]}")
        self.judge(out)
        return hit

    def ahead(self, number):
        """A worker dies that has short trials ahead: they go to the others."""
        out = self.folder / f"run-{number}.h5"
        many = self.folder / "many.yaml"
        many.write_text(f"name: many\nfactors: {{replicate: {MANY}}}\nsettings: {{model.architecture: noop}}\n")
        events = self.folder / f"run-{number}.events"
        # Not synced: a slow disk would make them long.
        with self.launch(out, many, ["--sync", "never", "--events", events]) as run:
            ranks = run.wait_for_ranks()
            while run.is_running() and not (events.exists() and events.stat().st_size > 10_000):
                time.sleep(0.002)
            time.sleep(self.chance.uniform(0.02, 0.3))
            hit = run.is_running() and send(ranks[self.chance.randint(1, RANKS - 1)], signal.SIGKILL)
            status = run.wait(WITHIN)
            if status is None:
                self.tally.add("hangs", note=f"with trials ahead: {run.output()[-400:]}")
            elif status != 0:
                self.tally.add("exit status not 0", note=f"{status}, with trials ahead: {run.output()[-600:]}")
        with h5py.File(out) as file:
            rows = file["trials"][:]
        self.tally.add("trials not complete", int((rows["state"] != 2).sum()), note="with trials ahead")
        self.tally.add("more than one attempt", int((rows["attempts"] > 1).sum()), note="with trials ahead")
        return hit

    def ending(self, number, victim, when):
        """Nothing can go on, so all must end, and the same line again must finish."""
        out, hit, _, _ = self.kill_one(number, victim, when)
        with self.launch(out) as run:
            status = run.wait(WITHIN)
            if status is None:
                self.tally.add("hangs", note=f"the same line after rank {victim} was killed: {run.output()[-400:]}")
            elif status != 0:
                self.tally.add("exit status not 0", note=f"{status}, the same line after rank {victim} was killed: "
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
    parser.add_argument("--ending-runs", type=int, default=None,
                        help="in which rank 0 is, and as many in which any is early (default: a fifth of them)")
    parser.add_argument("--init-runs", type=int, default=0, help="in which any rank is killed within MPI_Init")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"dead rank: seed {seed}, mpirun --enable-recovery -n {RANKS}", flush=True)
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        chance = random.Random(seed)
        test = DeadRank(folder, chance)
        more = options.ending_runs if options.ending_runs is not None else max(1, options.runs // 5)
        numbers = iter(range(10**6))
        workers = sum(test.worker(next(numbers)) for _ in range(options.runs))
        ahead = sum(test.ahead(next(numbers)) for _ in range(more))
        coordinators = sum(test.ending(next(numbers), 0, "running") for _ in range(more))
        early = sum(test.ending(next(numbers), chance.randrange(RANKS), "ready") for _ in range(more))
        init = sum(test.ending(next(numbers), chance.randrange(RANKS), "init") for _ in range(options.init_runs))
    finally:
        shutil.rmtree(folder)
    print(f"  killed before the run was over: a worker in {workers} of {options.runs} runs, one with trials ahead in {ahead} of {more}, rank 0 in {coordinators} of {more}, "
          f"any rank while getting ready in {early} of {more}, within MPI_Init in {init} of {options.init_runs}; at most {max(test.seconds):.1f} s from a kill to the end")
    print("\n".join(test.tally.lines()))
    return 0 if test.tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
