#!/usr/bin/python3
"""Kills gridsweep at random moments and runs the same line again, until the study is done.

    tests/storm/kill_storm.py [--kills N] [--ranks R] [--seed S] [--keep FOLDER]      (GRIDSWEEP names the program)

One campaign after the other starts with no file. The study shrinks and grows between runs. After every kill the file is
read by h5dump, by h5py and by `gridsweep check`, and compared with what was in it before. Exit status 1 unless no file was
unreadable, no completed trial lost, changed or repeated, nothing hung, and all metrics are those of an undisturbed run.
"""
import argparse
import collections
import concurrent.futures
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from campaign import ALONE, PHASES, RUN_WITHIN, VICTIMS, Campaign
from file_state import unreadable
from launched_run import LaunchedRun, environment, gridsweep, knows_setting
from records import COMPLETE, read_records
from storm_study import versions
from tally import Tally, table

KILLS_PER_CAMPAIGN = 8
BAD = ["files unreadable", "check disagrees", "trials lost", "trials changed", "trials repeated", "hangs", "runs refused",
       "runs failed", "differing metrics"]


class Storm:
    def __init__(self, folder, kills, ranks, seed, replicates):
        self.folder, self.kills, self.ranks = folder, kills, ranks
        self.random = random.Random(seed)
        self.tally = Tally(BAD)
        self.happened = collections.Counter()
        self.kills_done = 0
        self.torn = 0
        self.hurried = 0  # runs started before the killed one was gone
        self.decks = {}
        self.checks = concurrent.futures.ThreadPoolExecutor(1)
        self.pending = []
        self.versions = versions(replicates)
        self.undisturbed = self.run_undisturbed()
        self.wanted = [{identity for identity, record in self.undisturbed.items() if version.wants(record)}
                       for version in self.versions]
        self.sizes = [len(ids) for ids in self.wanted]

    def deal(self, name, cards):
        """Random, but every card once before any comes again."""
        deck = self.decks.setdefault(name, [])
        if not deck:
            deck.extend(cards)
            self.random.shuffle(deck)
        return deck.pop()

    def run_undisturbed(self):
        folder = self.folder / "undisturbed"
        folder.mkdir()
        (folder / "study.yaml").write_text(self.versions[-1].text)
        with LaunchedRun([folder / "study.yaml", "--out", folder / "storm.h5", "--progress", "none"],
                         folder=folder) as run:
            if run.wait(RUN_WITHIN) != 0:
                raise SystemExit("the undisturbed run failed: " + run.output())
        return read_records(folder / "storm.h5")

    def keep(self, path):
        copy = self.folder / f"kept-{len(list(self.folder.iterdir()))}.h5"
        shutil.copyfile(path, copy)
        return copy

    def check_later(self, path, records):
        """`gridsweep check` on a copy, while the next run is on its way."""
        copy = self.keep(path)
        torn = sum(not record.whole for record in records.values())
        whole = sum(record.whole and record.fields["state"] >= COMPLETE for record in records.values())
        self.pending.append((self.checks.submit(gridsweep, "check", copy), copy, whole, torn))

    def collect_checks(self):
        for future, copy, whole, torn in self.pending:
            done = future.result()
            found = re.search(r"(\d+) whole, \d+ waiting, (\d+) torn", done.stdout)
            if not found or [int(n) for n in found.groups()] != [whole, torn] or done.returncode != (1 if torn else 0):
                self.tally.add("check disagrees", note=f"{copy}: h5py finds {whole} whole, {torn} torn; exit status "
                                                       f"{done.returncode}: {done.stdout} {done.stderr}")
            else:
                copy.unlink()
        self.pending = []

    def run(self):
        """Reports also when it is interrupted."""
        try:
            while self.kills_done < self.kills and sum(self.tally.counts.values()) < 20:
                self.run_campaign(min(self.kills, self.kills_done + KILLS_PER_CAMPAIGN))
        finally:
            self.report(self.kills_done)

    def run_campaign(self, target):
        folder = self.folder / f"campaign-{self.kills_done}"
        folder.mkdir()
        campaign = Campaign(self, folder)
        while self.kills_done < target:
            happened = campaign.disturb()
            if happened:
                self.happened[happened] += 1
                self.kills_done += 1
            if happened is None or self.random.random() < 0.4:
                campaign.choose_version(self.random.randrange(len(self.versions)))
        campaign.finish()
        self.collect_checks()
        if self.tally.clean:
            shutil.rmtree(folder)

    def report(self, done):
        print("\n".join(table("killed in", PHASES, [ALONE, *VICTIMS], lambda phase, victim: self.happened[(victim, phase)])))
        print(f"\n  {'kills':<18} {done}\n  {'torn rows seen':<18} {self.torn}  (caught by their checksum)\n"
              f"  {'rerun at once':<18} {self.hurried}  (before the killed run was gone)")
        print("\n".join(self.tally.lines()))


def control_fails(folder, kills, chance):
    """Whether the harness sees what a kill does to a file that is extended while it runs, without a flush."""
    unreadable_files = lost = acknowledged = 0
    for number in range(kills):
        path = folder / f"control-{number}.h5"
        told = pathlib.Path(f"{path}.acknowledged")
        writer = subprocess.Popen([sys.executable, str(pathlib.Path(__file__).with_name("extended_file.py")), str(path),
                                   "1000000"], env=environment(), stderr=subprocess.DEVNULL)
        while not told.exists() or told.stat().st_size < 200:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.1))
        writer.kill()
        writer.wait()
        count = len(told.read_text().splitlines())
        acknowledged += count
        if unreadable(path):
            unreadable_files += 1
            lost += count
    print(f"  control (extended, no flush): {kills} kills, {unreadable_files} files unreadable, {lost} of {acknowledged} "
          "records lost")
    return lost > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--ranks", type=int, default=4, help="at most, drawn anew for every run")
    parser.add_argument("--replicates", type=int, default=4, help="how large the study is")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for what was found; otherwise nothing is left behind")
    parser.add_argument("--no-control", action="store_true", help="leave out the negative control")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        checkpoints = "on" if knows_setting("run.checkpoint_after_minutes") else "absent"
        print(f"kill storm: seed {seed}, up to {options.ranks} ranks, checkpoints {checkpoints}", flush=True)
        storm = Storm(folder, options.kills, options.ranks, seed, options.replicates)
        storm.run()
        fails = options.no_control or control_fails(folder, max(2, options.kills // 10), storm.random)
        print(f"  {time.monotonic() - start:.0f} s")
        if not fails:
            print("  the control lost nothing: this harness proves nothing")
    return 0 if storm.tally.clean and fails else 1


if __name__ == "__main__":
    sys.exit(main())
