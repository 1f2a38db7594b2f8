"""What happened to the trials of a results file over all its runs, from the log that gridsweep keeps and the file itself."""
import collections
import json

import h5py

COMPLETE = 2


def read_events(path):
    """All whole lines. The last one of a run that was killed may be cut off."""
    events = []
    for line in path.read_text(errors="replace").splitlines() if path.exists() else []:
        try:
            events.append(json.loads(line))
        except ValueError:
            pass
    return events


def read_rows(path):
    """id -> its fields."""
    with h5py.File(path, "r") as file:
        table = file["trials"][:]
    return {row["id"].decode(): {name: row[name] for name in table.dtype.names} for row in table}


class History:
    def __init__(self, results, log):
        self.events = read_events(log)
        self.rows = read_rows(results)
        self.completed = {name: row for name, row in self.rows.items() if row["state"] == COMPLETE}
        self.starts = collections.defaultdict(list)  # trial -> incarnations
        self.ends = collections.defaultdict(list)
        for event in self.events:
            if event["event"] == "started":
                self.starts[event["trial"]].append(event["incarnation"])
            if event["event"] == "ended" and event["state"] == "complete":
                self.ends[event["trial"]].append(event["incarnation"])

    def runs(self):
        return [event for event in self.events if event["event"] == "begun"]

    def jobs(self):
        """(job, restart) of every allocation that came to run something."""
        return sorted({(event["job"], event["restart"]) for event in self.runs()})

    def left(self):
        return sorted(set(self.rows) - set(self.completed))

    def lost(self):
        """Not complete in the end, or known to be complete once and started again."""
        again = [trial for trial, ends in self.ends.items() if any(start > min(ends) for start in self.starts[trial])]
        return sorted({*self.left(), *again})

    def repeated(self):
        """Trained again though they had a complete record: that one counts, so nothing may start after it; and each may
        come to its end once only."""
        late = [trial for trial, row in self.completed.items()
                if any(start > row["incarnation"] for start in self.starts[trial])]
        twice = [trial for trial, ends in self.ends.items() if len(ends) > 1]
        return sorted({*late, *twice})

    def interrupted(self):
        """Trials that needed more than one start."""
        return sorted(trial for trial, starts in self.starts.items() if len(starts) > 1)

    def unaccounted(self):
        """Complete records of which the log knows no start: then it proves nothing."""
        return sorted(trial for trial in self.completed if not self.starts[trial])
