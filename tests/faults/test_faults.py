"""What a failing disk does to a study: system calls fail at chosen moments, or the disk is really full."""
import os
import re
import resource
import subprocess
import unittest

import h5py
from program import GRIDSWEEP, MPIEXEC, ProgramTest, trials

SHIM = os.environ["FAULT_SHIM"]
TRIALS = 12
WRITES_PER_RECORD = 10  # six curves, three arrays of predictions, the row
GROWN = 15
# Records with curves and predictions, in a moment: they are written as seven arrays and a row.
STUDY = """
name: faults
seed: 7
settings:
  cube.frequencies: 4
  cube.pump_times: 3
  cube.waiting_times: 3
  data.samples_per_class: 6
  training.epochs: 2
  model.architecture: linear
factors:
  replicate: {}
"""
COMPLETE = 2


class Faults(ProgramTest):
    def setUp(self):
        super().setUp()
        self.study = self.write(STUDY.format(TRIALS))
        self.grown = self.write(STUDY.format(GROWN), "grown.yaml")
        self.out = self.folder / "results.h5"
        self.log = self.folder / "calls"

    def run_study(self, study=None, fault=None, ranks=None, timeout=60, **options):
        for path in (self.log, self.folder / "calls.once"):
            path.unlink(missing_ok=True)
        command = [GRIDSWEEP, "run", study or self.study, "--out", self.out, "--progress", "none"]
        if ranks:
            command = [MPIEXEC, "-n", str(ranks), "--oversubscribe", *command]
        environment = dict(os.environ)
        if fault:
            environment |= {"FAULT": fault, "FAULT_LOG": str(self.log), "LD_PRELOAD": SHIM}
        # A hang ends in TimeoutExpired.
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, env=environment,
                              timeout=timeout, **options)

    def check_with_fault(self, fault):
        environment = os.environ | {"FAULT": f"{fault}:results.h5", "LD_PRELOAD": SHIM}
        return subprocess.run([GRIDSWEEP, "check", self.out, "--repair"], capture_output=True, text=True,
                              env=environment, timeout=60)

    def calls(self, call, failed=False):
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return sum(line.startswith(call + " ") and line.endswith(" failed") == failed for line in lines)

    def expect_message(self, done, status, *patterns, failing_ranks=1):
        """One line from each rank to which it happened, and no crash."""
        said = [line for line in done.stderr.splitlines() if line.startswith("gridsweep")]
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertIn(len(said), range(1, failing_ranks + 1), done.stderr)
        for line in said:
            for pattern in patterns:
                self.assertRegex(line, pattern)
        self.assertNotRegex(done.stderr, r"Segmentation|Signal|Traceback|terminate called")

    def whole_records(self):
        """How many, by a reader of its own; `check` must agree that none of the rest lies."""
        complete = int((trials(self.out).state == COMPLETE).sum())
        checked = self.call("check", self.out).stdout
        found = re.search(r"(\d+) rows: (\d+) whole, (\d+) waiting, (\d+) torn", checked)
        self.assertIsNotNone(found, checked)
        return int(found[2]), complete

    def expect_finishes(self, study=None, count=TRIALS, ranks=None):
        done = self.run_study(study, ranks=ranks)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(f"all {count} trials complete", done.stdout)
        self.assertEqual(int((trials(self.out).state == COMPLETE).sum()), count)

    def calls_of_a_run(self, suffix):
        """How many calls of each kind an undisturbed run makes."""
        self.out.unlink(missing_ok=True)
        done = self.run_study(fault=f"any:1:EIO:{suffix}")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.out.unlink()
        return {name: self.calls(name) for name in ("write", "sync", "allocate", "rename")}

    def test_a_file_that_cannot_be_made(self):
        calls = self.calls_of_a_run("results.h5.new")
        self.assertGreater(calls["write"], 3)
        reason = {"EIO": "Input/output error", "ENOSPC": "No space left on device", "EDQUOT": "Disk quota exceeded"}
        middle, last = calls["write"] // 2, calls["write"]
        for fault in ("write:1:EIO", f"write:{middle}+:EDQUOT", f"write:{last}:EIO", "sync:1:EIO",
                      "allocate:1:ENOSPC", "rename:1:EIO"):
            with self.subTest(fault):
                done = self.run_study(fault=fault + ":results.h5.new", ranks=3 if "+" in fault else None)
                self.assertGreater(self.calls(fault.split(":")[0], failed=True), 0)
                self.expect_message(done, 2, r"results\.h5: the results file cannot be created: ", reason[fault.split(":")[2]])
                self.assertEqual(list(self.folder.glob("results.h5*")), [])
        self.expect_finishes()

    def test_a_file_that_cannot_be_grown_stays_as_it_was(self):
        self.expect_finishes()
        before = self.out.read_bytes()
        for fault in ("write:5+:EIO", "allocate:1:EDQUOT", "rename:1:EIO"):
            with self.subTest(fault):
                done = self.run_study(self.grown, fault=fault + ":results.h5.new", ranks=3 if "+" in fault else None)
                self.assertGreater(self.calls(fault.split(":")[0], failed=True), 0)
                self.expect_message(done, 2, r"results\.h5: the results file cannot be created: ")
                # The incarnation may have been begun: one line of the first page.
                after = self.out.read_bytes()
                self.assertEqual(after[:1024] + after[1056:], before[:1024] + before[1056:])
                self.assertFalse((self.folder / "results.h5.new").exists())
        self.expect_finishes(self.grown, GROWN)

    def record_fault(self, fault, ranks, *patterns):
        self.out.unlink(missing_ok=True)
        done = self.run_study(fault=fault + ":results.h5", ranks=ranks)
        self.assertGreater(self.calls(fault.split(":")[0], failed=True), 0)
        self.expect_message(done, 1, r"results\.h5: the record of row \d+ could not be kept: ",
                            "every trial finished before is safe", "run the same line again", *patterns,
                            failing_ranks=ranks - 1 if ranks and "+" in fault else 1)
        return self.whole_records()

    def test_a_record_that_cannot_be_kept(self):
        calls = self.calls_of_a_run("results.h5")
        writes, syncs = calls["write"], calls["sync"]
        self.assertGreaterEqual(writes, WRITES_PER_RECORD * TRIALS)
        self.assertGreaterEqual(syncs, TRIALS)
        for ranks in (None, 3):
            for fault, pattern in ((f"write:{writes // 3}+:EIO", "Input/output error"),
                                   (f"write:{writes // 3 + 7}:ENOSPC", "No space left on device"),
                                   (f"sync:{syncs // 3}:EDQUOT", "fdatasync: Disk quota exceeded")):
                with self.subTest(fault=fault, ranks=ranks):
                    whole, complete = self.record_fault(fault, ranks, pattern)
                    self.assertLessEqual(whole, complete)  # a torn row may say that it is complete
                    if fault.startswith("write"):
                        self.assertLess(whole, TRIALS)
                        if not ranks:
                            self.assertGreaterEqual(whole, (writes // 3) // WRITES_PER_RECORD - 1)
                    else:
                        # Every sync that worked is a record that was reported as done; the calls of other
                        # ranks, and one for the incarnation, are among them.
                        self.assertGreaterEqual(whole, self.calls("sync") - 1)
            self.expect_finishes(ranks=ranks)

    def test_short_writes_and_the_last_one(self):
        writes = self.calls_of_a_run("results.h5")["write"]
        # HDF5's own write when it closes harms nothing; a single short write is completed.
        for fault in (f"write:{writes}:EIO:results.h5", f"write:{writes // 2}:short:results.h5",
                      "write:2:short:results.h5.new"):
            with self.subTest(fault):
                self.out.unlink(missing_ok=True)
                done = self.run_study(fault=fault)
                self.assertEqual((done.returncode, self.calls("write", failed=True)), (0, 1), done.stderr)
                self.assertEqual(self.whole_records(), (TRIALS, TRIALS))
        whole, _ = self.record_fault(f"write:{writes // 2}+:short", None, "only a part could be written")
        self.assertLess(whole, TRIALS)
        with open(self.out, "r+b") as file:  # tear a row: a byte of one of its metrics
            place = file.read().index(trials(self.out).index[0].encode())
            file.seek(place + 40)
            file.write(b"?")
        repaired = self.check_with_fault("write:1:EIO")
        self.expect_message(repaired, 2, "cannot be repaired: .*Input/output error")
        self.expect_finishes()

    def test_a_limit_on_file_sizes(self):
        # Between what MPI itself writes to files and what this file takes: 16 bytes per epoch and trial.
        mebibytes = 32
        self.write(STUDY.format(TRIALS).replace("epochs: 2", "epochs: 200000"), "large.yaml")
        for ranks in (None, 3):
            with self.subTest(ranks=ranks):
                limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (mebibytes << 20, mebibytes << 20))
                done = self.run_study("large.yaml", ranks=ranks, preexec_fn=limit)
                self.expect_message(done, 2, r"results\.h5: the results file cannot be created: ", "File too large")
                self.assertEqual(list(self.folder.glob("results.h5*")), [])

    def test_a_full_disk(self):
        """A small one of its own. The room for all records was reserved, whatever else fills the disk."""
        script = """
            mount -t tmpfs -o size=$1k none disk || exit 99
            cp results.h5 disk/
            cat /dev/zero >disk/filler 2>/dev/null
            echo "free $(stat -f -c %a disk)"
            $2 run study.yaml --out disk/results.h5 --progress none; echo "ran $?"
            $2 run grown.yaml --out disk/results.h5 --progress none; echo "grew $?"
            $2 run study.yaml --out disk/other.h5 --progress none; echo "made $?"
            $2 check disk/results.h5
            ls disk
        """
        # A file in which all trials wait: it is laid out, and the first record fails.
        self.assertEqual(self.run_study(fault="write:3+:EIO:results.h5").returncode, 1)
        (self.folder / "disk").mkdir()
        kibibytes = self.out.stat().st_size // 1024 + 64
        done = subprocess.run(["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", str(kibibytes), GRIDSWEEP],
                              cwd=self.folder, capture_output=True, text=True, timeout=120)
        if done.returncode == 99 or "unshare:" in done.stderr:
            self.skipTest("mounting a small disk is not allowed here: " + done.stderr.strip())
        for line in ("free 0", "ran 0", "grew 2", "made 2", f"{TRIALS} rows: {TRIALS} whole"):
            self.assertIn(line, done.stdout, done.stderr)
        said = [line for line in done.stderr.splitlines() if line.startswith("gridsweep")]
        self.assertEqual(len(said), 2, done.stderr)
        self.assertRegex(said[0], r"results\.h5: the results file cannot be created: it takes .* room for 0\.0 GiB")
        self.assertNotIn(".new", done.stdout)


if __name__ == "__main__":
    unittest.main()
