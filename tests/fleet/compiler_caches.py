#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""musl by compiler caches that machines share: by their own configuration, and to the same bytes.

  compiler_caches.py <case> <cmake> <LinuxBake's build> <work>

The first machine fills the cache. The second one has neither results nor a compiler cache of its
own; nearly all that it compiles comes from the first one's: by redis and by a web server with ccache,
by a directory with sccache.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "fault/results"))
from servers import Nginx, Program, free_port, need  # noqa: E402 pylint: disable=wrong-import-position
from world import SKIPPED  # noqa: E402 pylint: disable=wrong-import-position

FEWEST_HITS = 1000  # musl has some 1,300 files
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(fleet LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_add_musl(libc ALL ARCH x86_64)
linuxbake_get_property(library libc OUTPUT)
file(WRITE "${CMAKE_BINARY_DIR}/library" "${library}")
"""


class Redis(Program):
    def __init__(self, folder):
        self.port = free_port()
        os.makedirs(folder)
        self.start(["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""],
                   folder)
        self.address = f"redis://127.0.0.1:{self.port}"


def user_cache():
    home = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    return pathlib.Path(os.environ.get("LINUXBAKE_CACHE_DIR") or home / "linuxbake")


def build(cmake, package, machine, environment):
    """Nothing was built before: the cache has the sources only. Returns the bytes of libc.a."""
    for name in ("downloads", "sources"):
        (machine / "cache").mkdir(parents=True, exist_ok=True)
        (machine / "cache" / name).symlink_to(user_cache() / name)
    (machine / "project").mkdir()
    (machine / "project/CMakeLists.txt").write_text(PROJECT)
    environment = {**os.environ, **environment, "LINUXBAKE_CACHE_DIR": str(machine / "cache")}
    environment.pop("CCACHE_BASEDIR", None)
    subprocess.run([cmake, "-S", machine / "project", "-B", machine / "build",
                    f"-DLinuxBake_DIR={package}"], env=environment, check=True)
    subprocess.run([cmake, "--build", machine / "build"], env=environment, check=True)
    return pathlib.Path((machine / "build/library").read_text()).read_bytes()


def hits_of_ccache(machine):
    printed = subprocess.run(
        ["ccache", "--print-stats"], stdout=subprocess.PIPE, text=True, check=True,
        env={**os.environ, "CCACHE_DIR": str(machine / "ccache")}).stdout
    counts = dict(line.split("\t") for line in printed.splitlines())
    return int(counts["remote_storage_hit"])


def two_machines_with_ccache(cmake, package, work, storage):
    libraries = []
    for name in ("one", "two"):
        libraries.append(build(cmake, package, work / name, {
            "LINUXBAKE_COMPILER_LAUNCHER": "ccache", "CCACHE_REMOTE_STORAGE": storage,
            "CCACHE_DIR": str(work / name / "ccache")}))
    return libraries, hits_of_ccache(work / "two")


def case_redis(cmake, package, work):
    need("redis-server", "ccache")
    server = Redis(f"{work}/redis")
    try:
        return two_machines_with_ccache(cmake, package, work, server.address)
    finally:
        server.stop()


def case_http(cmake, package, work):
    need("nginx", "ccache")
    server = Nginx(f"{work}/nginx")
    try:
        return two_machines_with_ccache(cmake, package, work, f"{server.address}/ccache")
    finally:
        server.stop()


def case_sccache(cmake, package, work):
    """Its server is started before: what a build starts may write in its own directories only."""
    need("sccache")
    if os.geteuid() == 0:
        print("root cannot use sccache: it would replace /dev/null")
        sys.exit(SKIPPED)
    environment = {"LINUXBAKE_COMPILER_LAUNCHER": "sccache", "SCCACHE_DIR": str(work / "sccache"),
                   "SCCACHE_SERVER_PORT": str(free_port())}
    sccache = lambda *words: subprocess.run(  # pylint: disable=unnecessary-lambda-assignment
        ["sccache", *words], env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True)
    libraries = []
    for name in ("one", "two"):
        sccache("--start-server")  # each has statistics of its own
        try:
            libraries.append(build(cmake, package, work / name, environment))
            shown = json.loads(sccache("--show-stats", "--stats-format", "json").stdout)
        finally:
            sccache("--stop-server")
    return libraries, sum(shown["stats"]["cache_hits"]["counts"].values())


def main(case, cmake, package, work):
    shutil.rmtree(work, ignore_errors=True)
    work = pathlib.Path(work)
    work.mkdir(parents=True)
    libraries, hits = globals()[f"case_{case}"](cmake, package, work)
    print(f"{hits} files came from the first machine's")
    assert hits >= FEWEST_HITS, "the second machine has compiled"
    assert libraries[0] == libraries[1], "libc.a has other bytes"
    shutil.rmtree(work)


if __name__ == "__main__":
    main(*sys.argv[1:])
