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
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from launched_run import LaunchedRun, environment, gridsweep, knows_setting, send
from records import COMPLETE, layout_of, read_records
from storm_study import study
from tally import Tally, table

VICTIMS = ["one rank", "all ranks", "launcher", "launcher and ranks"]  # of a run under mpirun
ALONE = "program alone"
PHASES = ["start", "creation", "growth", "open", "training", "checkpoint", "close"]
GONE_WITHIN = 10.0  # seconds from a kill until no process of the run may be left
KILLS_PER_CAMPAIGN = 8
RUN_WITHIN = 120.0  # a run that nobody kills
BAD = ["files unreadable", "check disagrees", "trials lost", "trials changed", "trials repeated", "hangs", "runs refused",
       "runs failed", "differing metrics"]


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
            Version([2, 5], replicates - 1, ["student", "mlp", "noop"]), Version([2, 5, 9], replicates + 1)]


def waits_for_the_dying():
    """This came together with checkpoints."""
    return knows_setting("run.checkpoint_after_minutes")


def unreadable(path):
    """Why a file does not open; None when it does."""
    for words in (["-H"], ["-d", "/trials"]):
        done = subprocess.run(["h5dump", *words, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            return f"h5dump {' '.join(words)}: {done.stderr.strip()[:200]}"
    return None


class StateWatch:
    """How many trials the file says are complete, cheaply enough to ask every millisecond."""

    def __init__(self, path):
        layout = layout_of(path)
        self.file = open(path, "rb")
        self.rows = layout.rows
        self.offset, self.width = layout.row_at(0)
        self.state = layout.row_type.fields["state"][1]

    def complete(self):
        bytes_of_rows = os.pread(self.file.fileno(), self.rows * self.width, self.offset)
        return bytes_of_rows[self.state::self.width].count(COMPLETE)

    def is_of(self, path):
        return os.path.exists(path) and os.stat(path).st_ino == os.fstat(self.file.fileno()).st_ino


class Campaign:
    def __init__(self, storm, folder):
        self.storm = storm
        self.random = storm.random
        self.folder = folder
        self.out = folder / "storm.h5"
        self.new = folder / "storm.h5.new"
        self.checkpoints = folder / "storm.h5.checkpoints"
        self.lock = folder / "storm.h5.lock"
        self.study = folder / "study.yaml"
        self.seen = {}  # id -> the record of a trial that was complete
        self.written = None  # the version that the file holds
        self.watch = None
        self.choose_version(0)

    def choose_version(self, number):
        self.version = number
        self.study.write_text(self.storm.versions[number].text)

    def launch(self):
        ranks = self.storm.deal("ranks", range(1, self.storm.ranks + 1))
        return LaunchedRun([self.study, "--out", self.out, "--progress", "none"], ranks, folder=self.folder)

    # --- one kill -----------------------------------------------------------------------------------------------

    def disturb(self):
        """One run with one kill. Returns (victim, phase), or None when the run was over before."""
        before = self.complete_now()
        new_before = self.inode(self.new)
        wanted = self.storm.deal(*self.likely_phases())
        with self.launch() as run:
            started = run.wait_for_ranks()
            self.wait_for(wanted, run, before)
            if not run.is_running():
                self.note_end(run)
                self.examine()
                return None
            victim = ALONE if run.ranks == 1 else self.storm.deal("victims", VICTIMS)
            phase = self.phase_now(before, new_before)
            self.kill(run, victim, started)
            if self.storm.deal("hurry", [True, False, False]):
                self.rerun_at_once()
            if not run.all_gone(GONE_WITHIN):
                left = {pid: program for pid, (_, program) in run.processes().items()}
                self.storm.tally.add("hangs", note=f"{run.ranks} ranks, {victim} killed in {phase}, left after "
                                                   f"{GONE_WITHIN:g} s: {left}, started as {started}")
            self.note_refusal(run)
        self.examine()
        return victim, phase

    def likely_phases(self):
        """What a run may come to from here: the name of a deck of cards, and the cards."""
        if not self.out.exists():
            return "new", ["start", "creation", "creation", "open", "training"]
        if self.version != self.written:
            return "changed", ["start", "growth", "growth", "growth", "training"]
        cards = ["start", "open", "training", "training", "training", "close", "close"]
        return "resumed", cards + (["checkpoint"] * 3 if knows_setting("run.checkpoint_after_minutes") else [])

    def wait_for(self, phase, run, before):
        """Returns at a random moment of the phase, or when the run has ended, or when it does not come."""
        end = time.monotonic() + 30
        if phase == "start":
            time.sleep(self.random.uniform(0, 0.6 if run.ranks == 1 else 0.9))
            return
        more = self.random.randint(1, 10)
        reached = {
            "creation": lambda: self.new.exists() or self.out.exists(),
            "growth": lambda: self.new.exists(),
            "open": lambda: self.lock.exists() and self.out.exists(),
            "training": lambda: self.complete_now() >= before + more,
            "checkpoint": lambda: self.checkpoints.is_dir() and any(self.checkpoints.iterdir()),
            "close": lambda: self.all_complete(),
        }[phase]
        while run.is_running() and not reached() and time.monotonic() < end:
            if phase not in ("creation", "growth"):
                time.sleep(0.0005)
        longest = {"creation": 0.006, "growth": 0.01, "open": 0.3, "training": 0.03, "checkpoint": 0.02, "close": 0.02 if run.ranks == 1 else 0.1}
        spin = time.monotonic() + self.random.uniform(0, longest[phase])
        while time.monotonic() < spin:
            pass

    def inode(self, path):
        try:
            return os.stat(path).st_ino, os.stat(path).st_mtime_ns
        except OSError:
            return None

    def phase_now(self, before, new_before):
        """Where the run really is, from what lies in its folder."""
        new = self.inode(self.new)
        if new and new != new_before:
            return "growth" if self.out.exists() else "creation"
        if not self.lock.exists():
            return "start"
        if not self.out.exists():
            return "start"
        complete = self.complete_now()
        if complete == self.watch.rows and self.of_this_version():
            return "close"
        if self.checkpoints.is_dir() and any(self.checkpoints.iterdir()):
            return "checkpoint"
        return "training" if complete > before else "open"

    def of_this_version(self):
        return self.watch.rows == self.storm.sizes[self.version]

    def all_complete(self):
        return self.complete_now() > 0 and self.watch.complete() == self.watch.rows and self.of_this_version()

    def complete_now(self):
        if not self.out.exists():
            return 0
        if self.watch is None or not self.watch.is_of(self.out):
            self.watch = StateWatch(self.out)
        return self.watch.complete()

    def kill(self, run, victim, started):
        ranks = list(run.rank_processes().values()) or list(started.values())
        if victim == "one rank":
            ranks = [self.random.choice(ranks)] if ranks else [run.launcher.pid]
        if victim in ("launcher", "launcher and ranks"):
            send(run.launcher.pid, signal.SIGKILL)
        if victim != "launcher":
            for rank in ranks:
                send(rank, signal.SIGKILL)

    def rerun_at_once(self):
        """The same line again while what was killed may still be dying: it must wait for that, not be refused."""
        if not waits_for_the_dying():
            return
        with self.launch() as successor:
            self.storm.hurried += 1
            successor.wait(self.random.uniform(0.5, 2))
            if not successor.is_running() and successor.wait(0) != 0:
                self.note_refusal(successor)

    # --- what is left of it -------------------------------------------------------------------------------------

    def note_refusal(self, run):
        said = run.output()
        if "is writing it now" in said:
            self.storm.tally.add("runs refused", note=said[-300:])

    def note_end(self, run):
        """A run that ended by itself must have ended well."""
        status = run.wait(RUN_WITHIN)
        self.note_refusal(run)
        if status is None:
            self.storm.tally.add("hangs", note=f"undisturbed on {run.ranks} ranks: {run.output()[-500:]}")
        elif status != 0:
            self.storm.tally.add("runs failed", note=f"exit status {status}: {run.output()[-500:]}")

    def examine(self):
        """Reads the file in every way there is, and compares it with what was in it before."""
        if not self.out.exists():
            if self.seen:
                self.storm.tally.add("trials lost", len(self.seen), "the file is gone")
            return
        why = unreadable(self.out)
        try:
            now = read_records(self.out)
        except Exception as error:  # h5py raises whatever it likes
            why = why or f"h5py: {error!r}"
        if why:
            self.storm.keep(self.out)
            self.storm.tally.add("files unreadable", note=why)
            return
        self.compare(now)
        if len(now) == self.storm.sizes[self.version]:
            self.written = self.version
        self.storm.check_later(self.out, now)

    def compare(self, now):
        for identity, old in list(self.seen.items()):
            record = now.get(identity)
            if record is None:
                if identity in self.storm.wanted[self.version]:
                    self.storm.tally.add("trials lost", note=f"{identity} is not in the file")
                del self.seen[identity]  # dropped on purpose: a later version trains it anew
            elif record.fields["start_time"] != old.fields["start_time"] or (
                    record.fields["attempts"] > old.fields["attempts"]):
                self.storm.tally.add("trials repeated", note=identity)
            elif not record.complete:
                self.storm.tally.add("trials lost", note=f"{identity} is {'whole' if record.whole else 'torn'}, state "
                                                         f"{record.fields['state']}")
            elif not record.same_record(old):
                self.storm.tally.add("trials changed", note=identity)
        self.storm.torn += sum(not record.whole for record in now.values())
        self.seen.update({identity: record for identity, record in now.items() if record.complete})

    def finish(self):
        """Runs the last version to its end, and compares it with the undisturbed run."""
        self.choose_version(len(self.storm.versions) - 1)
        with self.launch() as run:
            run.wait(RUN_WITHIN)
            self.note_end(run)
        self.examine()
        if not self.out.exists():
            return
        for identity, wanted in self.storm.undisturbed.items():
            record = self.seen.get(identity)
            if record is None:
                self.storm.tally.add("trials lost", note=f"{identity} is not complete in the end")
            elif record.result() != wanted.result():
                self.storm.tally.add("differing metrics", note=f"{identity}: {record.fields} instead of {wanted.fields}")
            elif record.fields["attempts"] != 1:
                self.storm.tally.add("trials repeated", note=f"{identity} took {record.fields['attempts']} attempts")


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
