#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The kernel of the preset tiny, compiled by two distccd on loopback.

  distcc.py <case> <cmake> <LinuxBake> <its build> <the kernel that it has built> <distccd> <work>

Each distccd has a directory and a number of jobs of its own. Whatever they compile, the kernel has
the same bytes as the one that was compiled here. In the case one-dies one of them is killed when it
has compiled some files.
"""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

PROJECT = """cmake_minimum_required(VERSION 3.25)
project(fleet LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_add_kernel(kernel CONFIG tinyconfig
  CONFIG_FRAGMENTS "{source}/presets/tiny/kernel.config" ALL)
"""
FEWEST_FILES = 20  # that one has compiled before it is killed


class Daemon:
    """A distccd that takes what comes from this host."""

    def __init__(self, program, directory, jobs):
        directory.mkdir(parents=True)
        directory.chmod(0o777)
        self.log = directory / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [program, "--no-detach", "--daemon", "--listen", "127.0.0.1", "--port", str(self.port),
             "--allow", "127.0.0.1", "--jobs", str(jobs), "--log-file", str(self.log),
             "--enable-tcp-insecure"],
            env={**os.environ, "TMPDIR": str(directory)}, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def compiled(self):
        return self.log.read_text(errors="replace").count("COMPILE_OK") if self.log.exists() else 0

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start_build(case, cmake, source, build, work, daemons):
    """A cache of its own, which has the archives; so nothing was built before."""
    cache = work / "cache"
    cache.mkdir()
    project = work / "project"
    project.mkdir()
    (project / "CMakeLists.txt").write_text(PROJECT.format(source=source))
    hosts = " ".join(f"127.0.0.1:{one.port}/2" for one in daemons)
    archives = pathlib.Path(os.environ.get("LINUXBAKE_CACHE_DIR") or
                            pathlib.Path(os.environ.get("XDG_CACHE_HOME") or
                                         pathlib.Path.home() / ".cache") / "linuxbake")
    environment = {**os.environ, "LINUXBAKE_CACHE_DIR": str(cache),
                   "LINUXBAKE_MIRRORS": str(archives / "downloads"),
                   "LINUXBAKE_COMPILER_LAUNCHER": "distcc", "LINUXBAKE_COMPILE_JOBS": "4",
                   "DISTCC_HOSTS": hosts, "DISTCC_DIR": str(work / "client"),
                   "DISTCC_BACKOFF_PERIOD": "600", "DISTCC_LOG": str(work / "client.log"),
                   "DISTCC_VERBOSE": "1"}
    (work / "client").mkdir()
    link_archives(archives / "downloads", cache / "downloads")
    subprocess.run([cmake, "-S", project, "-B", work / "build", f"-DLinuxBake_DIR={build}"],
                   env=environment, check=True)
    return subprocess.Popen([cmake, "--build", work / "build"], env=environment)


def link_archives(there, here):
    here.mkdir()
    for one in there.glob("*linux-*"):
        os.link(one, here / one.name)


def main():
    case, cmake, source, build, kernel, distccd, work = sys.argv[1:]
    work = pathlib.Path(work)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    daemons = [Daemon(distccd, work / f"machine-{number}", 2) for number in (1, 2)]
    try:
        building = start_build(case, cmake, source, build, work, daemons)
        killed = False
        while building.poll() is None:
            time.sleep(0.5)
            if case == "one-dies" and not killed and daemons[0].compiled() >= FEWEST_FILES:
                daemons[0].kill()
                killed = True
        if building.returncode != 0:
            sys.exit("the build failed")
        counts = [one.compiled() for one in daemons]
        log = (work / "client.log").read_text(errors="replace")
        here = len(re.findall(r"compile .* on localhost|failed to distribute", log))
        print(f"files compiled by the two: {counts[0]}, {counts[1]}; distcc left {here} here")
        if case == "one-dies" and not killed:
            sys.exit("none was killed")
        if min(counts) < FEWEST_FILES:
            sys.exit("one of them has compiled nothing to speak of")
        images = list((work / "build" / "images").glob("*"))
        same = [one for one in images if one.read_bytes() == pathlib.Path(kernel).read_bytes()]
        if not same:
            sys.exit(f"no file of {images} has the bytes of {kernel}")
    finally:
        for one in daemons:
            if one.process.poll() is None:
                one.kill()
    shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
