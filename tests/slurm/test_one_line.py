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
        jobs = re.search(r"job (\d+) runs the study into .*; job (\d+) makes", said.stdout)
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
                            (["mistaken.yaml", "extra.yaml"], "extra.yaml: the study is mistaken.yaml already")):
            with self.subTest(words):
                done = self.slurm.run("slurm/submit", *words)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertIn(said, done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertEqual(self.slurm.run("squeue", "-h").stdout, "")


if __name__ == "__main__":
    unittest.main()
