"""Negative control: the obvious way to write results, which a kill or a power loss destroys.

Appends records to a chunked dataset that grows as it goes and never flushes. After each append it says so, as a line in
FILE.acknowledged.
"""
import os
import sys

import h5py
import numpy

path, count = sys.argv[1], int(sys.argv[2])
told = os.open(path + ".acknowledged", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
with h5py.File(path, "w") as file:
    rows = file.create_dataset("trials", (0, 64), maxshape=(None, 64), chunks=(4, 64), dtype="float64")
    for number in range(count):
        rows.resize(number + 1, axis=0)
        rows[number] = numpy.full(64, number + 1.0)
        os.write(told, f"{number}\n".encode())
