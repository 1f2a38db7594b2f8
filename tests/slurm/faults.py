"""What befalls a job: each kind of fault as a function of a Victim, which may be hit in the middle of a run."""
import random
import time

from cluster import Cluster


class Victim:
    def __init__(self, slurm: Cluster, chance: random.Random):
        self.slurm, self.chance = slurm, chance
        self.job = None

    def requeue(self):
        self.slurm.succeed("scontrol", "requeue", self.job)

    def rank_killed(self):
        """Any rank, the coordinator as well."""
        ranks = self.slurm.ranks()
        if ranks:
            self.chance.choice(ranks).kill()

    def node_off(self):
        """On again when SLURM has noticed: machines need longer to start."""
        node = self.chance.choice(self.slurm.nodes)
        self.slurm.power_off(node)
        self.slurm.wait_for(lambda: self.slurm.node_states().get(node, "").startswith("down"), f"{node} down")
        self.slurm.power_on(node)

    def preempted(self):
        urgent = self.slurm.sbatch(f"--nodes={len(self.slurm.nodes)}", "--exclusive", "--partition=urgent",
                                   "--output=/dev/null", "--wrap", "sleep 2")
        self.slurm.wait_for_end(urgent)

    def controller_killed(self):
        self.slurm.kill_controller()
        time.sleep(self.chance.uniform(1, 6))
        self.slurm.start_controller()

    def rank_killed_without_controller(self):
        """What the batch script asks SLURM then is not answered."""
        self.slurm.kill_controller()
        self.rank_killed()
        time.sleep(self.chance.uniform(4, 8))
        self.slurm.start_controller()

    def usr1_to_batch(self):
        self.slurm.succeed("scancel", "--signal=USR1", "--batch", self.job)

    def term_to_steps(self):
        self.slurm.succeed("scancel", "--signal=TERM", self.job)

    def term_to_all(self):
        self.slurm.succeed("scancel", "--signal=TERM", "--full", self.job)


KINDS = ["preempted", "rank_killed", "node_off", "term_to_all", "requeue", "usr1_to_batch", "controller_killed", "term_to_steps",
         "rank_killed_without_controller"]


def deal(number, chance):
    """Names of faults in random order: every kind once before any comes twice."""
    dealt = []
    while len(dealt) < number:
        deck = KINDS[:]
        chance.shuffle(deck)
        dealt += deck
    return dealt[:number]
