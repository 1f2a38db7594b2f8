#!/usr/bin/python3
"""One study on a private SLURM, and one fault after the other: it must complete by itself, or by one resubmission.

    tests/slurm/campaign.py [--faults N] [--launcher mpirun|srun] [--seed S]        (GRIDSWEEP names the program)

Negative controls come first: batch scripts as people write them, which must be caught losing or repeating trials.
"""
import argparse
import os
import random
import sys

import controls
from cluster import Cluster
from faults import deal
from machine_room import Unavailable
from slurm_test import NO_SLURM
from tried_study import TriedStudy


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=12)
    parser.add_argument("--launcher", choices=["mpirun", "srun"], default="mpirun")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--no-controls", action="store_true", help="leave the negative controls out")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    faults = deal(options.faults, chance)
    print(f"campaign: seed {seed}, {options.launcher}: {' '.join(faults)}", flush=True)
    try:
        with Cluster(options.launcher) as slurm:
            uncaught = [] if options.no_controls else controls.uncaught(slurm)
            tried = TriedStudy(slurm, faults, chance)
            tried.run()
            if any(tried.counts.values()):
                print(slurm.report())
    except Unavailable as why:
        if os.environ.get("GRIDSWEEP_TEST_SLURM") == "required":
            raise
        print(NO_SLURM + str(why))
        return 77
    print("\n".join(f"  {what:<28}  {count}" for what, count in tried.counts.items()))
    for control in uncaught:
        print(f"  the negative control was not caught: {control}")
    return 1 if uncaught or any(tried.counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
