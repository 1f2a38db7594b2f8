"""The batch scripts' decisions, without SLURM: commands that they call are played by small scripts."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SCRIPTS = pathlib.Path(__file__).parents[2] / "slurm"
DONE, WRONG_INPUT, SOME_FAILED, LEFT = 0, 2, 3, 75

# `run` does what the next line of the file "plays" says; `status` and `check` answer from the file "standing".
PROGRAM = """#!/bin/bash
case $1 in
  run) echo "$@" >>ran; play=$(sed -n "$(wc -l <ran)p" plays); eval "$play" ;;
  status) exit "$(cat standing)" ;;
  check) echo "results.h5: 9 rows: $(cat reached 2>/dev/null)" ;;
esac
"""
MPIRUN = """#!/bin/bash
trap 'echo mpirun got USR1 >>signals; kill $child; exit 75' USR1
while [ "${1##*/}" != rank ]; do echo "$1" >>launcher_words; shift; done
"$@" & child=$!
wait $child
"""
SCONTROL = """#!/bin/bash
echo "$@" >>scontrol_words
case $1 in
  show) case $2 in
    hostnames) printf '%s\\n' ${3//,/ } ;;
    job) [ ! -e away ] || exit 1; echo "JobId=7 JobState=$(cat state) StartTime=2026-11-21T10:00:00 EndTime=Unknown $(cat more 2>/dev/null)" ;;
  esac ;;
  requeue) [ ! -e away ] || exit 1 ;;
esac
"""
SLEEP = """#!/bin/bash
exec /bin/sleep "$(awk "BEGIN {print $1 / 1000}")"
"""


class ScriptsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        for name, text in (("gridsweep", PROGRAM), ("mpirun", MPIRUN), ("scontrol", SCONTROL), ("sleep", SLEEP)):
            path = self.folder / "bin" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
            path.chmod(0o755)
        self.put("study.yaml", "name: study\n")
        self.put("results.h5", "")
        self.put("state", "RUNNING")
        self.environment = {
            "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "HOME": str(self.folder), "GRIDSWEEP": f"{self.folder}/bin/gridsweep",
            "GRIDSWEEP_SITE": "/dev/null", "SLURM_JOB_ID": "7", "SLURM_JOB_NODELIST": "n1,n2", "SLURM_TASKS_PER_NODE": "2(x2)",
            "SLURMD_NODENAME": "n1", "STOP_SECONDS": "20000"}

    def put(self, name, text):
        (self.folder / name).write_text(text)

    def read(self, name):
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def bash(self, text, **environment):
        done = subprocess.run(["bash", "-c", text], cwd=self.folder, capture_output=True, text=True, timeout=60,
                              env={**self.environment, **environment})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def sweep(self, *plays, script="sweep.sbatch", words=("study.yaml", "--out", "results.h5"), standing=LEFT, **environment):
        """Runs the batch script; `plays` are what the runs do, one after the other."""
        self.put("plays", "".join(play + "\n" for play in plays))
        self.put("standing", str(standing))
        (self.folder / "ran").unlink(missing_ok=True)
        return subprocess.run(["bash", SCRIPTS / script, *words], cwd=self.folder, capture_output=True, text=True, timeout=60,
                              env={**self.environment, **environment})

    def requeued(self):
        return [line.split()[1] for line in self.read("scontrol_words").splitlines() if line.startswith("requeue")]

    def runs(self):
        return self.read("ran").splitlines()


class Placing(ScriptsTest):
    def hosts(self, tasks, nodes, **environment):
        return self.bash(f". {SCRIPTS}/launch; hosts_of_ranks", SLURM_JOB_NODELIST=nodes, SLURM_TASKS_PER_NODE=tasks,
                         **environment).split()

    def test_the_coordinator_comes_on_top_of_the_tasks(self):
        self.assertEqual(self.hosts("1", "n1"), ["n1", "n1"])
        self.assertEqual(self.hosts("2(x3),1", "a,b,c,d"), ["a", "a", "a", "b", "b", "c", "c", "d"])
        self.assertEqual(self.hosts("3,12(x2)", "a,b,c"), ["a"] * 4 + ["b"] * 12 + ["c"] * 12)

    def test_a_worker_for_every_gpu(self):
        self.assertEqual(self.hosts("1(x2)", "a,b", SLURM_GPUS_ON_NODE="4"), ["a"] * 5 + ["b"] * 4)
        self.assertEqual(self.hosts("8", "a", SLURM_GPUS_ON_NODE="1", WORKERS_PER_GPU="3"), ["a"] * 4)

    def gpu_of(self, rank, place, host, gpus):
        return self.bash(f"{SCRIPTS}/rank n1 printenv CUDA_VISIBLE_DEVICES", CUDA_VISIBLE_DEVICES=gpus, SLURMD_NODENAME=host,
                         OMPI_COMM_WORLD_RANK=str(rank), OMPI_COMM_WORLD_LOCAL_RANK=str(place), SLURM_LOCALID="0").strip()

    def test_every_worker_sees_one_gpu_and_the_coordinator_none(self):
        self.assertEqual([self.gpu_of(rank, rank, "n1", "2,5") for rank in range(3)], ["", "2", "5"])
        self.assertEqual([self.gpu_of(3 + place, place, "n2", "GPU-a,GPU-b") for place in range(2)], ["GPU-a", "GPU-b"])
        self.assertEqual([self.gpu_of(rank, rank, "n1", "0,1") for rank in range(5)], ["", "0", "1", "0", "1"])


class Words(ScriptsTest):
    def read_words(self, *words, **environment):
        quoted = " ".join(f"'{word}'" for word in words)
        return self.bash(f". {SCRIPTS}/common; read_words {quoted}; printf '%s|' \"$study\" \"$out\" \"${{overrides[*]}}\" \"${{words[@]}}\"",
                         **environment).split("|")[:-1]

    def test_the_words_of_run(self):
        self.assertEqual(self.read_words("study.yaml", "data.snr=5,2", "--time-limit", "2h", "--out", "a b.h5"),
                         ["study.yaml", "a b.h5", "data.snr=5,2", "study.yaml", "data.snr=5,2", "--time-limit", "2h"])
        self.assertEqual(self.read_words("--out=x.h5", "--max-restarts=2", "study.yaml")[:2], ["study.yaml", "x.h5"])

    def test_results_go_where_the_site_says(self):
        self.assertEqual(self.read_words("study.yaml")[1], "study.h5")
        self.assertEqual(self.read_words("study.yaml", RESULTS_FOLDER="/scratch/me")[1], "/scratch/me/study.h5")
        self.assertEqual(self.read_words("study.yaml", "-o", "x.h5", RESULTS_FOLDER="/scratch/me")[1], "x.h5")

    def test_wrong_words_are_one_line(self):
        for words, said in (((), "the study is missing"), (("no.yaml",), "no.yaml: there is no such study"),
                            (("study.yaml", "other.yaml"), "other.yaml: the study is study.yaml already")):
            done = self.sweep(words=words)
            self.assertEqual(done.returncode, WRONG_INPUT)
            self.assertIn(said, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        done = self.sweep(GRIDSWEEP="/no/gridsweep")
        self.assertEqual(done.returncode, WRONG_INPUT)
        self.assertIn("/no/gridsweep: there is no such program", done.stderr)


class Concluding(ScriptsTest):
    def test_a_study_that_is_done_ends_the_job(self):
        self.assertEqual(self.sweep("echo 0 >standing").returncode, DONE)
        self.assertEqual(self.sweep("echo 3 >standing; exit 3").returncode, SOME_FAILED)
        self.assertEqual(self.requeued(), [])

    def test_the_program_gets_what_the_job_knows(self):
        self.sweep("echo 0 >standing", words=("study.yaml", "data.snr=5", "--out", "results.h5"), SLURM_CPUS_PER_TASK="6")
        self.assertEqual(self.runs(), ["run study.yaml data.snr=5 run.threads=6 --events results.h5.events --wait 10m --progress lines "
                                       "--out results.h5"])
        self.sweep("echo 0 >standing", words=("study.yaml", "run.threads=2", "--wait", "1h", "--out", "results.h5"), SLURM_CPUS_PER_TASK="6")
        self.assertEqual(self.runs()[0].count("run.threads"), 1)
        self.assertEqual(self.runs()[0].count("--wait"), 1)

    def test_a_run_that_was_stopped_is_requeued(self):
        done = self.sweep("echo 5 whole >reached; exit 75")
        self.assertEqual((done.returncode, self.requeued(), len(self.runs())), (LEFT, ["7"], 1), done.stderr)

    def test_an_array_s_task_requeues_itself_only(self):
        self.put("results.2-of-3.h5", "")
        done = self.sweep("exit 75", script="sweep-array.sbatch", SLURM_ARRAY_JOB_ID="7", SLURM_ARRAY_TASK_ID="2",
                          SLURM_ARRAY_TASK_MAX="3", SLURM_ARRAY_TASK_COUNT="3")
        self.assertEqual((done.returncode, self.requeued()), (LEFT, ["7_2"]), done.stderr)
        self.assertIn("--share 2/3 --out results.2-of-3.h5", self.runs()[0])

    def test_a_part_of_an_array_must_say_how_many_shares_there_are(self):
        part = {"SLURM_ARRAY_JOB_ID": "7", "SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_MAX": "2", "SLURM_ARRAY_TASK_COUNT": "1"}
        done = self.sweep("exit 75", script="sweep-array.sbatch", **part)
        self.assertEqual(done.returncode, WRONG_INPUT)
        self.assertIn("--shares N", done.stderr)
        done = self.sweep("echo 0 >standing", script="sweep-array.sbatch", words=("--shares", "3", "study.yaml", "--out", "results.h5"), **part)
        self.assertIn("--share 2/3", self.runs()[0])

    def test_a_run_that_died_starts_again_in_the_same_allocation(self):
        done = self.sweep("echo 1 whole >reached; kill -9 $$", "echo 2 whole >reached; exit 1", "echo 0 >standing")
        self.assertEqual((done.returncode, len(self.runs()), self.requeued()), (DONE, 3, []), done.stderr)

    def test_success_is_not_believed_while_trials_are_left(self):
        done = self.sweep("echo 1 whole >reached; exit 0", "echo 0 >standing")
        self.assertEqual((done.returncode, len(self.runs())), (DONE, 2), done.stderr)

    def test_runs_that_lead_to_nothing_are_not_repeated_for_ever(self):
        done = self.sweep(*["exit 1"] * 9)
        self.assertEqual((done.returncode, len(self.runs()), self.requeued()), (1, 4, []))
        self.assertIn("4 runs in a row have led to nothing (the last ended with 1)", done.stderr)
        done = self.sweep(*["exit 75"] * 9, SLURM_JOB_ID="8")  # another job counts anew, over its restarts
        self.assertEqual((done.returncode, self.requeued()), (LEFT, ["8"]))
        for _ in range(2):
            self.assertEqual(self.sweep(*["exit 75"] * 9, SLURM_JOB_ID="8").returncode, LEFT)
        self.assertEqual(self.sweep(*["exit 75"] * 9, SLURM_JOB_ID="8").returncode, 1)

    def test_starts_that_are_always_too_late_are_not_repeated_for_ever(self):
        site = self.folder / "site"
        site.write_text("kill -USR1 $$\n")  # the warning comes while modules are loaded
        ends = [self.sweep(*["exit 1"] * 9, GRIDSWEEP_SITE=str(site)) for _ in range(4)]
        self.assertEqual([end.returncode for end in ends], [LEFT, LEFT, LEFT, 1], ends[-1].stderr)
        self.assertEqual((self.requeued(), self.runs()), (["7"] * 3, []))

    def test_a_checkpoint_is_progress(self):
        (self.folder / "results.h5.checkpoints").mkdir()
        plays = [f"echo {i} >results.h5.checkpoints/a.pt; exit 1" for i in range(6)]
        self.assertEqual(self.sweep(*plays, "echo 0 >standing").returncode, DONE)
        self.assertEqual(len(self.runs()), 7)

    def test_what_the_user_got_wrong_is_not_tried_again(self):
        for status in (WRONG_INPUT, SOME_FAILED):  # 3 with trials left: the run gave up, because all failed of one cause
            done = self.sweep(f"exit {status}")
            self.assertEqual((done.returncode, len(self.runs()), self.requeued()), (status, 1, []))

    def test_a_job_that_is_being_ended_is_not_requeued(self):
        done = self.sweep("echo COMPLETING >state; exit 75")
        self.assertEqual((done.returncode, self.requeued()), (LEFT, []))
        self.assertIn("submit the same line again", done.stdout)

    def test_a_controller_that_is_away_is_asked_again_and_given_up(self):
        done = self.sweep("touch away; exit 75", REQUEUE_TRIES="8")
        self.assertEqual((done.returncode, len(self.requeued())), (LEFT, 8))
        self.assertIn("SLURM did not requeue the job", done.stdout)

    def test_a_launcher_that_hangs_does_not_keep_the_job_from_being_requeued(self):
        done = self.sweep("trap '' TERM USR1; kill -USR1 $(cat batch); /bin/sleep 2; exit 1", script=self.with_its_number_told(),
                          STOP_SECONDS="300", GRIDSWEEP_LAUNCHER="srun", PATH=self.with_a_deaf_srun())
        self.assertEqual((done.returncode, self.requeued()), (LEFT, ["7"]), done.stderr)
        self.assertIn("\t137\t", self.read("results.h5.allocations"))

    def with_a_deaf_srun(self):
        srun = self.folder / "bin" / "srun"
        srun.write_text("#!/bin/bash\ntrap '' TERM USR1\nwhile [ \"${1##*/}\" != rank ]; do shift; done\n\"$@\" & wait\n")
        srun.chmod(0o755)
        return self.environment["PATH"]

    def test_pre_emption_is_seen_also_where_only_the_ranks_were_told(self):
        self.put("more", "PreemptTime=2026-11-21T11:00:00")
        done = self.sweep("echo 1 whole >reached; exit 143")
        self.assertEqual((done.returncode, self.requeued(), len(self.runs())), (LEFT, ["7"], 1), done.stderr)
        self.put("more", "PreemptTime=2026-11-21T09:00:00")  # before this start
        self.assertEqual(self.sweep("exit 143", "echo 0 >standing").returncode, DONE)

    def test_pre_empted_starts_are_nobody_s_fault(self):
        for _ in range(3):
            self.sweep("kill -TERM $(cat batch); exec /bin/sleep 30", script=self.with_its_number_told())
        done = self.sweep("exit 1", "echo 0 >standing")
        self.assertEqual((done.returncode, len(self.runs())), (DONE, 2), done.stderr)

    def test_a_job_that_is_suspended_or_resized_goes_on(self):
        done = self.sweep("echo RESIZING >state; echo 1 whole >reached; exit 1", "echo RUNNING >state; echo 0 >standing")
        self.assertEqual((done.returncode, len(self.runs())), (DONE, 2), done.stderr)

    def test_a_share_is_judged_as_a_share(self):
        self.put("study.2-of-3.h5", "")
        done = self.sweep("echo 0 >standing", words=("study.yaml", "--share", "2/3"))
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertTrue(self.runs()[0].endswith("--share 2/3 --out study.2-of-3.h5"), self.runs())

    def test_threads_are_what_a_worker_has(self):
        for environment, threads in (({"SLURM_CPUS_PER_TASK": "3"}, 3), ({}, 1),
                                     ({"SLURM_GPUS_ON_NODE": "4", "SLURM_CPUS_ON_NODE": "32", "SLURM_CPUS_PER_TASK": "32"}, 8),
                                     ({"SLURM_GPUS_ON_NODE": "4", "SLURM_CPUS_ON_NODE": "2"}, 1)):
            self.sweep("echo 0 >standing", **environment)
            self.assertIn(f"run.threads={threads} ", self.runs()[0])

    def test_a_site_file_may_end_as_it_likes_but_must_be_bash(self):
        site = self.folder / "site"
        site.write_text("[ -d /no/such/scratch ] && export TMPDIR=/no/such/scratch\n")
        self.assertEqual(self.sweep("echo 0 >standing", GRIDSWEEP_SITE=str(site)).returncode, DONE)
        site.write_text("if\n")
        done = self.sweep("echo 0 >standing", GRIDSWEEP_SITE=str(site))
        self.assertEqual(done.returncode, WRONG_INPUT)
        self.assertIn("cannot be read", done.stderr)

    def test_signals_reach_the_launcher(self):
        for number, name in (("USR1", "SIGUSR1"), ("TERM", "SIGTERM")):
            with self.subTest(name):
                done = self.sweep(f"kill -CONT $(cat batch); kill -{number} $(cat batch); exec /bin/sleep 30",
                                  script=self.with_its_number_told())
                self.assertEqual(done.returncode, LEFT, done.stderr)
                self.assertIn("mpirun got USR1", self.read("signals"))
                self.assertTrue(self.read("results.h5.allocations").endswith(f"\t{name}\n"))
                self.assertEqual(self.requeued(), ["7"])
                for name in ("signals", "scontrol_words"):
                    (self.folder / name).unlink()

    def with_its_number_told(self):
        """The batch script as SLURM's copy of it elsewhere, which tells its process id."""
        copy = self.folder / "slurm_script"
        copy.write_text((SCRIPTS / "sweep.sbatch").read_text().replace(
            "run_to_the_end", "echo $$ >batch; run_to_the_end").replace('here=$(dirname "$(readlink -f "$0")")', f"here={SCRIPTS}"))
        return copy


@unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
class Linted(unittest.TestCase):
    def test_shellcheck_finds_nothing(self):
        files = [path for path in SCRIPTS.iterdir() if not path.name.startswith("site")]
        done = subprocess.run(["shellcheck", "-x", *files], cwd=SCRIPTS, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
