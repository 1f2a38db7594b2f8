"""A private SLURM on which gridsweep is ready to be used, as on a cluster where somebody has cloned it."""
import os
import pathlib
import shutil

from private_slurm import PrivateSlurm

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
GRIDSWEEP = pathlib.Path(os.environ.get("GRIDSWEEP", REPOSITORY / "build/release/bin/gridsweep")).resolve()
SCRIPTS = pathlib.Path(os.environ.get("GRIDSWEEP_SLURM_SCRIPTS", REPOSITORY / "slurm"))
# A job of ours must not learn from a job or launcher that the test itself runs in, or from a user's own site.
NOT_INHERITED = ("SLURM", "SBATCH", "OMPI_", "PMIX_", "GRIDSWEEP")


def environment():
    """What a login shell would set: with root's leave to use mpirun."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
    return {**kept, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


class Cluster(PrivateSlurm):
    """In the shared folder: slurm/ and studies/, and a slurm/site that names the program and how its ranks are launched."""

    def __init__(self, launcher="mpirun", **options):
        super().__init__(visible=[REPOSITORY, GRIDSWEEP.parent], environment=environment(), **options)
        self.launcher = launcher

    def __enter__(self):
        super().__enter__()
        try:
            shutil.copytree(SCRIPTS, self.outside("slurm"), ignore=shutil.ignore_patterns("site"))
            shutil.copytree(REPOSITORY / "studies", self.outside("studies"))
            self.use_launcher(self.launcher)
        except BaseException:
            self.__exit__()
            raise
        return self

    def use_launcher(self, launcher):
        self.outside("slurm/site").write_text(f"GRIDSWEEP={GRIDSWEEP}\nGRIDSWEEP_LAUNCHER={launcher}\n")

    def gridsweep(self, *words, timeout=300):
        """A command of gridsweep on the login node. Returns what subprocess.run does."""
        return self.run(GRIDSWEEP, *words, timeout=timeout)

    def ranks(self, *nodes):
        return self.processes(GRIDSWEEP, *nodes)
