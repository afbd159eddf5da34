# SPDX-License-Identifier: MIT
"""Finished builds by servers that lie, hang and die: see world.py for the arguments.

Whatever they do, nothing wrong is in the cache, one message says the server and the reason, and it
takes some seconds at most.
"""
import concurrent.futures
import os
import resource
import urllib.parse

from building import Project
from hostile import KINDS, REGISTRIES, Hostile, unused_address
from script import PROGRAM, take_by_script
from servers import TOKEN
from world import KEY, check, main, read, sha256, write

# Connecting and asking have five seconds, and so has each part of a file.
MOST_SECONDS = 14


def for_each(kinds, act):
    """Eight at a time, because most of them wait; all complaints in one."""
    complaints = []

    def try_one(kind):
        try:
            return f"{kind}: {act(kind):.1f} s"
        except AssertionError as error:
            complaints.append(f"{kind}: {error}")
            return None

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for line in filter(None, pool.map(try_one, kinds)):
            print(line)
    check(not complaints, "\n".join(complaints))


def addresses_of(server):
    kinds = {**KINDS, **REGISTRIES, "oci_token": ""}
    return {**{kind: (server.address(kind), reason) for kind, reason in kinds.items()},
            "nobody": (unused_address(), "connect to server"),
            "oci_nobody": (unused_address().replace("http", "oci+http"), "connect to server")}


def is_quick(done):
    check(done.seconds < MOST_SECONDS, f"took {done.seconds:.0f} seconds\n{done.stdout}")
    return done.seconds


def case_pull(world):
    server = world.serve(Hostile(world))
    addresses = addresses_of(server)

    def pull(kind):
        address, reason = addresses[kind]
        cache = world.cache(f"pull-{kind}")
        done = world.exchange("pull", cache, address, KEY,
                              preexec_fn=lambda: resource.setrlimit(
                                  resource.RLIMIT_AS, (1 << 30, 1 << 30)))
        if reason == "":
            check(done.returncode == 0, done.stdout)
            world.has_entry(cache)
        else:
            check(done.returncode == 1 and reason in done.stdout, f"rc {done.returncode} {done.stdout}")
            check(address in done.stdout, f"the server is not named: {done.stdout}")
            check(done.stdout.count("linuxbake-bake:") == 1, done.stdout)
            world.has_nothing(cache)
        return is_quick(done)

    for_each(addresses, pull)
    ranges = [one[2] for one in server.asked("dies_once") if one[2]]
    check(ranges == ["bytes=1048576-"], f"continued {ranges}")
    for kind, sent in server.evidence:
        check(sent < 16 << 20, f"{kind}: {sent} bytes were taken")
    check(not os.path.exists(f"{world.work}/evil"), "a file is elsewhere")


def case_script(world):
    """RemoteResults.cmake; its words are others. It has no token of a registry."""
    server = world.serve(Hostile(world))
    addresses = addresses_of(server)
    addresses["oci_half_as_deep"] = (server.address("oci_half_as_deep"), "x")
    addresses["oci_token"] = (addresses["oci_token"][0], "x")
    addresses["of_a_terabyte"] = (addresses["of_a_terabyte"][0], "")  # a file that it does not take

    def take(kind):
        address, reason = addresses[kind]
        cache = world.cache(f"script-{kind}")
        done = take_by_script(world, cache, [address], timeout=100)
        if reason == "" and kind != "dies_once":  # it continues nothing
            check("The script ends: TRUE" in done.stdout, done.stdout)
            world.has_entry(cache, PROGRAM)
        else:
            check("The script ends: FALSE" in done.stdout, done.stdout)
            line = f"linuxbake-x: nothing is taken from {address}, and it is compiled here: "
            check(done.stdout.count(line) == 1, done.stdout)
            world.has_nothing(cache)
        return is_quick(done)

    for_each(addresses, take)
    for kind, sent in server.evidence:  # headers have the limit of its memory
        check(sent < (16 << 20 if kind == "endless" else 1 << 30), f"{kind}: {sent} bytes")
    check(not os.path.exists(f"{world.work}/evil"), "a file is elsewhere")


def case_script_loses_patience(world):
    """Each program is taken by a process of its own: the fourth asks nobody."""
    server = world.serve(Hostile(world))
    cache, silent, good = world.cache("b"), server.address("silent"), server.address("right")
    for count in range(1, 5):
        done = take_by_script(world, cache, [silent], inputs=str(count).encode())
        is_quick(done)
        check(("nothing is taken" in done.stdout) == (count < 4), done.stdout)
        check(("is left alone for ten minutes" in done.stdout) == (count == 3), done.stdout)
    check(len(server.asked("silent")) == 3, f"asked {len(server.asked('silent'))} times")
    check(done.seconds < 2, f"waited {done.seconds:.0f} seconds")
    # linuxbake-bake has the same mark.
    mark = f"{cache}/locks/remote-take-{sha256(silent.encode())}"
    check(os.path.getsize(mark) == 3, "the mark is another")
    take_by_script(world, cache, [silent, good])
    check(os.path.isdir(f"{cache}/results/{KEY}"), "the next server was not asked")
    os.utime(mark, (1, 1))
    take_by_script(world, cache, [silent], inputs=b"x")
    check(len(server.asked("silent")) == 4, "it is not asked again after ten minutes")


def case_build(world):
    """A real step of a package: it is built here, whatever the server does."""
    project = Project(world)
    project.build("b", unused_address())
    wanted = project.product("b")
    results = f"{project.cache('b')}/results"
    key = next(name for name in os.listdir(results)
               if b"kind package" in read(f"{results}/{name}/inputs"))
    files = {name: read(f"{results}/{key}/{name}") for name in os.listdir(f"{results}/{key}")
             if name != "SHA256SUMS"}
    server = world.serve(Hostile(world, files, key))
    for kind, reason in KINDS.items():
        os.rename(f"{results}/{key}", f"{world.work}/used-{kind}")
        address = server.address(kind)
        done = project.step("b", address)
        print(f"{kind}: {done.seconds:.1f} s")
        check(done.returncode == 0, done.stdout)
        line = f"hello: nothing is taken from {address}, and it is built here: "
        if reason == "":
            line = f"hello: taken from {address}: "
        check(done.stdout.count(line) == 1 and reason in done.stdout, done.stdout)
        check(("building hello" in done.stdout) == (reason != ""), done.stdout)
        check(project.product("b") == wanted, "another file was built")
        is_quick(done)
    # The fourth time it is left alone.
    login = server.address("login").replace("127.0.0.1", "localhost")  # none that was asked before
    for count in range(1, 5):
        os.rename(f"{results}/{key}", f"{world.work}/again-{count}")
        done = project.step("b", login)
        check(done.returncode == 0, done.stdout)
        check(("nothing is taken" in done.stdout) == (count < 4), done.stdout)
        check(("is left alone for ten minutes" in done.stdout) == (count == 3), done.stdout)
    check(len(server.asked("login")) == 1 + 3, "asked more than three times")


def case_push(world):
    """Servers that take nothing; and one that says where to put it."""
    server = world.serve(Hostile(world))
    cache = world.cache("a", filled=True)
    for kind, reason in (("full", "HTTP 507"), ("read_only", "HTTP 403"), ("no_methods", "HTTP 405"),
                         ("hangs_when_sent", "it does not answer in time")):
        done = world.exchange("push", cache, server.address(kind))
        check(done.returncode == 1 and reason in done.stdout, done.stdout)
        is_quick(done)
    world.has_entry(cache)
    # A registry says where a file is put: not on this machine, and no token goes elsewhere.
    victim = f"{world.work}/victim"
    write(victim, "mine")
    server.uploads["oci_to_a_file"] = "file://" + urllib.parse.quote(victim)
    done = world.exchange("push", cache, server.address("oci_to_a_file"))
    check(done.returncode == 1, done.stdout)
    written = [name for name in os.listdir(world.work) if name.startswith("victim")]
    check(written == ["victim"] and read(victim) == b"mine", f"a registry has written {written}")
    other = world.serve(Hostile(world))
    server.uploads["oci_elsewhere"] = f"http://{other.host}/v2/elsewhere/upload"
    done = world.exchange("push", cache, server.address("oci_elsewhere"),
                          environment={"LINUXBAKE_RESULTS_TOKEN": TOKEN})
    check(other.requests, "nothing was sent there")
    check(not any(one[3] for one in other.requests), "the token went to another host")
    check(any(one[3] for one in server.asked("oci_elsewhere")), "the registry got no token")


def case_token(world):
    """A registry whose tokens are elsewhere: each connection has one."""
    server = world.serve(Hostile(world))
    world.pull(world.cache("b"), server.address("oci_token"))
    check([one for one in server.requests if one[1].startswith("/token?service=s&scope=")],
          "nobody asked for a token")


if __name__ == "__main__":
    main(globals())
