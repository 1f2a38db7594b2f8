"""One study that meets with one fault after the other, and what may not become of it."""
import time

from cluster import GRIDSWEEP
from event_log import History, read_events, read_rows
from faults import Victim
from private_slurm import ENDED
from slurm_test import study

BAD = ["trials lost", "trials repeated", "COMPLETED with trials left", "resubmissions but one", "trials unaccounted for",
       "differing results", "hangs"]
LEFT = 75  # the exit status of `gridsweep status --exit-code`
PER_FAULT = 15  # trials
# After the others the run may go on as it is.
NEED_ANOTHER_RUN = {"requeue", "node_off", "preempted", "usr1_to_batch", "term_to_all", "rank_killed",
                    "rank_killed_without_controller"}
COMPARED = 8  # trials with an undisturbed run, at most


class TriedStudy:
    def __init__(self, slurm, faults, chance):
        self.slurm, self.chance, self.faults = slurm, chance, faults
        self.victim = Victim(slurm, chance)
        self.counts = dict.fromkeys(BAD, 0)
        self.resubmissions = self.grown = 0
        self.trials = PER_FAULT * (len(faults) + 1)

    def bad(self, what, count=1, note=""):
        self.counts[what] += count
        if count:
            print(f"  ! {what}: {count} {note}", flush=True)

    # --- one job ------------------------------------------------------------------------------------------------

    def submit(self):
        self.slurm.outside("study.yaml").write_text(study(self.trials))
        self.victim.job = self.slurm.sbatch(f"--nodes={len(self.slurm.nodes)}", "--ntasks-per-node=2", "slurm/sweep.sbatch",
                                            "study.yaml", "--out", "results.h5")

    def standing(self):
        return self.slurm.gridsweep("status", "results.h5", "--exit-code", "--study", "study.yaml").returncode

    def ended(self):
        """The state in which the job ended for good, else None."""
        state = self.slurm.state(self.victim.job)
        return state if state in ENDED else None

    def look_after(self, state):
        """What to do about a job that has ended. Whether the study is complete."""
        left = self.standing()
        if left != LEFT:
            return left == 0
        if state == "COMPLETED":
            self.bad("COMPLETED with trials left", note=f"job {self.victim.job}")
        self.resubmissions += 1
        print(f"  job {self.victim.job} ended {state} with trials left: submitted again", flush=True)
        self.submit()
        return False

    def events(self, *kinds):
        return [event for event in read_events(self.slurm.outside("results.h5.events")) if event["event"] in kinds]

    # --- faults -------------------------------------------------------------------------------------------------

    def inflict_all(self):
        for number, kind in enumerate(self.faults, 1):
            self.wait_until_it_trains(self.chance.choice([0, 1, 2, 4]))
            time.sleep(self.chance.uniform(0, 1))
            begin, done, runs = time.monotonic(), len(self.events("ended")), len(self.events("begun"))
            getattr(self.victim, kind)()
            print(f"  fault {number}: {kind} in run {runs}, after {done} trials", flush=True)
            if kind in NEED_ANOTHER_RUN:
                self.wait_for_a_run_after(runs)
            print(f"    {time.monotonic() - begin:.0f} s, {len(self.events('ended')) - done} trials", flush=True)

    def wait_until_it_trains(self, trials):
        """Until some trials have ended in this run. A study that is complete by then gets more of them."""
        runs = len(self.events("begun"))
        done = len(self.events("ended"))

        def trains():
            if (state := self.ended()) and self.look_after(state):
                self.grown += 1
                self.trials += PER_FAULT
                self.submit()
            last = self.events("started", "begun", "ended", "over")[-1:]
            return (len(self.events("begun")) >= max(1, runs) and len(self.events("ended")) >= done + trials
                    and last and last[0]["event"] in ("started", "ended") and self.slurm.state(self.victim.job) == "RUNNING")
        self.slurm.wait_for(trains, f"job {self.victim.job} to train", 300)

    def wait_for_a_run_after(self, runs):
        """Or for the end of the study, which the fault may just have missed."""
        def another():
            state = self.ended()
            return len(self.events("begun")) > runs or (state and self.look_after(state))
        self.slurm.wait_for(another, f"another run of job {self.victim.job}", 300)

    def run(self):
        begin = time.monotonic()
        self.submit()
        try:
            self.inflict_all()
            while not self.look_after(self.slurm.wait_for(self.ended, "the end", 600)):
                pass
        except AssertionError as hung:
            self.bad("hangs", note=str(hung))
        self.judge()
        print(f"  {len(self.faults)} faults, {self.trials} trials, {len(self.events('begun'))} runs, "
              f"{self.resubmissions} resubmissions, the study grew {self.grown} times, {time.monotonic() - begin:.0f} s")

    def judge(self):
        history = History(self.slurm.outside("results.h5"), self.slurm.outside("results.h5.events"))
        self.bad("trials lost", len(history.lost()) + self.trials - len(history.rows), history.lost())
        self.bad("trials repeated", len(history.repeated()), history.repeated())
        self.bad("trials unaccounted for", len(history.unaccounted()))
        self.bad("resubmissions but one", max(0, self.resubmissions - 1))
        print(f"  {len(history.interrupted())} trials were interrupted and started again")
        self.compare(history)

    def compare(self, history):
        """Trials that were interrupted end as those that never were."""
        chosen = {name: history.rows[name] for name in history.interrupted()[:COMPARED] if name in history.completed}
        if not chosen:
            return
        replicates = sorted({int(row["replicate"]) for row in chosen.values()})
        self.slurm.succeed("mpirun", "-n", "3", "--oversubscribe", GRIDSWEEP, "run", "study.yaml",
                           f"replicate={','.join(map(str, [*replicates, self.trials]))}", "--out", "undisturbed.h5", timeout=300)
        undisturbed = read_rows(self.slurm.outside("undisturbed.h5"))
        for name, row in chosen.items():
            for metric in ("test_loss", "test_accuracy", "train_loss"):
                if row[metric] != undisturbed[name][metric]:
                    self.bad("differing results", note=f"{name}: {metric}")
