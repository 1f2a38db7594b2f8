"""What a private SLURM's slurm.conf and gres.conf say."""

ETC = "/run/slurm"
SHARED = "/run/shared"  # what all machines see, as a site's parallel file system


def slurm_conf(nodes, cpus, gpus, memory, grace, settings):
    """`nodes` by name, `memory` in MiB of each, `grace` in seconds for those that are pre-empted; `settings` replace or add
    lines. No courtesy that a real site may lack: nobody is told of pre-emption, nothing cleans up after a job."""
    lines = {
        "ClusterName": "private",
        "SlurmctldHost": "login(10.77.0.254)",
        "SlurmUser": "root",
        "AuthType": "auth/munge",
        "AuthInfo": f"socket={ETC}/munge/socket,cred_expire=5",  # so that a requeued job starts soon
        "CredType": "cred/munge",
        "StateSaveLocation": f"{ETC}/state",
        "SlurmdSpoolDir": f"{ETC}/spool/%n",
        "SlurmctldPidFile": f"{ETC}/slurmctld.pid",
        "SlurmdPidFile": f"{ETC}/slurmd.%n.pid",
        "SlurmctldLogFile": f"{ETC}/log/slurmctld.log",
        "SlurmdLogFile": f"{ETC}/log/slurmd.%n.log",
        "ProctrackType": "proctrack/linuxproc",
        "TaskPlugin": "task/none",
        "JobAcctGatherType": "jobacct_gather/none",
        "AccountingStorageType": "accounting_storage/none",
        "JobCompType": "jobcomp/filetxt",
        "JobCompLoc": f"{ETC}/log/jobs.txt",
        "SelectType": "select/cons_tres",
        "SelectTypeParameters": "CR_Core",
        "SchedulerType": "sched/backfill",
        "SchedulerParameters": "sched_interval=2,bf_interval=2,batch_sched_delay=0",
        "SlurmdParameters": "config_overrides",
        "MpiDefault": "none",
        "SwitchType": "switch/none",
        "ReturnToService": "2",
        "SlurmdTimeout": "10",
        "KillWait": "5",
        "MinJobAge": "86400",
        "JobRequeue": "1",
        "PreemptType": "preempt/partition_prio",
        "PreemptMode": "REQUEUE",
    }
    if gpus:
        lines["GresTypes"] = "gpu"
    lines.update({name: str(value) for name, value in settings.items()})
    gres = f"Gres=gpu:{gpus}" if gpus else ""
    text = "".join(f"{name}={value}\n" for name, value in lines.items() if value)
    for number, node in enumerate(nodes, 1):
        text += (f"NodeName={node} NodeHostname={node} NodeAddr=10.77.0.{number} CPUs={cpus} RealMemory={memory} {gres} "
                 "State=UNKNOWN\n")
    text += f"PartitionName=main Nodes=ALL Default=YES PriorityTier=1 GraceTime={grace} PreemptMode=REQUEUE\n"
    return text + "PartitionName=urgent Nodes=ALL PriorityTier=10 PreemptMode=OFF\n"


def gres_conf(nodes, gpus):
    return "".join(f"NodeName={node} Name=gpu File={gpu_file(node, gpu)}\n" for node in nodes for gpu in range(gpus))


def gpu_file(node, gpu):
    return f"{ETC}/dev/{node}-gpu{gpu}"
