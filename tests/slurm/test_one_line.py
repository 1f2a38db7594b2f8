"""`slurm/submit STUDY`: the one line that users type, and what it leaves behind."""
import re
import unittest

from event_log import read_rows
from slurm_test import SlurmTest, study

TRIALS = 6


class OneLine(SlurmTest):
    CLUSTER = {"nodes": 2, "cpus": 2, "gpus": 0}

    def submit_line(self, *words):
        """The two jobs: the one that runs the study, and the one that collects."""
        said = self.slurm.run("slurm/submit", *words)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        jobs = re.search(r"job (\d+) runs the study into .*\n.*job (\d+) makes", said.stdout)
        self.assertTrue(jobs, said.stdout)
        return said.stdout, *(int(job) for job in jobs.groups())

    def test_a_study_in_a_folder_with_blanks(self):
        folder = self.slurm.outside("my study")
        folder.mkdir()
        (folder / "the study.yaml").write_text(study(TRIALS, epochs=5))
        said, sweep, collect = self.submit_line("--time=15", "my study/the study.yaml", "--out", "my study/the results.h5")
        self.assertRegex(said, rf"(?m)^# faults: {TRIALS} trials, about .*: 1 allocation expected")
        self.ended(sweep)
        self.assertEqual(self.slurm.details(sweep)["TimeLimit"], "00:15:00")  # the user's word, not the plan's
        self.nothing_lost_or_repeated("my study/the results.h5", TRIALS)
        self.ended(collect)
        collected = folder / "the results-collected"
        self.assertIn(f"{TRIALS} of {TRIALS} trials done", (collected / "status.txt").read_text())
        self.assertIn("student", (collected / "table.md").read_text())

    def test_what_was_asked_for_counts_not_what_there_is(self):
        self.write("edited.yaml", study(TRIALS, epochs=5))
        _, sweep, collect = self.submit_line("--time=15", "edited.yaml")
        self.write("edited.yaml", "name: another\n")  # for the next submission
        self.ended(sweep)
        self.ended(collect)
        # The next one fails: what is collected then is not all that was wanted.
        self.write("edited.yaml", study(TRIALS + 2, epochs=5))
        (self.slurm.outside("edited.h5.events")).unlink()
        (self.slurm.outside("edited.h5.events")).mkdir()
        _, sweep, collect = self.submit_line("--time=15", "edited.yaml")
        self.ended(sweep, "FAILED")
        self.ended(collect, "FAILED")
        self.assertIn("2 are left to run", self.slurm.log(collect))
        self.assertIn("this is not all", self.slurm.log(collect))

    def test_more_tasks_get_more_memory(self):
        self.write("memory.yaml", study(TRIALS))
        memory = {}
        for tasks in (1, 2):
            said = self.slurm.run("slurm/submit", "--dry-run", f"--ntasks-per-node={tasks}", "memory.yaml").stdout
            memory[tasks] = int(re.findall(r"--mem=(\d+)", said)[-1])
        self.assertEqual(memory[2], 2 * memory[1])

    def test_times_are_read_as_sbatch_reads_them(self):
        self.write("long.yaml", study(TRIALS))
        for time, limit_minutes in (("15", 15), ("2:00:00", 120), ("0-2", 120), ("0-2:30", 150)):
            with self.subTest(time):
                said = self.slurm.run("slurm/submit", "--dry-run", f"--time={time}", "--speed=1e-9", "long.yaml")  # for ever
                asked = re.search(r"--time=(\d+):(\d+):00 ", said.stdout)
                hours, minutes = map(int, asked.groups())
                self.assertEqual(60 * hours + minutes, limit_minutes, said.stdout)

    def test_the_log_is_ours(self):
        self.write("log.yaml", study(TRIALS, epochs=5))
        _, sweep, collect = self.submit_line("--time=15", "log.yaml", "training.learning_rate=1e30")
        self.ended(sweep, "FAILED")
        self.assertIn("all failed of the same cause", self.slurm.log(sweep))
        self.assertNotIn("mpirun", self.slurm.log(sweep).replace("by mpirun", ""))

    def test_an_array_is_merged_and_collected(self):
        self.write("array.yaml", study(TRIALS, epochs=5))
        said, sweep, collect = self.submit_line("--array=1-2", "--time=15", "array.yaml")
        self.assertIn("array.1-of-2.h5 array.2-of-2.h5", said)
        self.ended(collect)
        self.assertEqual(len(read_rows(self.slurm.outside("array.h5"))), TRIALS)
        self.assertIn(f"{TRIALS} of {TRIALS} trials done", self.slurm.outside("array-collected/status.txt").read_text())
        self.assertEqual(len(list(self.slurm.outside(".").glob(f"*-{sweep}_[12].out"))), 2)  # a log per task

    def test_the_plan_s_script_is_one(self):
        self.write("planned.yaml", study(TRIALS, epochs=5))
        said = self.slurm.gridsweep("plan", "planned.yaml", "--slurm", "--script", "slurm/sweep.sbatch")
        self.write("job.sbatch", said.stdout)
        job = self.slurm.sbatch("job.sbatch")
        self.ended(job)
        self.nothing_lost_or_repeated("planned.h5", TRIALS)

    def test_a_mistake_is_one_line_and_no_job(self):
        self.write("mistaken.yaml", study(TRIALS))
        for words, said in ((["missing.yaml"], "missing.yaml: there is no such study"),
                            (["mistaken.yaml", "training.epochz=3"], "did you mean 'training.epochs'?"),
                            (["--array=0-2", "mistaken.yaml"], "--array=0-2: the shares are counted from 1"),
                            (["--array=1-9", "mistaken.yaml"], "9/9 is empty"),
                            (["mistaken.yaml", "--time=15"], "--time=15: is no option of gridsweep run"),
                            (["--time=1", "mistaken.yaml"], "starting and stopping"),
                            (["mistaken.yaml", "--out", "no/folder/x.h5"], "no/folder/x.h5: there is no folder no/folder"),
                            (["--partition=nowhere", "mistaken.yaml"], "nowhere"),
                            (["mistaken.yaml", "extra.yaml"], "extra.yaml: the study is mistaken.yaml already")):
            with self.subTest(words):
                done = self.slurm.run("slurm/submit", *words)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertIn(said, done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertEqual(self.slurm.run("squeue", "-h").stdout, "")


if __name__ == "__main__":
    unittest.main()
