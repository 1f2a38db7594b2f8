"""Trials that do nothing by Optuna: python3 optuna_trials.py TRIALS FILE

Two processes share a study in a journal file, as Optuna's documentation tells for one without a server; each append to it is locked and
synced (fsync). Levels are drawn (RandomSampler): GridSampler compares every trial with all before it. Says how many seconds that took, from
when both processes are ready to the last record kept.
"""
import multiprocessing
import sys
import time

import optuna
from optuna.storages import JournalFileStorage, JournalStorage

WORKERS = 2


def worker(path, trials, ready):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.load_study(study_name="noop", storage=JournalStorage(JournalFileStorage(path)),
                              sampler=optuna.samplers.RandomSampler())
    ready.wait()
    study.optimize(lambda trial: float(trial.suggest_int("replicate", 0, 10**6) * 0), n_trials=trials)
    ready.wait()


def main():
    trials, path = int(sys.argv[1]), sys.argv[2]
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    optuna.create_study(study_name="noop", storage=JournalStorage(JournalFileStorage(path)))
    ready = multiprocessing.Barrier(WORKERS + 1)
    processes = [multiprocessing.Process(target=worker, args=(path, trials // WORKERS, ready)) for _ in range(WORKERS)]
    for process in processes:
        process.start()
    ready.wait()
    begin = time.perf_counter()
    ready.wait()
    print("seconds", time.perf_counter() - begin)
    for process in processes:
        process.join()


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    main()
