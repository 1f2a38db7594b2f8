"""Finds the ranks of a program among processes, whoever launched them."""
import dataclasses
import os
import pathlib
import signal

# The first of these that is there: under mpirun, SLURM's own number is that of the daemon that started the rank.
NUMBERS = ["OMPI_COMM_WORLD_RANK", "PMIX_RANK", "SLURM_PROCID"]


@dataclasses.dataclass(frozen=True)
class Rank:
    process: int  # its id, as seen from outside
    node: str
    number: int
    environment: dict = dataclasses.field(repr=False, hash=False)  # as the program was started with

    def kill(self, number=signal.SIGKILL):
        try:
            os.kill(self.process, number)
            return True
        except ProcessLookupError:
            return False


def of(processes, program, node):
    running = {process for process in processes if runs(process, program)}
    return [rank for process in running if (rank := read(process, node, running))]


def runs(process, program):
    try:
        return os.path.samefile(f"/proc/{process}/exe", program)
    except OSError:  # it ended meanwhile
        return False


def read(process, node, others):
    """None for what a rank forked, for one outside of MPI, and for one that is gone."""
    try:
        parent = int(pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        words = pathlib.Path(f"/proc/{process}/environ").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    environment = dict(word.split("=", 1) for word in words if "=" in word)
    number = next((environment[name] for name in NUMBERS if name in environment), None)
    return None if parent in others or number is None else Rank(process, node, int(number), environment)
