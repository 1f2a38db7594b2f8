"""A SLURM of one's own: real munged, slurmctld and slurmd, on machines that live in namespaces of this one."""
import os
import re
import shutil
import stat
import subprocess
import time

import ranks
from machine_room import MachineRoom, Unavailable
from slurm_conf import ETC, SHARED, gpu_file, gres_conf, slurm_conf

NEEDED = {"munged": "munge", "slurmctld": "slurmctld", "slurmd": "slurmd", "sbatch": "slurm-client"}
PATIENCE = 180  # seconds until something that must happen is given up: far more than it takes
ENDED = ["COMPLETED", "FAILED", "TIMEOUT", "CANCELLED", "NODE_FAIL", "PREEMPTED", "OUT_OF_MEMORY", "BOOT_FAIL", "DEADLINE"]


class PrivateSlurm:
    """Use as a context; raises Unavailable with the reason where it can't be. Nodes are n1, n2, …; the test speaks to
    it as from a login node that shares the folder /run/shared with them. Partitions: main, which may be pre-empted and is
    the default, and urgent."""

    def __init__(self, nodes=2, cpus=2, gpus=0, grace=10, visible=(), environment=None, **settings):
        self.nodes = [f"n{number}" for number in range(1, nodes + 1)]
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
        self.conf = slurm_conf(self.nodes, cpus, gpus, memory * 4 // 5, grace, settings)
        self.gpus = gpus
        self.environment = {**(os.environ if environment is None else environment), "SLURM_CONF": f"{ETC}/slurm.conf"}
        self.room = MachineRoom(visible, NEEDED)

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

    # --- starting -----------------------------------------------------------------------------------------------

    def set_up(self):
        for folder in ("munge", "dev", "log", "state", "spool"):
            self.outside(f"{ETC}/{folder}").mkdir(parents=True)
        self.outside(SHARED).mkdir()
        with open(self.outside("/run/hosts"), "a") as hosts:
            hosts.write("10.77.0.254 login\n")
            hosts.writelines(f"10.77.0.{number} {node}\n" for number, node in enumerate(self.nodes, 1))
        self.outside(f"{ETC}/slurm.conf").write_text(self.conf)
        self.outside(f"{ETC}/cgroup.conf").touch()
        self.outside(f"{ETC}/gres.conf").write_text(gres_conf(self.nodes, self.gpus))
        for node in self.nodes:
            for gpu in range(self.gpus):  # a clone of /dev/null
                os.mknod(self.outside(gpu_file(node, gpu)), stat.S_IFCHR | 0o666, os.makedev(1, 3))
        self.start_munge()
        self.start_controller()
        for node in self.nodes:
            self.power_on(node)

    def start_munge(self):
        folder = f"{ETC}/munge"
        key = self.outside(f"{folder}/key")
        key.touch(0o400)
        key.write_bytes(os.urandom(1024))
        self.succeed("munged", "--force", f"--key-file={folder}/key", f"--socket={folder}/socket", f"--pid-file={folder}/pid",
                     f"--log-file={folder}/log", f"--seed-file={folder}/seed")

    def start_controller(self):
        self.succeed("slurmctld", "-f", f"{ETC}/slurm.conf")

    def kill_controller(self):
        """Once it has written down what it knows, which takes some seconds and a reason to: killed before that it would not
        know a job that it has just started, and drain its nodes. That is between SLURM and its administrator."""
        begin = time.time()
        self.succeed("scancel", self.sbatch("--hold", "--output=/dev/null", "--wrap", "true"))
        written = self.outside(f"{ETC}/state/job_state")
        self.wait_for(lambda: written.exists() and written.stat().st_mtime > begin, "the controller's notes")
        self.succeed("bash", "-c", f"kill -9 $(cat {ETC}/slurmctld.pid) && rm {ETC}/slurmctld.pid")

    def power_on(self, node):
        self.outside(f"{ETC}/spool/{node}").mkdir(exist_ok=True)
        self.room.power_on(node, self.nodes.index(node) + 1, "slurmd", "-D", "-f", f"{ETC}/slurm.conf", "-N", node)

    def power_off(self, node):
        self.room.power_off(node)

    # --- commands -----------------------------------------------------------------------------------------------

    def outside(self, path):
        """A file of the cluster by a name that is good for the test; relative names are in the shared folder."""
        return self.room.outside(os.path.join(SHARED, path))

    def run(self, *words, timeout=120, **environment):
        """Any command, in the shared folder of the login node."""
        return self.room.run(*words, folder=SHARED, timeout=timeout,
                             environment={**self.environment, **environment})

    def succeed(self, *words, **options):
        done = self.run(*words, **options)
        if done.returncode:
            raise AssertionError(f"{' '.join(map(str, words))}: exit status {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def sbatch(self, *words, **environment):
        """The job's id (of an array: its first part). It says what it says in JOB.txt, or JOB_TASK.txt."""
        return int(self.succeed("sbatch", "--parsable", *words, **environment).split(";")[0])

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

    def logs(self, lines=25):
        """The last lines of all daemons."""
        paths = [*self.outside(f"{ETC}/log").glob("*"), *self.outside("/run").glob("*.log")]
        return "".join(f"--- {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) + "\n"
                       for path in paths)

    def report(self):
        said = "".join(self.run(*words).stdout for words in (["sinfo", "-N", "-l"], ["squeue"], ["scontrol", "show", "job"]))
        outputs = "".join(f"--- {path.name}\n{path.read_text(errors='replace')[-4000:]}\n"
                          for path in sorted(self.outside(".").glob("*.out")))
        return said + outputs + self.logs()
