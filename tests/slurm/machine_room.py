"""Machines that live in namespaces of one real one: own network, host names, processes, /run, /tmp and /dev/shm."""
import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import uuid

INIT = pathlib.Path(__file__).resolve().parent / "init.sh"
NEEDED = {"unshare": "util-linux", "nsenter": "util-linux", "ip": "iproute2"}  # program: its package
MARKER = "GRIDSWEEP_TEST_MACHINE"
NAMESPACES = ["--mount", "--net", "--uts", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc"]


class Unavailable(Exception):
    """Why there can be no such machines here."""


class Machine:
    """A first process (init.sh) with namespaces of its own. Process ids are those that are seen from outside."""

    def __init__(self, name, words=(), entering=(), visible=()):
        self.name = name
        marker = uuid.uuid4().hex
        self.starter = subprocess.Popen(
            [*entering, "unshare", *NAMESPACES, "bash", str(INIT), name, *map(str, words)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, MARKER: marker, "VISIBLE": "\n".join(map(str, [INIT.parent, *visible]))})
        said = []
        for line in self.starter.stdout:
            if line == "ready\n":
                break
            said.append(line.strip())
        self.starter.stdout.close()
        self.init = first_process(marker)
        if self.init is None:
            self.starter.stdin.close()
            self.starter.wait()
            raise Unavailable(f"{name} does not start: {' / '.join(said)}")
        self.network = os.readlink(f"/proc/{self.init}/ns/net")

    def go_on(self):
        self.starter.stdin.write("\n")
        self.starter.stdin.flush()

    def kill(self):
        """Ends it and all processes in its namespaces, and waits for that."""
        if self.starter.poll() is None:
            with contextlib.suppress(ProcessLookupError):  # the room's end is its end, too, but is told a little later
                os.kill(self.init, signal.SIGKILL)
        self.starter.wait()
        self.starter.stdin.close()

    def processes(self):
        """All that use its network."""
        return [process for process in all_processes() if network_of(process) == self.network]


def all_processes():
    return map(int, filter(str.isdigit, os.listdir("/proc")))


def network_of(process):
    try:
        return os.readlink(f"/proc/{process}/ns/net")
    except OSError:  # it ended meanwhile
        return None


def first_process(marker):
    """Pid 1 of the namespace that was made under this marker, by its number out here; None when there is none."""
    for process in all_processes():
        try:
            if f"{MARKER}={marker}".encode() not in pathlib.Path(f"/proc/{process}/environ").read_bytes().split(b"\0"):
                continue
            status = pathlib.Path(f"/proc/{process}/status").read_text()
        except OSError:
            continue
        numbers = next(line for line in status.splitlines() if line.startswith("NSpid:")).split()[1:]
        if len(numbers) > 1 and numbers[-1] == "1":
            return process
    return None


class MachineRoom:
    """Use as a context. All of it ends with one process, the room's first, which ends when its input does: so no process,
    interface, mount or file is left, however the test ends. Its machines share /run, a file system in memory."""

    def __init__(self, visible=(), needed=()):
        self.visible = visible  # folders that the machines must see even if they are under /tmp
        self.needed = {**NEEDED, **dict(needed)}
        self.machines = {}
        self.cables = {}  # name of a machine -> the room's end of its network cable
        self.plugged = 0

    def __enter__(self):
        if os.geteuid() != 0:
            raise Unavailable("only root can make namespaces")
        missing = sorted({package for program, package in self.needed.items() if not shutil.which(program)})
        if missing:
            raise Unavailable("packages are missing: " + " ".join(missing))
        self.room = Machine("login", visible=self.visible)
        return self

    def __exit__(self, *_):
        self.room.kill()
        for machine in self.machines.values():
            machine.kill()

    def power_on(self, name, address, *words):
        """The machine runs `words`, once it is on the network. `address`: the last number of it."""
        machine = Machine(name, [address, *words], self.entering(), self.visible)
        self.plugged += 1
        cable = f"cable{self.plugged}"
        # The same hardware address each time, so that no one remembers an old one.
        self.ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "address", f"02:00:00:00:00:{address:02x}",
                "netns", str(machine.init))
        self.ip("link", "set", cable, "master", "bridge", "up")
        machine.go_on()
        self.machines[name], self.cables[name] = machine, cable

    def power_off(self, name):
        """As when the plug is pulled: nobody hears a word of it, not even that connections are closed."""
        self.ip("link", "set", self.cables.pop(name), "down")
        self.machines.pop(name).kill()

    def ip(self, *words):
        subprocess.run(["nsenter", f"--net=/proc/{self.room.init}/ns/net", "ip", *words], check=True, timeout=60)

    def entering(self):
        return ["nsenter", "--target", str(self.room.init), "--all"]

    def run(self, *words, folder="/run", environment=None, timeout=120):
        """A command in the room, outside of all machines."""
        return subprocess.run([*self.entering(), "env", "-C", str(folder), *map(str, words)], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=timeout, env=environment)

    def outside(self, path):
        """The same file by a name that is good out here, while the room is there."""
        return pathlib.Path(f"/proc/{self.room.init}/root", str(path).lstrip("/"))
