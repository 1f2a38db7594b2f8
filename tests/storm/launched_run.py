"""A gridsweep run whose processes can be found, killed and cleared away, whatever becomes of their launcher."""
import functools
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

BUILT = pathlib.Path(__file__).resolve().parents[2] / "build/release"
GRIDSWEEP = os.path.realpath(os.environ.get("GRIDSWEEP", BUILT / "bin/gridsweep"))
MPIEXEC = os.environ.get("MPIEXEC", "mpirun")
MARKER = "GRIDSWEEP_STORM_RUN"
# Whoever ends a storm, no run of it is left behind.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def environment(**more):
    """mpirun in a container (as root) and with more ranks than cores."""
    names = ("OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "OMPI_MCA_rmaps_base_oversubscribe")
    return dict(os.environ, **dict.fromkeys(names, "1"), OMPI_MCA_btl_base_warn_component_unused="0", **more)


def gridsweep(*words, timeout=60):
    """Runs a command of gridsweep that needs no launcher."""
    return subprocess.run([GRIDSWEEP, *map(str, words)], capture_output=True, text=True, timeout=timeout,
                          env=environment())


@functools.cache
def has_word(word, command="run"):
    """Whether this build of gridsweep knows an option or setting already."""
    return word in gridsweep(command, "--help").stdout


@functools.cache
def knows_setting(name):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "study.yaml")
        path.write_text("name: any\nfactors: {replicate: 1}\nsettings: {model.architecture: noop}\n")
        return f" {name} " in gridsweep("plan", path).stdout


class LaunchedRun:
    """`gridsweep run …`, alone (one rank) or under mpirun. Use as a context: no process outlives it."""

    def __init__(self, words, ranks=1, launcher_words=(), folder=".", **more_environment):
        self.marker = uuid.uuid4().hex
        self.ranks = ranks
        command = [GRIDSWEEP, "run", *map(str, words)]
        if ranks > 1 or launcher_words:
            command = [MPIEXEC, *launcher_words, "-n", str(ranks), "--oversubscribe", *command]
        # A file, not a pipe: orphans would hold a pipe open, and a full one would stop them.
        self.log = pathlib.Path(folder, f"output.{self.marker}.txt")
        self.start = time.monotonic()
        # What Open MPI leaves behind when its launcher is killed goes with the run, too.
        self.scratch = tempfile.mkdtemp()
        scratch = {f"OMPI_MCA_{name}": self.scratch for name in ("orte_tmpdir_base", "btl_vader_backing_directory")}
        with open(self.log, "wb") as log:
            self.launcher = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder,
                                             start_new_session=True,
                                             env=environment(**{MARKER: self.marker}, **scratch, **more_environment))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.clear_away()
        self.log.unlink(missing_ok=True)
        shutil.rmtree(self.scratch, ignore_errors=True)

    def output(self):
        return self.log.read_text(errors="replace")

    def processes(self):
        """Every living process of this run: process id -> its environment and program."""
        found = {}
        wanted = f"{MARKER}={self.marker}".encode()
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                surroundings = pathlib.Path("/proc", entry, "environ").read_bytes()
                if wanted in surroundings:
                    found[int(entry)] = (surroundings, os.readlink(f"/proc/{entry}/exe"))
            except OSError:  # it ended meanwhile
                pass
        return found

    def rank_processes(self):
        """Rank -> process id, of the ranks that live. What a rank forked is no rank."""
        found = {}
        for process, (surroundings, program) in self.processes().items():
            if program != GRIDSWEEP:
                continue
            rank = re.search(rb"OMPI_COMM_WORLD_RANK=(\d+)", surroundings)
            number = int(rank.group(1)) if rank else 0
            found[number] = min(process, found.get(number, process))
        return found

    def wait_for_ranks(self, seconds=30):
        """rank_processes() once all are there, or what there is when the launcher ended or time is up."""
        end = time.monotonic() + seconds
        while True:
            found = self.rank_processes()
            if len(found) == self.ranks or not self.is_running() or time.monotonic() > end:
                return found
            time.sleep(0.005)

    def is_running(self):
        return self.launcher.poll() is None

    def wait(self, seconds):
        """The launcher's exit status; None when it did not end in time."""
        try:
            return self.launcher.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def all_gone(self, seconds):
        """Whether launcher and ranks are gone within that time."""
        end = time.monotonic() + seconds
        while self.is_running() or self.processes():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def clear_away(self):
        while self.is_running() or self.processes():
            for process in [*self.processes(), *([self.launcher.pid] if self.is_running() else [])]:
                send(process, signal.SIGKILL)
            time.sleep(0.02)


def send(process, number):
    """Sends a signal; False when the process was gone already."""
    try:
        os.kill(process, number)
        return True
    except ProcessLookupError:
        return False
