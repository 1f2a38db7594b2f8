"""What record_io recorded, and the states in which a loss of power may have left the disk.

Nothing is durable but what a returned fsync or fdatasync covers: a write that ended before the sync began. Of all else,
every 4 KiB page may be as it was at the last sync (dropped), as it was at some later moment (stale), as it is in memory
(present), or made up of 512-byte sectors of any of these (torn). A name that was made, moved or removed is durable once its
folder was synced after it; renaming makes no data durable.
"""
import bisect
import dataclasses
import os
import pathlib
import struct

CREATED, TRUNCATED, WRITTEN, ALLOCATED, SYNCED, RENAMED, UNLINKED, FOLDER_MADE, MAPPED = range(1, 10)
PAGE, SECTOR = 4096, 512
HEAD = struct.Struct("<IIQQQQQIIQ")


@dataclasses.dataclass
class Event:
    kind: int
    process: int
    begin: int
    end: int
    inode: int
    offset: int
    size: int
    path: str
    second_path: str
    data: bytes


def read_log(folder):
    """The events of all processes, in the order in which they ended."""
    events = []
    for path in pathlib.Path(folder).iterdir():
        log = path.read_bytes()
        at = 0
        while at < len(log):
            kind, process, begin, end, inode, offset, size, first, second, data = HEAD.unpack_from(log, at)
            at += HEAD.size
            parts = []
            for length in (first, second, data):
                parts.append(log[at:at + length])
                at += length
            names = [os.path.normpath(part.decode()) if part else "" for part in parts[:2]]
            events.append(Event(kind, process, begin, end, inode, offset, size, *names, parts[2]))
    events.sort(key=lambda event: event.end)
    mapped = [event.path for event in events if event.kind == MAPPED]
    if mapped:
        raise RuntimeError(f"written through memory, which is not recorded: {mapped}")
    return events


class DiskFile:
    """One file, whatever its names: what was done to it, and when it was synced."""

    def __init__(self):
        self.changes = []  # in the order in which they ended
        self.syncs = []

    def durable_changes(self, moment):
        """How many changes the syncs that had returned by then cover."""
        covered = max((sync.begin for sync in self.syncs if sync.end <= moment), default=-1)
        return bisect.bisect_right([change.end for change in self.changes], covered)

    def content(self, count=None):
        """The bytes after so many changes."""
        content = bytearray()
        for change in self.changes[:count]:
            apply(change, content)
        return content

    def image(self, moment, chance, fate):
        """What a loss of power at that moment may have left. fate: dropped, present, or mixed."""
        durable = self.durable_changes(moment)
        content = self.content(durable)
        volatile = [change for change in self.changes[durable:] if change.begin <= moment]
        if fate == "dropped" or not volatile:
            return bytes(content)
        versions = {}  # page -> its bytes at the last sync and after each change since
        sizes = [len(content)]
        latest = bytearray(content)
        for change in volatile:
            old_size = len(latest)
            apply(change, latest)
            sizes.append(len(latest))
            for page in pages_of(change, old_size, len(latest)):
                versions.setdefault(page, [page_of(content, page)]).append(page_of(latest, page))
        if fate == "present":
            return bytes(latest)
        size = chance.choice(sizes)
        content.extend(bytes(max(0, max(sizes) - len(content))))
        for page, choices in versions.items():
            content[page * PAGE:(page + 1) * PAGE] = chosen_page(choices, chance)
        return bytes(content[:size])


def apply(change, content):
    """What a call does to a file's bytes."""
    if change.kind == TRUNCATED:
        del content[change.offset:]
        content.extend(bytes(change.offset - len(content)))
        return
    content.extend(bytes(max(0, change.offset + change.size - len(content))))
    if change.kind == WRITTEN:
        content[change.offset:change.offset + change.size] = change.data


def pages_of(change, old_size, new_size):
    if change.kind == ALLOCATED:
        return range(old_size // PAGE, -(-new_size // PAGE)) if new_size > old_size else []
    if change.kind == TRUNCATED:
        return range(min(old_size, new_size) // PAGE, -(-max(old_size, new_size) // PAGE))
    return range(change.offset // PAGE, -(-(change.offset + change.size) // PAGE))


def page_of(content, page):
    return bytes(content[page * PAGE:(page + 1) * PAGE]).ljust(PAGE, b"\0")


def chosen_page(choices, chance):
    fate = chance.choice(["dropped", "stale", "present", "torn"])
    if fate == "dropped":
        return choices[0]
    if fate == "present":
        return choices[-1]
    if fate == "stale":
        return chance.choice(choices)
    return b"".join(chance.choice(choices)[at:at + SECTOR] for at in range(0, PAGE, SECTOR))


class Recording:
    """The files of one folder, from the first recorded call on."""

    def __init__(self, log, folder):
        self.folder = os.path.normpath(folder)
        self.events = read_log(log)
        self.files = []
        self.names = []  # (event, file): changes of names, in order
        self.folder_syncs = []
        self.file_of = {}  # event's place -> file
        by_inode = {}
        for place, event in enumerate(self.events):
            if event.kind in (CREATED, FOLDER_MADE):
                by_inode[event.inode] = DiskFile() if event.kind == CREATED else None
                if event.kind == CREATED:
                    self.files.append(by_inode[event.inode])
                self.names.append((event, by_inode[event.inode]))
            elif event.kind in (RENAMED, UNLINKED):
                self.names.append((event, by_inode.get(event.inode)))
            elif event.kind == SYNCED and event.inode not in by_inode:
                self.folder_syncs.append(event)
            elif event.kind == SYNCED and by_inode[event.inode] is None:
                self.folder_syncs.append(event)
            else:
                file = by_inode.get(event.inode)
                if file is None:
                    raise RuntimeError(f"{event.path} was changed, but its creation was not recorded")
                (file.syncs if event.kind == SYNCED else file.changes).append(event)
                self.file_of[place] = file

    def names_at(self, moment, chance=None, fate="present"):
        """path -> file (None: a folder) as they may be found after a loss of power at that moment."""
        entries = {}
        begun = [(event, file) for event, file in self.names if event.begin <= moment]
        keep = chance.randint(0, len(begun)) if fate == "mixed" and chance.random() < 0.5 else None
        for number, (event, file) in enumerate(begun):
            if not self.name_is_durable(event, moment):
                if fate == "dropped" or (keep is not None and number >= keep):
                    continue
                if fate == "mixed" and keep is None and chance.random() < 0.5:
                    continue
            if event.kind in (CREATED, FOLDER_MADE):
                entries[event.path] = file
            elif event.kind == UNLINKED:
                if entries.get(event.path) is file:
                    entries.pop(event.path, None)
            else:
                if entries.get(event.path) is file:
                    entries.pop(event.path, None)
                entries[event.second_path] = file
        return entries

    def name_is_durable(self, event, moment):
        folders = {os.path.dirname(event.path), os.path.dirname(event.second_path or event.path)}
        return all(any(sync.path == folder and sync.begin >= event.end and sync.end <= moment
                       for sync in self.folder_syncs) for folder in folders)

    def write_image(self, moment, chance, fate, target):
        """Makes up the folder in `target`. Returns what lies in it: relative path -> file."""
        entries = self.names_at(moment, chance, fate)
        inside = {}
        for path, file in sorted(entries.items()):
            relative = os.path.relpath(path, self.folder)
            parent = os.path.dirname(path)
            if parent != self.folder and parent not in entries:
                continue  # its folder did not survive
            if file is None:
                (target / relative).mkdir(parents=True, exist_ok=True)
            else:
                (target / relative).parent.mkdir(parents=True, exist_ok=True)
                (target / relative).write_bytes(file.image(moment, chance, fate))
            inside[relative] = file
        return inside

    def unexplained(self):
        """Files of the folder that are not what the recorded calls make of them: something was not recorded."""
        entries = {path: file for path, file in self.names_at(float("inf")).items() if file is not None}
        real = {str(path) for path in pathlib.Path(self.folder).rglob("*") if path.is_file()}
        wrong = real ^ set(entries)
        return sorted(wrong | {path for path in real & set(entries)
                               if pathlib.Path(path).read_bytes() != bytes(entries[path].content())})
