# SPDX-License-Identifier: MIT
"""Debugs a kernel as a user does: starts the target, gives gdb its command file, looks round."""
import argparse
import pathlib
import socket
import subprocess
import sys
import time

LOOKS = ["backtrace 1", "print init_task.comm", "print $pc == &start_kernel", "lx-version"]
EXPECTED = ["start_kernel ()", '"swapper', "= 1", "Linux version 6."]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configure(arguments):
    subprocess.run(
        [arguments.cmake, "-G", "Ninja", "-S", arguments.source, "-B", arguments.build,
         f"-DLinuxBake_DIR={arguments.linuxbake}", f"-DFRAGMENT={arguments.fragment}",
         f"-DPORT={free_port()}"], check=True)


def wait_for(machine, seen):
    """Until the machine has said that it waits; what it says is shown."""
    for line in machine.stdout:
        print(line, end="")
        if line.startswith("  gdb -x "):
            seen.append(line)
        elif line.startswith("The serial line of the machine"):
            return
    sys.exit(f"the target ended before the machine waited: {machine.wait()}")


def main():
    parser = argparse.ArgumentParser()
    for name in ["gdb", "cmake", "target", "linuxbake", "source", "fragment", "build"]:
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    configure(arguments)
    seen = []
    machine = subprocess.Popen(
        [arguments.cmake, "--build", arguments.build, "--target", arguments.target],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        wait_for(machine, seen)
        commands = pathlib.Path(arguments.build, arguments.target, "commands.gdb")
        if not seen or str(commands) not in seen[0]:
            sys.exit(f"the machine does not name {commands}: {seen}")
        time.sleep(1)  # QEMU is being started
        looks = [word for look in LOOKS for word in ("-ex", look)]
        gdb = subprocess.run(
            [arguments.gdb, "-batch", "-nx", "-x", str(commands), *looks, "-ex", "kill"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        print(gdb.stdout)
        missing = [text for text in EXPECTED if text not in gdb.stdout]
        if missing:
            sys.exit(f"gdb has not said: {missing}")
        machine.wait(timeout=30)  # gdb has ended it
    finally:
        machine.kill()


main()
