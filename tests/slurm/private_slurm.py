"""A SLURM of one's own: real munged, slurmctld and slurmd, on machines that live in namespaces of this one."""
import re
import subprocess
import time

import ranks
from machine_room import Unavailable
from slurm_conf import ETC
from slurm_daemons import SlurmDaemons

PATIENCE = 180  # seconds until something that must happen is given up: far more than it takes
ENDED = ["COMPLETED", "FAILED", "TIMEOUT", "CANCELLED", "NODE_FAIL", "PREEMPTED", "OUT_OF_MEMORY", "BOOT_FAIL", "DEADLINE"]


class PrivateSlurm(SlurmDaemons):
    """Use as a context; raises Unavailable with the reason where it can't be. Nodes are n1, n2, …; the test speaks to
    it as from a login node that shares the folder /run/shared with them. Partitions: main, which may be pre-empted and is
    the default, and urgent."""

    def __enter__(self):
        self.room.__enter__()
        try:
            self.set_up()
            self.wait_for(lambda: set(self.node_states().values()) == {"idle"}, "idle nodes", 60)
        except BaseException as error:
            said = self.logs()
            self.room.__exit__()
            if isinstance(error, (OSError, subprocess.SubprocessError, AssertionError)):
                raise Unavailable(f"{error}\n{said}") from error
            raise
        return self

    def __exit__(self, *_):
        self.room.__exit__()

    # --- commands -----------------------------------------------------------------------------------------------

    def sbatch(self, *words, **environment):
        """The job's id (of an array: its first part). It says what it says in JOB.txt, or JOB_TASK.txt."""
        return int(self.succeed("sbatch", "--parsable", *words, **environment).split(";")[0])

    def kill_controller(self):
        """Once it has written down what it knows, which takes some seconds and a reason to: killed before that it would not
        know a job that it has just started, and drain its nodes. That is between SLURM and its administrator."""
        begin = time.time()
        self.succeed("scancel", self.sbatch("--hold", "--output=/dev/null", "--wrap", "true"))
        written = self.outside(f"{ETC}/state/job_state")
        self.wait_for(lambda: written.exists() and written.stat().st_mtime > begin, "the controller's notes")
        self.succeed("bash", "-c", f"kill -9 $(cat {ETC}/slurmctld.pid) && rm {ETC}/slurmctld.pid")

    def node_states(self):
        """Node -> idle, mixed, allocated, down, idle* (does not answer) …; empty while the controller does not answer."""
        said = self.run("sinfo", "-h", "-N", "-p", "main", "-o", "%N %T").stdout
        return dict(line.split() for line in said.splitlines())

    def details(self, job):
        """What `scontrol show job` says of it, by name; empty while the controller does not answer."""
        said = self.run("scontrol", "show", "job", "--oneliner", str(job)).stdout
        return dict(re.findall(r"(\S+?)=(\S*)", said))

    def state(self, job):
        return self.details(job).get("JobState", "")

    def wait_for(self, happened, what, seconds=PATIENCE):
        """Waits until happened() is true, and returns what it returned."""
        end = time.monotonic() + seconds
        while not (value := happened()):
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}\n{self.report()}")
            time.sleep(0.1)
        return value

    def wait_for_state(self, job, *states, seconds=PATIENCE):
        return self.wait_for(lambda: (state := self.state(job)) in states and state, f"job {job} {'/'.join(states)}", seconds)

    def wait_for_end(self, job, seconds=PATIENCE):
        """The state in which it ended for good. A requeued job is pending again."""
        return self.wait_for_state(job, *ENDED, seconds=seconds)

    # --- what is going on ---------------------------------------------------------------------------------------

    def processes(self, program, *nodes):
        """The ranks that run `program` (see ranks.Rank), on all nodes or on those named."""
        return [rank for node in nodes or self.nodes if (machine := self.room.machines.get(node))
                for rank in ranks.of(machine.processes(), program, node)]

    def log(self, job):
        """All that the job's batch script has said, in all its allocations."""
        found = sorted(self.outside(".").glob(f"*{job}*.out"))
        return "\n".join(path.read_text(errors="replace") for path in found)

    def report(self):
        said = "".join(self.run(*words).stdout for words in (["sinfo", "-N", "-l"], ["squeue"], ["scontrol", "show", "job"]))
        outputs = "".join(f"--- {path.name}\n{path.read_text(errors='replace')[-4000:]}\n"
                          for path in sorted(self.outside(".").glob("*.out")))
        return said + outputs + self.logs()
