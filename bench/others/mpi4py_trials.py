"""Trials that do nothing by mpi4py.futures: mpirun -n 3 python3 mpi4py_trials.py TRIALS CHUNK FILE always|never

Rank 0 hands them to the pool and appends each record to FILE as it comes: one line, one write, and with `always` one fdatasync.
Says how many seconds that took, from the first trial handed out to the last record kept.
"""
import json
import os
import socket
import sys
import time

from mpi4py import MPI
from mpi4py.futures import MPICommExecutor


def trial(replicate):
    begin = time.time()
    return {"replicate": replicate, "state": "complete", "host": socket.gethostname(), "rank": MPI.COMM_WORLD.rank,
            "start_time": begin, "wall_seconds": time.time() - begin}


def main():
    trials, chunk, path, sync = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4] == "always"
    with MPICommExecutor(MPI.COMM_WORLD, root=0) as executor:
        if executor is None:
            return
        list(executor.map(trial, range(8)))  # both workers are up
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        begin = time.perf_counter()
        for record in executor.map(trial, range(trials), chunksize=chunk, unordered=True):
            os.write(file, (json.dumps(record) + "\n").encode())
            if sync:
                os.fdatasync(file)
        print("seconds", time.perf_counter() - begin)


if __name__ == "__main__":
    main()
