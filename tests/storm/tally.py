"""Counts, and a table of them; those that must be zero decide whether a storm was survived."""


class Tally:
    def __init__(self, must_be_zero):
        self.counts = dict.fromkeys(must_be_zero, 0)
        self.notes = []

    def add(self, name, count=1, note=""):
        self.counts[name] += count
        if count and note:
            self.notes.append(f"{name}: {note}")
            print(f"  ! {self.notes[-1]}", flush=True)

    @property
    def clean(self):
        return not any(self.counts.values())

    def lines(self):
        width = max(map(len, self.counts))
        return [f"  {name:<{width}}  {count}" for name, count in self.counts.items()]


def table(corner, rows, columns, count):
    """Lines of a table of count(row, column), with sums."""
    rows, columns = list(rows), list(columns)
    first = max(map(len, [corner, "all", *rows]))
    widths = [max(len(column), 4) for column in [*columns, "all"]]
    lines = ["  ".join([f"{corner:<{first}}"] + [f"{c:>{w}}" for c, w in zip([*columns, "all"], widths)])]
    for row in [*rows, "all"]:
        of_row = rows if row == "all" else [row]
        cells = [sum(count(r, c) for r in of_row) for c in columns]
        cells.append(sum(cells))
        lines.append("  ".join([f"{row:<{first}}"] + [f"{c:>{w}}" for c, w in zip(cells, widths)]))
    return ["  " + line for line in lines]
