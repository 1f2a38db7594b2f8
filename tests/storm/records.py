"""Reads a results file as docs/results-file.md describes it, with none of gridsweep's code, down to the bytes."""
import dataclasses
import zlib

import h5py
import numpy

CURVES = [f"curves/{name}" for name in ("train_loss", "train_accuracy", "test_loss", "test_accuracy",
                                          "validation_loss", "validation_accuracy")]
PREDICTIONS = ["predictions/logits", "predictions/label", "predictions/split"]
COMPLETE = 2
# What may differ between two runs of one study; all else of a record is a function of the study.
CIRCUMSTANCES = {"attempts", "incarnation", "host", "device", "first_rank", "team_size", "start_time", "wall_seconds",
                 "predicted_seconds", "checksum"}


@dataclasses.dataclass
class Record:
    """One trial as the file holds it."""

    place: int
    fields: dict
    whole: bool  # the checksum matches
    payload: bytes  # curves and predictions, as far as this trial wrote them

    @property
    def complete(self):
        return self.whole and self.fields["state"] == COMPLETE

    def result(self):
        """What must be the same whenever and wherever the trial is run."""
        kept = {name: value for name, value in self.fields.items() if name not in CIRCUMSTANCES}
        return numpy.array(list(kept.values()), dtype=object).astype(str).tolist(), self.payload

    def same_record(self, other):
        """Byte for byte the same, the place in the file and the checksum over a wider row aside."""
        names = [name for name in self.fields if name != "checksum"]
        return (names == [name for name in other.fields if name != "checksum"]
                and all(numpy.asarray(self.fields[name]).tobytes() == numpy.asarray(other.fields[name]).tobytes()
                        for name in names)
                and self.payload == other.payload)


class Layout:
    """Where rows lie in a file: they are contiguous and never move."""

    def __init__(self, file):
        self.row_type = file["trials"].dtype
        self.rows = file["trials"].shape[0]
        self.arrays = {}  # name -> (offset, bytes per row, shape of a row, type)
        for name in ["trials", *CURVES, *PREDICTIONS]:
            data = file[name]
            width = data.dtype.itemsize * int(numpy.prod(data.shape[1:], dtype=int))
            self.arrays[name] = (data.id.get_offset() or 0, width, data.shape[1:], data.dtype)

    @property
    def trials_offset(self):
        return self.arrays["trials"][0]

    def row_at(self, place):
        offset, width, *_ = self.arrays["trials"]
        return offset + place * width, width


def layout_of(path):
    with h5py.File(path, "r") as file:
        return Layout(file)


def read_records(path):
    """id -> Record. Raises OSError, KeyError, … when h5py can't read all of the file."""
    with h5py.File(path, "r") as file:
        layout = Layout(file)
        for name in ("format", "schema", "study", "settings"):
            file.attrs[name]  # the header must be readable, too
    with open(path, "rb") as raw:
        rows = {name: rows_of(raw, layout, name) for name in layout.arrays}
    return {identity: record for identity, record in
            (record_at(layout, rows, place) for place in range(layout.rows))}


def rows_of(raw, layout, name):
    offset, width, *_ = layout.arrays[name]
    raw.seek(offset)
    data = raw.read(width * layout.rows)
    if len(data) != width * layout.rows:
        raise OSError(f"/{name} is cut short")
    return [data[place * width:(place + 1) * width] for place in range(layout.rows)]


def record_at(layout, rows, place):
    row = rows["trials"][place]
    values = numpy.frombuffer(row, dtype=layout.row_type)[0]
    fields = dict(zip(layout.row_type.names, values))
    where = layout.row_type.fields["checksum"][1]
    checksum = zlib.crc32(row[:where] + bytes(4) + row[where + 4:])
    payload = b""
    for names, count in ((CURVES, int(fields["curve_epochs"])), (PREDICTIONS, int(fields["samples"]))):
        for name in names if count > 0 else []:
            checksum = zlib.crc32(rows[name][place], checksum)
            _, width, shape, _ = layout.arrays[name]
            payload += rows[name][place][:count * width // max(1, shape[0] if shape else 1)]
    return fields["id"].decode(), Record(place, fields, checksum == fields["checksum"], payload)
