#!/usr/bin/python3
"""Records every write and sync of a run, makes up the disks that a loss of power may leave, and opens each.

    tests/storm/power_loss.py [--images N] [--seed S] [--keep FOLDER]     (GRIDSWEEP: the program; RECORD_IO: record_io.so)

Counts files that do not open, acknowledged trials that are lost (acknowledged: the writer's fdatasync after the row had
returned) and torn rows that are taken for whole. All must be zero. Two controls must show losses, or nothing is proved: a
file that is extended while it is written, and gridsweep with --sync never. Samples of the images are run to their end.
"""
import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import h5py

from launched_run import BUILT, LaunchedRun, environment, gridsweep, has_word, knows_setting
from records import COMPLETE, layout_of, read_records
from recorded_io import SYNCED, WRITTEN, Recording
from storm_study import study
from tally import Tally

RUN_WITHIN = 120
BAD = ["files unreadable", "acknowledged trials lost", "torn rows taken for whole", "check disagrees", "status fails",
       "reruns failed", "reruns repeat a trial", "differing metrics"]
FATES = ["dropped", "present", "mixed", "mixed", "mixed", "mixed"]


def recorder(folder, log):
    return {"LD_PRELOAD": os.environ.get("RECORD_IO", str(BUILT / "tests/storm/record_io.so")), "RECORD_IO_FOLDER": str(folder), "RECORD_IO_LOG": str(log)}


class RecordedStudy:
    """A study that is run, grows and is run again, and all that it wrote."""

    def __init__(self, base, ranks, words=()):
        self.title = f"{'one process' if ranks == 1 else f'mpirun -n {ranks}'} {' '.join(words)}".strip()
        self.base = base
        self.folder, log = base / "recorded", base / "log"
        self.folder.mkdir(parents=True)
        log.mkdir()
        self.study = base / "study.yaml"
        self.out = self.folder / "power.h5"
        layouts = []  # (moment at which the run had ended, where its rows lie)
        for text in studies():
            self.study.write_text(text)
            with LaunchedRun([self.study, "--out", self.out, "--progress", "none", *words], ranks, folder=base,
                             **recorder(self.folder, log)) as run:
                if run.wait(RUN_WITHIN) != 0:
                    raise SystemExit("the recorded run failed: " + run.output())
            layouts.append((time.monotonic_ns(), layout_of(self.out)))
        self.recording = Recording(log, self.folder)
        unexplained = self.recording.unexplained()
        if unexplained:
            raise SystemExit(f"the recording is not all that happened to {unexplained}")
        self.final = read_records(self.out)
        self.layouts = {id(self.recording.names_at(moment)[str(self.out)]): layout for moment, layout in layouts}

    def acknowledged(self, needs_sync=True):
        """id -> the moment from which on a trial must survive."""
        found = {}
        events = self.recording.events
        for place, event in enumerate(events):
            if event.kind != WRITTEN:
                continue
            file = self.recording.file_of[place]
            layout = self.layouts.get(id(file))
            for identity in complete_rows(event, layout) if layout else []:
                moment = event.end
                if needs_sync:
                    moment = min((sync.end for sync in file.syncs
                                  if sync.begin >= event.end and sync.process == event.process), default=None)
                if moment is not None:
                    found[identity] = min(moment, found.get(identity, moment))
        return found

    def moments(self, count, chance):
        """Crashes: during a call, or just after it; every other one just before a sync returned, when most is at stake."""
        events = self.recording.events
        syncs = [event for event in events if event.kind == SYNCED]
        return [chance.choice(syncs).end - 1 if number % 2 else
                chance.choice([event.begin, event.end, event.end + 1])
                for number, event in enumerate(chance.choices(events, k=count))]


def studies():
    """The second has more rows and longer curves: it is a new file."""
    settings = [("run.checkpoint_after_minutes", 0)] if knows_setting("run.checkpoint_after_minutes") else []
    return [study(["linear", "mlp", "noop"], [2], range(3), settings),
            study(["linear", "mlp", "noop"], [2, 4], range(3), settings)]


def complete_rows(event, layout):
    """The ids of the complete rows that lie whole in one write."""
    offset, width = layout.row_at(0)
    first = max(0, -(-(event.offset - offset) // width))
    last = min(layout.rows, (event.offset + event.size - offset) // width)
    state = layout.row_type.fields["state"][1]
    start = layout.row_type.fields["id"][1]
    size = layout.row_type.fields["id"][0].itemsize
    for place in range(first, last):
        at = offset + place * width - event.offset
        if event.data[at + state] == COMPLETE:
            yield event.data[at + start:at + start + size].decode()


class PowerLoss:
    """Crashes a recorded study many times over."""

    def __init__(self, recorded, chance, folder, names=BAD):
        self.recorded, self.chance, self.folder = recorded, chance, folder
        self.tally = Tally(names)
        self.images = self.present = self.torn = self.reruns = 0

    def crash(self, images, reruns, commands, needs_sync=True, quiet=False):
        acknowledged = self.recorded.acknowledged(needs_sync)
        if needs_sync and set(acknowledged) != set(self.recorded.final):
            raise SystemExit(f"only {len(acknowledged)} of {len(self.recorded.final)} trials were acknowledged")
        pending = []
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for number, moment in enumerate(self.recorded.moments(images, self.chance)):
                image = self.folder / f"image-{number}"
                image.mkdir(parents=True)
                inside = self.recorded.recording.write_image(moment, self.chance, self.chance.choice(FATES), image)
                name = self.recorded.out.name
                must = {identity for identity, since in acknowledged.items() if since <= moment}
                records = self.read(image / name, name in inside, must, quiet)
                self.images += 1
                if records is not None and commands:
                    again = number % max(1, images // reruns) == 0 if reruns else False
                    pending.append(pool.submit(self.use, image, records, number % 10 == 0, again))
                else:
                    pending.append(pool.submit(shutil.rmtree, image))
            for done in pending:
                done.result()

    def read(self, path, exists, must, quiet):
        """The records in an image, judged; None when there is no file, or none that can be read."""
        note = lambda text: "" if quiet else f"{path}: {text}"
        if not exists:
            self.tally.add("acknowledged trials lost", len(must), note("no file"))
            return None
        self.present += 1
        try:
            records = read_records(path)
        except Exception as error:  # h5py raises whatever it likes
            self.tally.add("files unreadable", 1, note(repr(error)))
            self.tally.add("acknowledged trials lost", len(must), note(repr(error)))
            return None
        for identity, record in records.items():
            if not record.whole:
                self.torn += 1
            elif record.complete and not (identity in self.recorded.final
                                          and record.same_record(self.recorded.final[identity])):
                self.tally.add("torn rows taken for whole", 1, note(identity))
        lost = [identity for identity in must if identity not in records or not records[identity].complete]
        self.tally.add("acknowledged trials lost", len(lost), note(f"{lost[:3]}"))
        return records

    def use(self, image, records, ask_status, again):
        """gridsweep itself on an image: what it says of the rows, and whether the same line goes on."""
        path = image / self.recorded.out.name
        said = gridsweep("check", path)
        torn = sorted(record.place for record in records.values() if not record.whole)
        whole = sum(record.whole and record.fields["state"] >= COMPLETE for record in records.values())
        found = re.search(r"(\d+) whole, \d+ waiting, (\d+) torn", said.stdout)
        listed = sorted(map(int, re.findall(r"row (\d+) is torn", said.stdout)))
        if not found or int(found.group(1)) != whole or int(found.group(2)) != len(torn) or (
                len(listed) == len(torn) and listed != torn):
            self.tally.add("check disagrees", 1, f"{path}: h5py finds {whole} whole, torn {torn}; {said.stdout}{said.stderr}")
        if ask_status and gridsweep("status", path).returncode != 0:
            self.tally.add("status fails", 1, str(path))
        if again:
            self.run_again(path, records)
        if self.tally.clean:
            shutil.rmtree(image)

    def run_again(self, path, before):
        self.reruns += 1
        with LaunchedRun([self.recorded.study, "--out", path, "--progress", "none"], folder=self.folder) as run:
            if run.wait(RUN_WITHIN) != 0:
                self.tally.add("reruns failed", 1, f"{path}: {run.output()[-300:]}")
                return
        after = read_records(path)
        for identity, wanted in self.recorded.final.items():
            record = after.get(identity)
            if record is None or record.result() != wanted.result():
                self.tally.add("differing metrics", 1, f"{path}: {identity}")
            elif identity in before and before[identity].complete and not record.same_record(before[identity]):
                self.tally.add("reruns repeat a trial", 1, f"{path}: {identity}")

    def report(self):
        events = self.recorded.recording.events
        print(f"{self.recorded.title}: {len(events)} calls recorded, {sum(e.kind == SYNCED for e in events)} of them syncs; "
              f"{self.images} images, {self.present} with a results file, {self.torn} torn rows, {self.reruns} run to the end")
        print("\n".join(self.tally.lines()), flush=True)


class ExtendedFile:
    """The control that needs no gridsweep: what it acknowledged, and what an image still holds."""

    def __init__(self, base, count=300):
        self.folder, log = base / "recorded", base / "log"
        self.folder.mkdir(parents=True)
        log.mkdir()
        self.out = self.folder / "extended.h5"
        subprocess.run([sys.executable, str(pathlib.Path(__file__).with_name("extended_file.py")), str(self.out), str(count)],
                       check=True, env=environment(**recorder(self.folder, log)))
        self.recording = Recording(log, self.folder)
        told = str(self.out) + ".acknowledged"
        self.told = [event.end for event in self.recording.events if event.kind == WRITTEN and event.path == told]

    def crash(self, images, chance, folder):
        unreadable = lost = acknowledged = 0
        events = self.recording.events
        for number in range(images):
            image = folder / f"image-{number}"
            image.mkdir(parents=True)
            moment = chance.choice(events).end
            self.recording.write_image(moment, chance, chance.choice(FATES), image)
            must = sum(end <= moment for end in self.told)
            acknowledged += must
            try:
                with h5py.File(image / self.out.name, "r") as file:
                    rows = file["trials"][:]
                lost += sum(number >= len(rows) or rows[number][0] != number + 1 for number in range(must))
            except Exception:  # no file, or none that can be read
                unreadable += 1
                lost += must
            shutil.rmtree(image)
        print(f"control (extended, no flush): {images} images, {unreadable} missing or unreadable, {lost} of {acknowledged} "
              "records lost")
        return lost > 0


def controls_fail(base, images, chance):
    """Whether this harness sees losses where there must be some."""
    fails = ExtendedFile(base / "extended").crash(images, chance, base / "extended" / "images")
    if not has_word("--sync"):
        print("control (--sync never): this gridsweep has no --sync yet")
        return fails
    loss = PowerLoss(RecordedStudy(base / "never", 1, ["--sync", "never"]), chance, base / "never" / "images")
    loss.crash(images, 0, commands=False, needs_sync=False, quiet=True)
    lost = loss.tally.counts["acknowledged trials lost"]
    print(f"control (--sync never): {images} images, {lost} recorded trials lost, "
          f"{loss.tally.counts['torn rows taken for whole']} torn rows taken for whole")
    return fails and lost > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=300)
    parser.add_argument("--reruns", type=int, default=10, help="images that are run to the end of the study")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for what was found; otherwise nothing is left behind")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    print(f"power loss: seed {seed}", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        base = pathlib.Path(options.keep or temporary).resolve()
        clean = True
        for ranks in (1, 3):
            loss = PowerLoss(RecordedStudy(base / f"ranks-{ranks}", ranks), chance, base / f"ranks-{ranks}" / "images")
            loss.crash(options.images // 2, max(1, options.reruns // 2), commands=True)
            loss.report()
            clean = clean and loss.tally.clean
        fails = controls_fail(base / "controls", max(10, options.images // 10), chance)
    print(f"{time.monotonic() - start:.0f} s")
    if not fails:
        print("a control lost nothing: this harness proves nothing")
    return 0 if clean and fails else 1


if __name__ == "__main__":
    sys.exit(main())
