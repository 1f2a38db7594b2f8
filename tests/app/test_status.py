"""What scripts ask: where a study stands, and what happened in its runs."""
import json
import pathlib
import unittest

from program import ProgramTest, trials

STUDY = """
name: nothing
factors:
  model.architecture: [noop]
  replicate: 6
"""
COMPLETE, LEFT = 0, 75


class Status(ProgramTest):
    def setUp(self):
        super().setUp()
        self.study = self.write(STUDY)
        self.out = self.folder / "results.h5"

    def test_the_exit_code_is_that_of_a_run(self):
        self.succeed("run", self.study, "--out", self.out)
        self.assertEqual(self.call("status", self.out, "--exit-code").returncode, COMPLETE)
        self.assertEqual(self.call("status", self.out).returncode, 0)

    def test_a_study_that_grew_has_trials_left(self):
        self.succeed("run", self.study, "--out", self.out)
        for levels, left in (("6", 0), ("8", 2), ("3", 0)):
            with self.subTest(levels):
                done = self.call("status", self.out, "--exit-code", "--study", self.study, f"replicate={levels}")
                self.assertIn(f"of the {levels} trials of {self.study}, {left} are left to run", done.stdout)
                self.assertEqual(done.returncode, LEFT if left else COMPLETE)

    def test_waiting_trials_are_left(self):
        stopped = self.call("run", self.study, "--out", self.out, "--time-limit", "1.001", "run.stop_seconds=1")
        self.assertEqual(stopped.returncode, LEFT, stopped.stdout + stopped.stderr)
        self.assertEqual(self.call("status", self.out, "--exit-code").returncode, LEFT)

    def test_a_wrong_study_is_one_line(self):
        self.succeed("run", self.study, "--out", self.out)
        done = self.call("status", self.out, "--study", "missing.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count("\n"), 1)


class Waiting(ProgramTest):
    def test_a_run_that_waits_for_another_says_so_and_then_goes_on(self):
        import fcntl
        import threading
        study, out = self.write(STUDY), self.folder / "results.h5"
        with open(f"{out}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write("process 4711 on somewhere")
            lock.flush()
            threading.Timer(3, lambda: fcntl.flock(lock, fcntl.LOCK_UN)).start()
            said = self.succeed("run", study, "--out", out, "--wait", "2m")
        self.assertIn(f"waiting for process 4711 on somewhere, which writes {out}, for at most 2 min 00 s\n", said)


class Events(ProgramTest):
    def events(self):
        return [json.loads(line) for line in pathlib.Path(self.folder, "log").read_text().splitlines()]

    def run_study(self, *words, **options):
        return self.succeed("run", self.study, "--out", self.folder / "r.h5", "--events", self.folder / "log", *words,
                            **options)

    def test_every_trial_starts_and_ends_once(self):
        self.study = self.write(STUDY)
        self.run_study(ranks=3)
        log = self.events()
        self.assertEqual([log[0]["event"], log[-1]["event"]], ["begun", "over"])
        self.assertEqual((log[0]["ranks"], log[0]["trials"], log[0]["done"], log[-1]["status"]), (3, 6, 0, 0))
        table = trials(self.folder / "r.h5")
        for event in ("started", "ended"):
            self.assertEqual(sorted(line["trial"] for line in log if line["event"] == event), list(table.index))
        self.assertEqual({line["state"] for line in log if line["event"] == "ended"}, {"complete"})
        self.assertEqual({line["incarnation"] for line in log}, set(table.incarnation))
        self.assertEqual({rank for line in log if line["event"] == "started" for rank in line["ranks"]} - {1, 2}, set())
        times = [line["time"] for line in log]
        self.assertEqual(times, sorted(times))

    def test_runs_follow_each_other_and_a_torn_line_stands_alone(self):
        self.study = self.write(STUDY)
        self.run_study("replicate=2")
        with open(self.folder / "log", "a") as log:
            log.write('{"event": "sta')
        self.run_study()
        lines = pathlib.Path(self.folder, "log").read_text().splitlines()
        whole = [json.loads(line) for line in lines if line != '{"event": "sta']
        self.assertEqual(len(whole), len(lines) - 1)
        self.assertEqual([line["done"] for line in whole if line["event"] == "begun"], [0, 2])
        self.assertEqual(len([line for line in whole if line["event"] == "started"]), 6)

    def test_failures_say_why(self):
        self.study = self.write(STUDY)
        done = self.call("run", self.study, "--out", self.folder / "r.h5", "--events", self.folder / "log",
                         "model.architecture=linear", "replicate=1", "training.learning_rate=1e38", "training.epochs=3",
                         "data.samples_per_class=20", "training.batch=8")
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        ended = [line for line in self.events() if line["event"] == "ended"]
        self.assertEqual([line["state"] for line in ended], ["failed"])
        self.assertIn("not finite", ended[0]["message"])

    def test_a_log_that_cannot_be_written_is_said_before_anything_runs(self):
        self.study = self.write(STUDY)
        done = self.call("run", self.study, "--out", self.folder / "r.h5", "--events", self.folder / "no" / "log")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"--events .*no/log: cannot be written: No such file")


if __name__ == "__main__":
    unittest.main()
