"""Trials that fail in the middle of a study: the others do not notice, and what went wrong is written down."""
import os
import pathlib
import re
import resource
import shutil
import subprocess
import time
import unittest

import h5py

from launched import WITHOUT_FACTORS, Launched, LaunchedTest
from program import GRIDSWEEP, MPIEXEC, trials

SOME_FAILED = 3
COMPLETE, FAILED, WAITING = 2, 4, 0
# Longest first: good trials, then the bad ones among good ones, then good ones again.
STUDY = WITHOUT_FACTORS + """
factors:
  training.epochs: [6, 4, 2]
  data.source: [simulated, SPECTRA]
  training.learning_rate: [0.001, 1e38]
  training.clip_value: [.inf]
  model.architecture: [linear]
  replicate: 2
exclude:
  - {data.source: SPECTRA, training.learning_rate: 1e38}
  - {data.source: SPECTRA, training.epochs: 6}
  - {data.source: SPECTRA, training.epochs: 2}
  - {training.learning_rate: 1e38, training.epochs: 6}
  - {training.learning_rate: 1e38, training.epochs: 2}
"""

# One trial whose batches take much memory, one whose network does, and two that are small. No convolutions: oneDNN
# crashes when it gets no memory.
MEMORY_STUDY = """
name: memory
seed: 7
settings:
  cube.frequencies: 24
  cube.first_frequency_cm1: 2115
  cube.frequency_step_cm1: 2.5
  cube.pump_times: 16
  cube.pump_time_step_ps: 0.1
  cube.waiting_times: 16
  cube.waiting_time_step_ps: 0.5
  physics.w_rot_cm1: 2110
  data.snr: 0
  data.samples_per_class: SAMPLES
  training.epochs: 1
  run.cache_mib: 0
factors:
  model.architecture: [linear, mlp]
  training.batch: [BATCH, 24]
  model.hidden: [64, 2000]
exclude:
  - {model.architecture: mlp, training.batch: BATCH}
"""


def damage_one_sample(source, target, sample):
    """A copy whose spectra are stored in chunks with checksums, one of which is wrong."""
    with h5py.File(source) as old, h5py.File(target, "w") as new:
        for name in old:
            if name != "spectra":
                old.copy(name, new)
        spectra = old["spectra"]
        stored = new.create_dataset("spectra", data=spectra[:], chunks=(1, *spectra.shape[1:]), fletcher32=True)
        place = stored.id.get_chunk_info(sample).byte_offset
    with open(target, "r+b") as file:
        file.seek(place + 1000)
        byte = file.read(1)
        file.seek(place + 1000)
        file.write(bytes([byte[0] ^ 255]))


class Failing(LaunchedTest):
    def setUp(self):
        super().setUp()
        plain = self.write(WITHOUT_FACTORS + "factors: {model.architecture: [linear]}\n", "plain.yaml")
        self.spectra = self.folder / "spectra.h5"
        self.succeed("simulate", plain, "--out", self.spectra, "data.snr=20")
        self.damaged = self.folder / "damaged.h5"
        damage_one_sample(self.spectra, self.damaged, 33)
        self.study = self.write(STUDY.replace("SPECTRA", str(self.damaged)))
        self.out = self.folder / "results.h5"

    def run_with_failures(self, *words, **options):
        done = self.call("run", self.study, "--out", self.out, *words, **options)
        self.assertEqual(done.returncode, SOME_FAILED, done.stdout + done.stderr)
        return done.stdout

    def failures_of_both_kinds(self, table, attempts):
        failed = table[table.state == FAILED]
        unreadable = failed[failed["data.source"] == str(self.damaged)]
        self.assertEqual((len(failed), len(unreadable)), (4, 2))
        self.assertTrue(unreadable.message.str.contains("damaged.h5: sample 33 cannot be read: .*checksum").all(),
                        list(unreadable.message))
        exploded = failed.drop(unreadable.index)
        self.assertTrue((exploded["training.learning_rate"] == 1e38).all())
        self.assertTrue(exploded.message.str.contains("the training loss is not finite after step").all())
        self.assertTrue((failed.attempts == attempts).all())

    def test_the_others_do_not_notice(self):
        good = ["data.source=simulated", "training.learning_rate=0.001"]
        for team in (1, 2):
            with self.subTest(team=team):
                self.out.unlink(missing_ok=True)
                words, undisturbed = f"run.team_size={team}", self.folder / f"undisturbed{team}.h5"
                self.succeed("run", self.study, "--out", undisturbed, *good, words, ranks=3 if team == 2 else None)
                self.assertIn("4 of 10 trials failed", self.run_with_failures(words, ranks=3))
                self.same_records(self.out, undisturbed)
                table = trials(self.out)
                self.failures_of_both_kinds(table, attempts=1)
                self.assertTrue((table.team_size == team).all())

        with self.subTest("status"):
            status = self.succeed("status", self.out)
            self.assertRegex(status, r"complete +6\n +failed +4\n")
            self.assertRegex(status, r"2 x .*damaged.h5: sample 33 cannot be read")
            self.assertRegex(status, r"2 x the training loss is not finite")
            for trial in table.index[table.state == FAILED]:
                self.assertIn(trial, status)

        with self.subTest("the same line again retries what failed, and nothing else"):
            self.assertIn("6 done already, 4 to run", self.run_with_failures())
            again = trials(self.out)
            self.failures_of_both_kinds(again, attempts=2)
            well = table.index[table.state == COMPLETE]
            self.assertTrue((again.loc[well].checksum == table.loc[well].checksum).all())
            shutil.copy(self.spectra, self.damaged)  # repaired
            self.assertIn("2 of 10 trials failed", self.run_with_failures())
            mended = trials(self.out)
            self.assertTrue((mended[mended["data.source"] == str(self.damaged)].state == COMPLETE).all())

    def test_a_failed_teacher_takes_its_students_with_it_and_says_so(self):
        study = self.write(WITHOUT_FACTORS + """
factors:
  training.learning_rate: [0.001, 1e38]
  training.clip_value: [.inf]
  model.architecture: [distilled]
  distill.temperature: [1, 3]
""", "teachers.yaml")
        out = self.folder / "teachers.h5"
        for attempt, ranks in ((1, 3), (2, None)):  # the same line again tries all of them again, the teacher first
            with self.subTest(attempt=attempt):
                done = self.call("run", study, "--out", out, ranks=ranks)
                self.assertEqual(done.returncode, SOME_FAILED, done.stdout + done.stderr)
                table = trials(out)
                bad = table["training.learning_rate"] == 1e38
                self.assertTrue((table[~bad].state == COMPLETE).all())
                teacher = table[bad & (table["model.architecture"] == "teacher")].iloc[0]
                students = table[bad & (table["model.architecture"] == "distilled")]
                self.assertIn("the training loss is not finite", teacher.message)
                self.assertEqual((teacher.state, teacher.attempts), (FAILED, attempt))
                self.assertEqual(list(students.message), [f"its teacher {teacher.name} failed"] * 2)
                self.assertTrue((students.state == FAILED).all())
                self.assertTrue((students.attempts == 0).all(), "they never ran")
                status = self.succeed("status", out)
                self.assertRegex(status, rf"2 x its teacher {teacher.name} failed")
                for student in students.index:
                    self.assertIn(student, status)

    def test_restarts(self):
        said = self.run_with_failures("--max-restarts", 2)
        self.failures_of_both_kinds(trials(self.out), attempts=3)
        self.assertEqual(len(re.findall(r"trial [0-9a-f]{16} failed .*: restart 2 of 2", said)), 4)
        self.assertEqual(said.count("\nfailed: "), 4)

    def test_one_common_cause_from_the_beginning_ends_the_run(self):
        words = [f"data.source={self.damaged}", "training.learning_rate=0.001,0.002,0.003,0.004", "training.epochs=4"]
        said = self.run_with_failures(*words)
        self.assertRegex(said, r"stopped: the first 5 trials all failed of the same cause: .*sample 33 cannot be read")
        self.assertEqual(sorted(trials(self.out).state), [WAITING] * 3 + [FAILED] * 5)
        self.assertRegex(self.succeed("status", self.out), r"waiting +3\n +failed +5\n")

    def test_one_member_that_can_not_read_does_not_leave_the_other_hanging(self):
        command = [MPIEXEC, "--oversubscribe"]
        for rank, source in enumerate([self.spectra, self.spectra, self.damaged]):
            place = self.folder / f"disk of rank {rank}"
            place.mkdir()
            shutil.copy(source, place / "local.h5")
            command += [*([":"] if rank else []), "-n", "1", "-wdir", place, GRIDSWEEP, "run", self.study, "--out", self.out,
                        "data.source=local.h5", "training.learning_rate=0.001", "training.epochs=4", "run.team_size=2"]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, SOME_FAILED, done.stdout + done.stderr)
        table = trials(self.out)
        self.assertTrue((table.state == FAILED).all())
        self.assertTrue((table.team_size == 2).all())
        self.assertTrue(table.message.str.contains("sample 33 cannot be read").all(), list(table.message))


@unittest.skipIf("ASAN_OPTIONS" in os.environ, "the address sanitizer takes all address space there is")
class OutOfMemory(LaunchedTest):
    """For real: under a limit on address space that a measured run suggests."""

    def setUp(self):
        super().setUp()
        self.study = self.folder / "study.yaml"

    def peak_bytes(self, *words, **options):
        """The largest address space that a rank of the run takes."""
        largest = 0
        with Launched([self.study, "--out", self.folder / f"{len(list(self.folder.iterdir()))}.h5", *words], self.folder,
                      **options) as run:
            while run.launcher.poll() is None:
                for process in run.processes():
                    try:
                        status = pathlib.Path(f"/proc/{process}/status").read_text()
                    except OSError:  # it ended meanwhile
                        continue
                    if peak := re.search(r"VmPeak:\s*(\d+) kB", status):
                        largest = max(largest, int(peak[1]) << 10)
                time.sleep(0.01)
            self.assertEqual(run.wait(), 0, run.said())
        return largest

    def test_in_parts(self):
        for team, options in ((1, {}), (2, {"ranks": 3})):
            with self.subTest(team=team):
                out = self.folder / f"team{team}.h5"
                # As much for every member, and far more than libraries take here and there: some wait for ever for theirs.
                batch = 4800 * team
                self.write(MEMORY_STUDY.replace("BATCH", str(batch)).replace("SAMPLES", str(3000 * team)))
                words = [f"run.team_size={team}"]
                small = [*words, "model.hidden=64"]
                in_eight_parts = self.peak_bytes(*small, f"training.batch={batch // 8}", **options)
                whole = self.peak_bytes(*small, f"training.batch={batch}", "model.architecture=linear", **options)
                limit = in_eight_parts + (whole - in_eight_parts) // 2
                about = f"{in_eight_parts >> 20} and {whole >> 20} MiB measured, {limit >> 20} allowed"
                # A rank that waits for memory for ever is ended by its watchdog, and says what it was at.
                run = self.launch(self.study, "--out", out, *words, "run.silence_seconds=30", **options,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
                with self.subTest(measured=about):
                    self.assertEqual(run.wait(), SOME_FAILED, run.said())
                table = trials(out)
                batches = table[table["training.batch"] == batch].iloc[0]
                network = table[(table["model.architecture"] == "mlp") & (table["model.hidden"] == 2000)].iloc[0]
                others = table.drop([batches.name, network.name])
                self.assertTrue((others.state == COMPLETE).all())
                self.assertTrue((others.message == "").all())
                for trial in (batches, network):
                    self.assertIn(f"trial {trial.name} ran out of memory: it will be tried once more, alone, with each batch "
                                  "in 8 parts", run.said(), about)
                self.assertEqual((batches.attempts, network.attempts), (2, 2))
                self.assertTrue((others.attempts == 1).all())
                self.assertEqual(batches.state, COMPLETE, batches.message)
                self.assertIn("was out of memory: trained in 8 parts per batch", batches.message)
                self.assertEqual(network.state, FAILED)
                self.assertRegex(network.message, "^out of memory: .*can't allocate memory")
                self.assertRegex(self.succeed("status", out), "1 x out of memory: .*can't allocate memory")


if __name__ == "__main__":
    unittest.main()
