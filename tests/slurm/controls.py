"""Negative controls: batch scripts as people write them, which a harness worth its name catches."""
from cluster import GRIDSWEEP
from event_log import History
from faults import Victim
from slurm_test import study

TRIALS = 60
# After the run comes what one wants of it: the last command's exit status is the job's.
NAIVE = """#!/bin/bash
#SBATCH --nodes=2 --ntasks-per-node=2 --output=naive-%j.out
mpirun {program} run naive.yaml --out naive.h5
{program} status naive.h5
"""
# Requeues itself, and begins with a clean folder.
ANEW = """#!/bin/bash
#SBATCH --nodes=2 --ntasks-per-node=2 --output=anew-%j.out --open-mode=append
rm -rf anew.h5*
cd .
mpirun {program} run anew.yaml --out anew.h5 --events anew.events || scontrol requeue $SLURM_JOB_ID
"""


def uncaught(slurm):
    """What each of them did that was not noticed."""
    checks = {"a naive script, pre-empted, is COMPLETED with trials left": naive,
              "a script that starts its file anew repeats trials": anew}
    found = []
    for what, check in checks.items():
        caught = check(slurm)
        print(f"  negative control: {what}: {'caught' if caught else 'NOT CAUGHT'}", flush=True)
        found += [] if caught else [what]
    return found


def start(slurm, name, script):
    slurm.outside(f"{name}.yaml").write_text(study(TRIALS))
    slurm.outside(f"{name}.sbatch").write_text(script.format(program=GRIDSWEEP))
    victim = Victim(slurm, None)
    victim.job = slurm.sbatch(f"{name}.sbatch")
    return victim


def complete(slurm, name):
    """How many trials are."""
    results = slurm.outside(f"{name}.h5")
    try:
        return len(History(results, slurm.outside(f"{name}.events")).completed) if results.exists() else 0
    except OSError:  # it is just being made
        return 0


def naive(slurm):
    victim = start(slurm, "naive", NAIVE)
    slurm.wait_for(lambda: complete(slurm, "naive") > 2, "some trials")
    victim.preempted()
    return slurm.wait_for_end(victim.job) == "COMPLETED" and complete(slurm, "naive") < TRIALS


def anew(slurm):
    victim = start(slurm, "anew", ANEW)
    slurm.wait_for(lambda: complete(slurm, "anew") > 2, "some trials")
    victim.requeue()
    log = slurm.outside("anew.events")

    def again():
        return History(slurm.outside("anew.h5"), log).repeated() if complete(slurm, "anew") > 2 else []
    try:
        slurm.wait_for(lambda: slurm.state(victim.job) == "RUNNING" and complete(slurm, "anew") > 2 and again(), "repeated trials")
        return True
    except AssertionError:
        return False
    finally:
        slurm.run("scancel", victim.job)
        slurm.wait_for_end(victim.job)
