"""What `gridsweep plan --slurm` asks for, of clusters that a made-up sinfo describes."""
import os
import pathlib
import re
import shlex
import subprocess
import unittest
from unittest import mock

from program import SMALL_STUDY, STUDIES, ProgramTest

ROOT = pathlib.Path(__file__).parents[2]
CLUSTER = """\
short|up|2|64|256000|30:00|(null)|idle|1-infinite|UNLIMITED
main*|up|10|64|256000|1-00:00:00|(null)|alloc|1-infinite|UNLIMITED
main*|up|1|32|128000|1-00:00:00|(null)|drain|1-infinite|UNLIMITED
gpu|up|4|64|512000|2-00:00:00|gpu:a100:4(S:0-1)|mix|1-infinite|UNLIMITED
"""
LONG = ("training.epochs=100", "replicate=200")
SLOW = ("--speed", "0.1")  # at which LONG takes some two months on one worker


class SlurmScript(ProgramTest):
    def setUp(self):
        super().setUp()
        self.study = self.write(SMALL_STUDY)
        (self.folder / "bin").mkdir()
        self.cluster(CLUSTER)
        path = mock.patch.dict(os.environ, PATH=f"{self.folder}/bin:{os.environ['PATH']}")
        path.start()
        self.addCleanup(path.stop)

    def cluster(self, lines, status=0):
        sinfo = self.folder / "bin" / "sinfo"
        sinfo.write_text(f"#!/bin/sh\ncat <<'END'\n{lines}END\nexit {status}\n")
        sinfo.chmod(0o755)

    def script(self, *words):
        """The batch script: its request as a dictionary, its comments, what it runs, and what was said beside it."""
        done = self.call("plan", self.study, "--slurm", *words)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.text = done.stdout
        self.assertTrue(self.text.startswith("#!/bin/bash\n#SBATCH "))
        subprocess.run(["bash", "-n"], input=self.text, text=True, check=True)
        lines = self.text.splitlines()
        request = dict((line[len("#SBATCH --"):] + "=").split("=", 1) for line in lines if line.startswith("#SBATCH --"))
        request = {option: value.rstrip("=") for option, value in request.items()}
        comments = "\n".join(line[2:] for line in lines if line.startswith("# "))
        commands = [line for line in lines if line and not line.startswith("#")]
        return request, comments, commands, done.stderr

    def refused(self, *words):
        done = self.call("plan", self.study, *words)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def test_a_small_study_asks_for_little(self):
        request, comments, commands, said = self.script()
        self.assertEqual((request["job-name"], request["nodes"], request["ntasks-per-node"], request["cpus-per-task"]),
                         ("small", "1", "1", "1"))
        self.assertRegex(request["mem"], r"^[12]G$")
        self.assertRegex(request["time"], r"^00:[0-5][05]:00$")
        self.assertEqual(request["signal"], "B:USR1@180")
        self.assertIn("requeue", request)
        self.assertEqual(request["open-mode"], "append")
        self.assertNotIn("partition", request)
        self.assertNotIn("gpus-per-node", request)
        self.assertRegex(comments, r"^small: 44 trials, about .* on 1 worker: 1 allocation expected; workers 100 % busy")
        self.assertIn("measured on this machine, now", comments)
        self.assertEqual(said, "")
        self.assertEqual(shlex.split(commands[0]), ["exec", "bash", str(ROOT / "slurm/sweep.sbatch"), str(self.study), "$@"])

    def test_gpus_that_cannot_be_measured_here_are_not_guessed(self):
        request, comments, _, said = self.script("--partition", "gpu", "--gpus-per-node", "a100:4", *LONG)
        self.assertEqual(request["nodes"], "1")
        self.assertIn("one allocation or several, depending on the GPUs", comments)
        self.assertNotIn("expected", comments)
        self.assertIn("give --speed", said)

    def test_a_large_study_gets_the_nodes_that_end_it_in_time(self):
        request, comments, *_ = self.script(*LONG, *SLOW)
        self.assertGreater(int(request["nodes"]), 1)
        self.assertEqual(request["ntasks-per-node"], "64")
        self.assertIn("as given", comments)
        fewer, *_ = self.script(*LONG, *SLOW, "--within", "10d")
        self.assertLess(int(fewer["nodes"]), int(request["nodes"]))

    def test_partitions_and_what_is_said_instead_of_them(self):
        request, comments, *_ = self.script("--partition", "short", *LONG, *SLOW)
        self.assertEqual(request["partition"], "short")
        self.assertEqual(request["time"], "00:30:00")
        self.assertRegex(comments, r"[1-9]\d* allocations expected")
        request, *_ = self.script("--nodes", "1", "--cpus-per-node", "3", "--max-time", "7:00:00", *LONG, *SLOW)
        self.assertEqual((request["nodes"], request["ntasks-per-node"], request["time"]), ("1", "3", "07:00:00"))
        request, *_ = self.script("--workers", "5", *LONG, *SLOW)
        self.assertEqual(request["ntasks-per-node"], "5")
        self.assertIn("must be one of gpu, main, short", self.refused("--slurm", "--partition", "big"))

    def test_gpus(self):
        request, comments, _, said = self.script("--partition", "gpu", "--gpus-per-node", "a100:4", "--within", "10m", *LONG)
        self.assertEqual((request["gpus-per-node"], request["ntasks-per-node"], request["cpus-per-task"]), ("a100:4", "4", "16"))
        self.assertNotIn("gpus-per-node", self.script("--partition", "gpu", "run.device=cpu")[0])
        self.assertIn("run.device is cuda, but nodes of partition main have no GPUs", self.refused("--slurm", "run.device=cuda"))
        self.assertIn("run.device is cpu", self.refused("--slurm", "run.device=cpu", "--gpus-per-node", "2"))

    def test_without_sinfo_what_is_assumed_is_said(self):
        self.cluster("", status=1)
        request, comments, _, said = self.script()
        self.assertRegex(comments, r"assumed, because sinfo says nothing here: 1 node, \d+ CPUs, \d+ GPUs, \d.* GiB, 24 h per job")
        self.assertIn("assumed, because sinfo says nothing here", said)
        _, comments, _, said = self.script("--nodes", "2", "--cpus-per-node", "8", "--gpus-per-node", "0", "--memory-per-node",
                                           "32G", "--max-time", "8h")
        self.assertNotIn("sinfo", comments + said)

    def test_memory(self):
        self.assertRegex(self.refused("--slurm", "--memory-per-node", "100M"), r"takes \d\.\d GiB .* but a node has 0\.1 GiB")
        self.cluster("main*|up|1|4|1|1-00:00:00|(null)|idle|1-infinite|UNLIMITED\n")
        request, comments, *_ = self.script()
        self.assertNotIn("mem", request)
        self.assertIn("memory is not asked for", comments)

    def test_a_run_stays_below_the_memory_that_was_asked_for(self):
        self.study = self.write("""
            name: pictures
            seed: 1
            settings: {data.sampling: every-10, data.samples_per_class: 300, data.snr: inf, training.epochs: 1}
            factors: {model.architecture: [pca_logistic]}
            """)
        _, comments, *_ = self.script()
        asked = sum(map(float, re.search(r"memory: ([\d.]+) GiB for .* and ([\d.]+) GiB per process, times 1.25", comments).groups()))
        run = subprocess.Popen([os.environ["GRIDSWEEP"], "run", self.study], cwd=self.folder, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(run.returncode, 0)
        peak = used.ru_maxrss / 2**20
        self.assertLess(peak, 1.25 * asked)
        self.assertGreater(peak, 0.5 * asked, "else the cluster's memory would lie idle")

    def test_trials_longer_than_an_allocation(self):
        request, comments, _, said = self.script("--max-time", "6m", "model.architecture=linear", "training.epochs=100000", "--speed", "0.001")
        self.assertIn("they go on from their checkpoints", comments)
        self.assertNotIn("NEVER", comments + said)
        request, comments, _, said = self.script("--max-time", "6m", "model.architecture=pca_logistic", "--speed", "0.001")
        self.assertRegex(comments, r"\d+ trials WOULD NEVER END: they take longer than the 1 min 00 s")
        self.assertIn("WOULD NEVER END", said)

    def test_what_the_job_runs(self):
        script = self.write("#!/bin/bash\n", "a job's script")
        study = self.write(SMALL_STUDY.replace("name: small", "name: small; rm -rf /"), "it's a study.yaml")
        self.study = study.relative_to(self.folder)
        request, _, commands, _ = self.script("--script", "a job's script", "data.sampling={waiting_times: 3}")
        self.assertEqual(request["job-name"], "small--rm--rf--")
        self.assertEqual(shlex.split(commands[0]),
                         ["exec", "bash", str(script), str(study), "data.sampling={waiting_times: 3}", "$@"])
        self.assertEqual(len(commands), 1)
        self.assertIn("--script", self.refused("--slurm", "--script", "nothing"))

    def test_without_the_project_s_script_only_the_request_is_printed(self):
        lonely = self.folder / "bin" / "gridsweep"
        lonely.write_bytes(pathlib.Path(os.environ["GRIDSWEEP"]).read_bytes())
        lonely.chmod(0o755)
        done = subprocess.run([lonely, "plan", self.study, "--slurm"], capture_output=True, text=True)
        self.assertIn("# slurm/sweep.sbatch was not found", done.stdout)
        self.assertNotIn("exec", done.stdout)

    def test_bad_options(self):
        for words, wrong in ((("--nodes", "0"), "--nodes is '0': must be 1 or more"),
                             (("--cpus-per-node", "many"), "--cpus-per-node"),
                             (("--gpus-per-node", "a100:"), "--gpus-per-node is 'a100:'"),
                             (("--memory-per-node", "lots"), "--memory-per-node is 'lots'"),
                             (("--max-time", "soon"), "--max-time is 'soon'"),
                             (("--max-time", "4m"), "a job may take 240 s"),
                             (("--within", "0"), "--within is '0': must be more than 0"),
                             (("--partition", "a b"), "--partition is 'a b'"),
                             (("--speed", "-1"), "--speed"),
                             (("run.threads=100", "--speed", "1"), "run.threads is 100, but a node has 64 CPUs")):
            with self.subTest(words):
                self.assertIn(wrong, self.refused("--slurm", *words))
        self.assertIn("--nodes is about a request: needs --slurm", self.refused("--nodes", "2"))

    def test_every_study_we_ship_has_a_request(self):
        for study in sorted(STUDIES.glob("*.yaml")):
            with self.subTest(study.name):
                self.study = study
                self.script()


if __name__ == "__main__":
    unittest.main()
