"""One study that is killed and started again, from no file to its end."""
import os
import signal
import time

from file_state import StateWatch, unreadable
from launched_run import LaunchedRun, knows_setting, send
from records import read_records

VICTIMS = ["one rank", "all ranks", "launcher", "launcher and ranks"]  # of a run under mpirun
ALONE = "program alone"
PHASES = ["start", "creation", "growth", "open", "training", "checkpoint", "close"]
GONE_WITHIN = 10.0  # seconds from a kill until no process of the run may be left
RUN_WITHIN = 120.0  # a run that nobody kills


def waits_for_the_dying():
    """This came together with checkpoints."""
    return knows_setting("run.checkpoint_after_minutes")


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
