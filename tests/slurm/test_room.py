"""The private SLURM itself: without it no other test here says anything."""
import os
import pathlib
import signal
import subprocess
import sys
import time
import unittest
import unittest.mock
import uuid

from machine_room import Unavailable, all_processes
from private_slurm import PrivateSlurm
from slurm_test import STARTED_WITHIN, unless_unavailable

# A test that makes a room with a running job, says so, and waits for its end.
OTHER_TEST = """
import sys
from private_slurm import PrivateSlurm
with PrivateSlurm() as slurm:
    slurm.wait_for_state(slurm.sbatch("-N2", "--wrap", "srun sleep 1000"), "RUNNING")
    slurm.wait_for(lambda: "sleep 1000" in slurm.run("ps", "ax").stdout, "the step")
    print("running", flush=True)
    sys.stdin.read()
"""
# Where daemons and launchers usually leave something, under the names of these machines.
TRACES = ["/tmp/*.n[12].*", "/tmp/*slurm*", "/dev/shm/*.n[12].*", "/run/*munge*", "/run/*slurm*", "/run/shared", "/run/hosts",
          "/var/log/*slurm*", "/var/log/*munge*", "/var/spool/*slurm*"]


def traces():
    found = {str(path) for pattern in TRACES for path in pathlib.Path("/").glob(pattern.lstrip("/"))}
    found |= {f"interface {name}" for name in os.listdir("/sys/class/net")}
    return found | set(pathlib.Path("/proc/self/mounts").read_text().splitlines())


def marked(marker):
    """The processes that have this in their environment: all that a test has started, daemons as well."""
    found = set()
    for process in all_processes():
        try:
            if marker.encode() in pathlib.Path(f"/proc/{process}/environ").read_bytes():
                found.add(process)
        except OSError:  # it ended meanwhile
            pass
    return found


class Room(unittest.TestCase):
    def setUp(self):
        begin = time.monotonic()
        with unless_unavailable():
            self.slurm = self.enterContext(PrivateSlurm())
        self.took = time.monotonic() - begin

    def test_starts_soon(self):
        self.assertLess(self.took, STARTED_WITHIN)
        self.assertEqual(self.slurm.node_states(), {"n1": "idle", "n2": "idle"})

    def test_nodes_are_machines_of_their_own(self):
        self.slurm.wait_for_end(self.slurm.sbatch("-N2", "--output=job.out", "--wrap",
                                                  "srun sh -c 'echo $(hostname) $(hostname -i) $(touch /tmp/of-$(hostname); ls -d /tmp/of-*)'"))
        self.assertEqual(sorted(self.slurm.outside("job.out").read_text().splitlines()),
                         ["n1 10.77.0.1 /tmp/of-n1", "n2 10.77.0.2 /tmp/of-n2"])

    def test_power_off_and_on(self):
        self.slurm.power_off("n2")
        self.slurm.wait_for(lambda: self.slurm.node_states()["n2"].startswith("down"), "n2 down")
        self.assertEqual(self.slurm.node_states()["n1"], "idle")
        self.slurm.power_on("n2")
        self.slurm.wait_for(lambda: self.slurm.node_states()["n2"] == "idle", "n2 idle")

    def test_jobs_outlive_the_controller(self):
        job = self.slurm.sbatch("--wrap", "sleep 15")
        self.slurm.wait_for_state(job, "RUNNING")
        self.slurm.kill_controller()
        self.assertEqual(self.slurm.state(job), "")
        self.slurm.start_controller()
        self.assertEqual(self.slurm.wait_for_end(job), "COMPLETED")

    def test_an_urgent_job_drives_others_out(self):
        job = self.slurm.sbatch("-N2", "--exclusive", "--wrap", "sleep 1000")
        self.slurm.wait_for_state(job, "RUNNING")
        urgent = self.slurm.sbatch("-N2", "--exclusive", "--partition=urgent", "--wrap", "sleep 1")
        self.slurm.wait_for_state(job, "PENDING")
        self.assertEqual(self.slurm.wait_for_end(urgent), "COMPLETED")
        self.slurm.wait_for_state(job, "RUNNING")
        self.assertEqual(self.slurm.details(job)["Restarts"], "1")

    def test_two_at_once(self):
        with PrivateSlurm(nodes=3) as other:
            self.slurm.power_off("n1")
            self.assertEqual(other.node_states(), {"n1": "idle", "n2": "idle", "n3": "idle"})
            self.assertEqual(other.wait_for_end(other.sbatch("-N3", "--wrap", "srun hostname")), "COMPLETED")


class LeavingNothing(unittest.TestCase):
    def test_whatever_ends_the_test(self):
        with unless_unavailable(), PrivateSlurm(nodes=1):
            pass
        for number in (signal.SIGKILL, signal.SIGTERM, None):
            with self.subTest(number):
                before, marker = traces(), uuid.uuid4().hex
                test = subprocess.Popen([sys.executable, "-c", OTHER_TEST], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        cwd=pathlib.Path(__file__).parent, text=True, env={**os.environ, "MARKER": marker})
                self.assertEqual(test.stdout.readline(), "running\n")
                self.assertGreater(len(marked(marker)), 10)  # two nodes, controller, munge, two ranks …
                if number:
                    test.send_signal(number)
                test.communicate()
                end = time.monotonic() + 10
                while marked(marker) and time.monotonic() < end:
                    time.sleep(0.05)
                self.assertEqual((marked(marker), traces() - before), (set(), set()))


class SayingWhyNot(unittest.TestCase):
    def test_not_root(self):
        with unittest.mock.patch("os.geteuid", return_value=1000):
            with self.assertRaisesRegex(Unavailable, "only root can make namespaces"):
                PrivateSlurm().__enter__()

    def test_packages_missing(self):
        with unittest.mock.patch("shutil.which", side_effect=lambda program: not program.startswith("slurm")):
            with self.assertRaisesRegex(Unavailable, "packages are missing: slurmctld slurmd$"):
                PrivateSlurm().__enter__()

    def test_no_namespaces(self):
        with unittest.mock.patch("machine_room.NAMESPACES", ["--no-such-namespace"]):
            with self.assertRaisesRegex(Unavailable, "login does not start: unshare: unrecognized option"):
                PrivateSlurm().__enter__()

    def test_daemons_that_do_not_start(self):
        with unless_unavailable(), PrivateSlurm(nodes=1):
            pass
        with self.assertRaisesRegex(Unavailable, "slurmctld.*Parsing error"):
            PrivateSlurm(nodes=1, NoSuchSetting="1").__enter__()


if __name__ == "__main__":
    unittest.main()
