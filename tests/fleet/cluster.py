# SPDX-License-Identifier: MIT
"""A Slurm cluster of two nodes on this machine: munged, slurmctld, and two slurmd with ports of their
own on loopback, which run as who starts them.

Each slurmd has a keeper, a process to which falls what slurmd leaves behind (the steps of jobs). So
a node can be lost with all that runs on it, and nothing outlives the test: a keeper ends what is
below it when it is told to, or when the test dies.

  cluster.py keep <command>...     the keeper
"""
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAMS = ["munged", "slurmctld", "slurmd", "srun", "scancel", "sinfo", "squeue"]
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36

CONFIGURATION = """ClusterName=linuxbake
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={directory}/munge/socket
CredType=cred/munge
StateSaveLocation={directory}/state
SlurmdSpoolDir={directory}/%n
SlurmctldPidFile={directory}/slurmctld.pid
SlurmdPidFile={directory}/%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerType=sched/builtin
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
ReturnToService=2
SlurmdTimeout=6
KillWait=1
NodeName=node1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=2 RealMemory=2048
NodeName=node2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=2 RealMemory=2048
PartitionName=all Nodes=node1,node2 Default=YES MaxTime=INFINITE State=UP PriorityTier=1
PartitionName=urgent Nodes=node1,node2 MaxTime=INFINITE State=UP PriorityTier=9
"""


def find(name):
    """Its path; daemons are in sbin, which users of Debian do not have in their PATH."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def missing_programs():
    return [name for name in PROGRAMS if not find(name)]


def set_for_process(option, value):
    ctypes.CDLL(None).prctl(option, value)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def is_alive(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(process):
    """Those that have not ended, by their numbers."""
    try:
        below = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [number for child in map(int, below) if is_alive(child)
            for number in [child] + descendants(child)]


def kill_below(process):
    """All that this process has started, by its numbers; the process itself stays."""
    while numbers := descendants(process):
        for number in numbers:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if process == os.getpid():
            reap()
        time.sleep(0.02)


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def keep(command):
    set_for_process(PR_SET_CHILD_SUBREAPER, 1)

    def end(*_):
        kill_below(os.getpid())
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    child = subprocess.Popen(command)
    while True:
        if os.wait()[0] == child.pid:
            end()


class Cluster:
    """`hidden`: directories that node2 has not, as a machine without a shared file system."""

    def __init__(self, hidden=()):
        # Short, for the sockets in it, and not in a directory that is hidden.
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="linuxbake-slurm-", dir="/tmp"))
        self.directory.chmod(0o755)
        self.keepers = {}
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith("SLURM")}
        self.environment["SLURM_CONF"] = str(self.directory / "slurm.conf")
        try:
            self.begin(hidden)
        except BaseException:
            print(self.logs())
            self.stop()
            raise

    def begin(self, hidden):
        self.configure()
        self.start("munged", find("munged"), "--foreground", "--force",
                   *(f"--{name}={self.directory}/munge/{file}" for name, file in [
                       ("key-file", "key"), ("socket", "socket"), ("pid-file", "pid"),
                       ("log-file", "log"), ("seed-file", "seed")]))
        self.wait_for(lambda: (self.directory / "munge/socket").exists(), "munged")
        self.start("slurmctld", find("slurmctld"), "-D")
        hiding = "".join(f"mount -t tmpfs none '{one}' && " for one in hidden)
        self.start("node1", find("slurmd"), "-D", "-N", "node1")
        if hidden:
            self.start("node2", "unshare", "--mount", "--propagation", "private", "sh", "-c",
                       hiding + "exec \"$0\" -D -N node2", find("slurmd"))
        else:
            self.start("node2", find("slurmd"), "-D", "-N", "node2")
        self.wait_for(lambda: self.idle_nodes() == 2, "the nodes")

    def configure(self):
        for name in ["munge", "state", "node1", "node2"]:
            (self.directory / name).mkdir(mode=0o755)
        key = self.directory / "munge/key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        (self.directory / "slurm.conf").write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], directory=self.directory,
            user=pwd.getpwuid(os.getuid()).pw_name, ports=free_ports(3)))

    def start(self, name, *command):
        with open(self.directory / f"{name}.log", "wb") as log:
            self.keepers[name] = subprocess.Popen(
                [sys.executable, __file__, "keep", *command], env=self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: set_for_process(PR_SET_PDEATHSIG, signal.SIGTERM))

    def run(self, *command):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        return done.stdout

    def idle_nodes(self):
        return self.run("sinfo", "--noheader", "--Node", "--partition=all",
                        "--format=%N %t").count(" idle\n")

    def jobs(self):
        """The running ones: number and node."""
        lines = self.run("squeue", "--noheader", "--states=RUNNING", "--format=%i %N").splitlines()
        return [line.split() for line in lines if len(line.split()) == 2]

    def wait_for(self, is_there, what):
        for _ in range(300):
            if is_there():
                return
            time.sleep(0.1)
        raise SystemExit(f"{what}: nothing came within 30 s")

    def logs(self):
        return "\n".join(f"--- {one.name}\n{one.read_text(errors='replace')[-3000:]}"
                         for one in self.directory.glob("*.log"))

    def lose(self, node):
        """As if somebody had pulled its plug."""
        keeper = self.keepers.pop(node)
        os.kill(keeper.pid, signal.SIGSTOP)  # it would end when slurmd does
        kill_below(keeper.pid)
        keeper.kill()
        keeper.wait()

    def stop(self):
        for keeper in reversed(self.keepers.values()):
            keeper.terminate()
        for keeper in self.keepers.values():
            keeper.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


if __name__ == "__main__":
    keep(sys.argv[2:])
