# SPDX-License-Identifier: MIT
"""What every case of results.py has: keys, caches with an entry, and the program.

What is signed and how a server has it is written here a second time, from the headers of
helpers/bake/remote, so that these tests do not believe what the program says of itself.
"""
import hashlib
import os
import random
import shutil
import subprocess
import sys
import threading
import time

SKIPPED = 77
INPUTS = b"linuxbake-result 1\nkind test\n"
FILES = {"inputs": INPUTS, "small": b"small\n", "config": b"CONFIG_A=y\n",
         "program": random.Random(1).randbytes(3 << 20)}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


KEY = sha256(INPUTS)


def check(condition, text):
    if not condition:
        raise AssertionError(text)


def varint(number):
    out = b""
    while number >= 0x80:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def action_result(statement, signature):
    """build.bazel.remote.execution.v2.ActionResult: stdout_raw and stderr_raw."""
    return field(5, statement) + field(7, signature)


def statement_of(files, key=KEY):
    lines = [f"linuxbake result 1\nkey {key}\n"]
    lines += [f"{sha256(data)} {len(data)} {name}\n" for name, data in files.items()]
    return "".join(lines).encode()


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def read(path):
    with open(path, "rb") as file:
        return file.read()


def make_entry(cache, files, key=KEY):
    entry = f"{cache}/results/{key}"
    for name, data in files.items():
        write(f"{entry}/{name}", data)
    write(f"{entry}/SHA256SUMS", "".join(f"{sha256(d)}  {n}\n" for n, d in files.items()))


class World:
    def __init__(self, cmake, bake, package, modules, work):
        self.cmake, self.bake, self.package, self.modules = cmake, bake, package, modules
        shutil.rmtree(work, ignore_errors=True)
        os.makedirs(f"{work}/home")
        self.work = work
        self.environment = {
            "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "HOME": f"{work}/home",
            "LC_ALL": "C.UTF-8"}
        for name in ("trusted", "stranger", "old"):
            self.make_key(name)
        self.keys = f"{work}/allowed_signers"
        write(self.keys, f"ci@example.org {self.public('trusted')}\n"
                         f'old@example.org valid-before="20200101" {self.public("old")}\n')
        self.servers = []

    def make_key(self, name):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f",
                        f"{self.work}/{name}"], check=True)

    def public(self, name):
        return " ".join(read(f"{self.work}/{name}.pub").decode().split()[:2])

    def sign(self, statement, name="trusted"):
        return subprocess.run(
            ["ssh-keygen", "-Y", "sign", "-q", "-f", f"{self.work}/{name}", "-n",
             "linuxbake-result"], input=statement, stdout=subprocess.PIPE, check=True).stdout

    def serve(self, server):
        self.servers.append(server)
        return server

    def stop(self):
        for server in self.servers:
            server.stop()

    def cache(self, name, filled=False):
        cache = f"{self.work}/{name}"
        os.makedirs(f"{cache}/results", exist_ok=True)
        if filled:
            make_entry(cache, FILES)
        return cache

    def run(self, *words, environment=None, timeout=100, **more):
        begin = time.monotonic()
        done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env={**self.environment, **(environment or {})}, check=False,
                              errors="replace", timeout=timeout, **more)
        done.seconds = time.monotonic() - begin
        return done

    def exchange(self, verb, cache, address, *keys, **more):
        options = {"push": ["--to", address, "--signer", f"{self.work}/trusted"],
                   "pull": ["--from", address, "--keys", self.keys]}[verb]
        return self.run(self.bake, "cache", verb, "--cache", cache, *options, *keys, **more)

    def push(self, cache, address, **more):
        done = self.exchange("push", cache, address, **more)
        check(done.returncode == 0, f"push to {address}:\n{done.stdout}")
        return done

    def pull(self, cache, address, **more):
        """The entry has to be taken."""
        done = self.exchange("pull", cache, address, KEY, **more)
        check(done.returncode == 0, f"pull from {address}:\n{done.stdout}")
        self.has_entry(cache)
        return done

    def has_entry(self, cache, files=None, key=KEY):
        """Whole, right, and with nothing half beside it."""
        files = FILES if files is None else files
        check(os.listdir(f"{cache}/results") == [key], f"{os.listdir(f'{cache}/results')}")
        names = sorted(os.listdir(f"{cache}/results/{key}"))
        check(names == sorted([*files, "SHA256SUMS"]), f"the entry has {names}")
        for name, data in files.items():
            check(read(f"{cache}/results/{key}/{name}") == data, f"{name} is another")

    def has_nothing(self, cache):
        left = os.listdir(f"{cache}/results")
        check(left == [], f"in the cache is {left}")


class Watch:
    """Looks for secrets in the command lines of all programs, as long as it lives."""

    def __init__(self, *secrets):
        self.secrets = [secret.encode() for secret in secrets]
        self.found, self.looks, self.ended = [], 0, threading.Event()
        self.thread = threading.Thread(target=self.look)

    def look(self):
        own = str(os.getpid())
        while not self.ended.is_set():
            self.looks += 1
            for process in filter(str.isdigit, os.listdir("/proc")):
                try:
                    line = read(f"/proc/{process}/cmdline")
                except OSError:
                    continue
                if process != own and any(secret in line for secret in self.secrets):
                    self.found.append(line)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *problem):
        self.ended.set()
        self.thread.join()
        if problem[0] is None:
            check(self.looks > 3, "nobody looked")
            check(not self.found, f"a secret in a command line: {self.found}")


def appears_nowhere(secret, folder, *but):
    """In no file below the folder, but for those that have to have it."""
    for directory, _, names in os.walk(folder):
        for name in names:
            path = f"{directory}/{name}"
            if os.path.islink(path) or path in but:
                continue
            check(secret.encode() not in read(path), f"a secret is in {path}")


def main(cases):
    case, cmake, bake, package, modules, work = sys.argv[1:]
    if not shutil.which("ssh-keygen"):
        print("ssh-keygen is not installed")
        sys.exit(SKIPPED)
    world = World(cmake, bake, package, modules, work)
    try:
        cases[f"case_{case}"](world)
    finally:
        world.stop()
    shutil.rmtree(work)
