"""What state a results file is in, seen from outside."""
import os
import subprocess

from records import COMPLETE, layout_of


def unreadable(path):
    """Why a file does not open; None when it does."""
    for words in (["-H"], ["-d", "/trials"]):
        done = subprocess.run(["h5dump", *words, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            return f"h5dump {' '.join(words)}: {done.stderr.strip()[:200]}"
    return None


class StateWatch:
    """How many trials the file says are complete, cheaply enough to ask every millisecond."""

    def __init__(self, path):
        layout = layout_of(path)
        self.file = open(path, "rb")
        self.rows = layout.rows
        self.offset, self.width = layout.row_at(0)
        self.state = layout.row_type.fields["state"][1]

    def complete(self):
        bytes_of_rows = os.pread(self.file.fileno(), self.rows * self.width, self.offset)
        return bytes_of_rows[self.state::self.width].count(COMPLETE)

    def is_of(self, path):
        return os.path.exists(path) and os.stat(path).st_ino == os.fstat(self.file.fileno()).st_ino
