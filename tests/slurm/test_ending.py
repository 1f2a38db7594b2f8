"""How a job ends: which ends lead to another allocation, and which do not."""
import time
import unittest

from slurm_test import SlurmTest, study

NOT_AGAIN = 12  # seconds; a requeued job is back in half of that
ONE_NODE = ["--nodes=1", "--ntasks=2"]


class Ending(SlurmTest):
    CLUSTER = {"nodes": 1, "cpus": 2}

    def start(self, results, trials, *words):
        self.write("study.yaml", study(trials))
        return self.submit("sweep.sbatch", "study.yaml", "--out", results, *words, options=ONE_NODE)

    def trains(self, results):
        log = self.slurm.outside(results + ".events")
        self.slurm.wait_for(lambda: log.exists() and '"ended"' in log.read_text(), "a trial")

    def stays(self, job, state, exit_code=None):
        """The job has ended so, and does not come back."""
        self.ended(job, state)
        time.sleep(NOT_AGAIN)
        details = self.slurm.details(job)
        self.assertEqual((details["JobState"], details["Restarts"]), (state, "0"))
        if exit_code:
            self.assertEqual(details["ExitCode"], exit_code)

    def test_a_cancelled_job_stays_away_until_it_is_submitted_again(self):
        job = self.start("cancelled.h5", 20)
        self.trains("cancelled.h5")
        self.slurm.succeed("scancel", job)
        self.stays(job, "CANCELLED")
        self.assertTrue(self.history("cancelled.h5").left())
        self.ended(self.start("cancelled.h5", 20))
        self.nothing_lost_or_repeated("cancelled.h5", 20)

    def test_failed_trials_end_it(self):
        job = self.start("failed.h5", 2, "training.learning_rate=1e38", "training.epochs=3")
        self.stays(job, "FAILED", "3:0")
        self.assertEqual({event["state"] for event in self.history("failed.h5").events if event["event"] == "ended"}, {"failed"})

    def test_a_wrong_study_ends_it(self):
        self.stays(self.start("wrong.h5", 2, "training.epoch=3"), "FAILED", "2:0")
        self.assertFalse(self.slurm.outside("wrong.h5").exists())

    def test_the_warning_may_come_while_the_site_file_is_read(self):
        site = self.slurm.outside("slurm/site")
        usual = site.read_text()
        site.write_text("touch site-is-read\nsleep 4\n" + usual)
        self.addCleanup(site.write_text, usual)
        job = self.start("early.h5", 6)
        self.slurm.wait_for(self.slurm.outside("site-is-read").exists, "the site file")
        self.slurm.succeed("scancel", "--signal=USR1", "--batch", job)
        self.slurm.wait_for(lambda: self.slurm.details(job).get("Restarts") == "1", "its requeue", 60)
        self.ended(job)
        self.nothing_lost_or_repeated("early.h5", 6)


if __name__ == "__main__":
    unittest.main()
