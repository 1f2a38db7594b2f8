"""munged, slurmctld and slurmd of a private SLURM, and the machines that they run on."""
import os
import stat

from machine_room import MachineRoom
from slurm_conf import ETC, SHARED, gpu_file, gres_conf, slurm_conf

NEEDED = {"munged": "munge", "slurmctld": "slurmctld", "slurmd": "slurmd", "sbatch": "slurm-client"}


class SlurmDaemons:
    def __init__(self, nodes=2, cpus=2, gpus=0, grace=10, visible=(), environment=None, **settings):
        self.nodes = [f"n{number}" for number in range(1, nodes + 1)]
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
        self.conf = slurm_conf(self.nodes, cpus, gpus, memory * 4 // 5, grace, settings)
        self.gpus = gpus
        self.environment = {**(os.environ if environment is None else environment), "SLURM_CONF": f"{ETC}/slurm.conf"}
        self.room = MachineRoom(visible, NEEDED)

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

    def power_on(self, node):
        self.outside(f"{ETC}/spool/{node}").mkdir(exist_ok=True)
        self.room.power_on(node, self.nodes.index(node) + 1, "slurmd", "-D", "-f", f"{ETC}/slurm.conf", "-N", node)

    def power_off(self, node):
        self.room.power_off(node)

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

    def logs(self, lines=25):
        """The last lines of all daemons."""
        paths = [*self.outside(f"{ETC}/log").glob("*"), *self.outside("/run").glob("*.log")]
        return "".join(f"--- {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) + "\n"
                       for path in paths)
