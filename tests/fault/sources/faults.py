# SPDX-License-Identifier: MIT
"""Runs the fetcher against a misbehaving world: faults.py CASE CMAKE FETCH WORK

Each function below whose name begins with "case_" is a case. A case gets a World: an archive, its
hash, an empty cache in a folder with a space and a letter beyond ASCII, and a server (upstream.py).
"""
import gzip
import hashlib
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import time

from upstream import MEGABYTE, Upstream

NAME = "thing-1.0.tar.gz"


def make_archive(extra=()):
    """thing-1.0/ with a program, a link and 3 MB that do not compress."""
    members = [
        ("thing-1.0/README", b"a thing\n", 0o644),
        ("thing-1.0/configure", b"#!/bin/sh\n", 0o755),
        ("thing-1.0/data", random.Random(1).randbytes(3 * MEGABYTE), 0o644),
        *extra,
    ]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as archive:
        for name, data, mode in members:
            info = tarfile.TarInfo(name)
            info.size, info.mode, info.mtime = len(data), mode, 1700000000
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("thing-1.0/link")
        link.type, link.linkname = tarfile.SYMTYPE, "README"
        archive.addfile(link)
    return buffer.getvalue()


class World:
    def __init__(self, cmake, fetcher, work, data=None):
        self.cmake, self.fetcher, self.work = cmake, fetcher, work
        shutil.rmtree(work, ignore_errors=True)
        os.makedirs(work)
        self.data = make_archive() if data is None else data
        self.sha256 = hashlib.sha256(self.data).hexdigest()
        self.server = Upstream(NAME, self.data, f"{work}/repo")
        self.cache = f"{work}/cache é"
        self.tree = f"{self.cache}/sources/thing-1.0-{self.sha256[:16]}"
        self.archive = f"{self.cache}/downloads/{self.sha256}-{NAME}"
        self.environment = dict(os.environ)

    def command(self, urls, destination="build/source", **settings):
        recipe = {
            "name": "thing", "version": "1.0", "sha256": self.sha256, "archive_name": NAME,
            "urls": urls, "source_dir": "", "debian_source": "", "debian_package": "",
            "debian_path": "", "license": "",
        }
        options = {
            "cache": self.cache, "mirrors": [], "offline": False, "debian_fallback": False,
            # Longer than a busy host lets one wait; those that wait for it say so.
            "connect_timeout": 60, "stall_timeout": 60, "cmake": self.cmake,
        }
        for key, value in settings.items():
            (recipe if key in recipe else options)[key] = value
        for file, content in (("recipe", recipe), ("settings", options)):
            # By a rename: a process that was started before may just be reading it.
            with open(f"{self.work}/{file}.new", "w", encoding="utf-8") as out:
                json.dump(content, out)
            os.replace(f"{self.work}/{file}.new", f"{self.work}/{file}.json")
        self.destination = f"{self.work}/{destination}"
        self.record = f"{self.work}/record.json"
        return [self.fetcher, "source", "--recipe", f"{self.work}/recipe.json",
                "--settings", f"{self.work}/settings.json", "--destination", self.destination,
                "--record", self.record]

    def start(self, *urls, **settings):
        limit = settings.pop("file_size_limit", None)

        def prepare():
            if limit:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen(
            self.command(urls, **settings), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, preexec_fn=prepare, restore_signals=False,
            env=self.environment)

    def run(self, *urls, **settings):
        process = self.start(*urls, **settings)
        self.output = process.communicate()[0]
        return process.returncode

    def succeeds(self, *urls, **settings):
        result = self.run(*urls, **settings)
        self.check(result == 0, f"has to succeed, but returned {result}")
        self.check_delivery()

    def fails(self, expected, *urls, **settings):
        """The whole text of the error, where <cache>, <sha>, <work> and <url> stand for theirs."""
        result = self.run(*urls, **settings)
        self.check(result != 0, "has to fail, but succeeded")
        actual = self.plain(self.output[self.output.index("linuxbake: ") :])
        actual = re.sub(r"\n\s*\n", "\n", actual)
        actual = "\n".join(line.rstrip() for line in actual.strip("\n").split("\n"))
        expected = "\n".join(line.rstrip() for line in expected.strip("\n").split("\n"))
        self.check(actual == expected, f"--- expected\n{expected}\n--- actual\n{actual}\n---")

    def plain(self, text):
        text = text.replace(self.server.base(""), "<url>/").replace(self.cache, "<cache>")
        text = text.replace(self.work, "<work>").replace(self.sha256, "<sha>")
        return re.sub(r"Free there: \d+ KiB", "Free there: <n> KiB", text)

    def check_delivery(self):
        self.check(os.path.islink(self.destination), "the destination is not a link")
        with open(f"{self.destination}/README", encoding="utf-8") as file:
            self.check(file.read() == "a thing\n", "README differs")
        mode = os.stat(f"{self.destination}/configure").st_mode & 0o777
        self.check(mode == 0o755, f"configure has the mode {mode:o}")
        self.check(os.readlink(f"{self.destination}/link") == "README", "the link differs")
        with open(self.record, encoding="utf-8") as file:
            self.origin = json.load(file)
        self.check(self.origin["path"] == os.path.realpath(self.destination), "wrong path")
        self.nothing_half()

    def nothing_half(self):
        for directory in ("downloads", "sources"):
            for name in os.listdir(f"{self.cache}/{directory}"):
                half = re.search(r"\.(part|deb|probe|whole|rest)\b", name)
                self.check(not half, f"{name} was left")

    def recorded(self, **expected):
        expected = {key: self.plain(value) for key, value in expected.items()}
        actual = {key: self.plain(self.origin.get(key, "")) for key in expected}
        self.check(actual == expected, f"recorded {actual}, expected {expected}")

    def says(self, *texts):
        for text in texts:
            self.check(text in self.plain(self.output), f"does not say: {text}")

    def requests(self, kind):
        """Of whole files or continuations: without the requests for one byte."""
        return [r for r in self.server.requests if r[0] == kind and r[2:] != (0, 0)]

    def check(self, condition, text):
        if not condition:
            sys.exit(f"{text}\n--- output\n{getattr(self, 'output', '')}\n--- requests\n"
                     + "\n".join(map(str, self.server.requests)))


WAYS_OUT = f"""
  Ways out:
    put the archive into the cache, as
      <cache>/downloads/{NAME}
      with the SHA-256 <sha>;
    set LINUXBAKE_MIRRORS to a directory or an address that has {NAME};
    set LINUXBAKE_SOURCE_DIR_THING to an extracted tree.
"""


def nowhere(*lines, offline=False):
    reason = "No place had it:"
    if offline:
        reason = "It is not in the cache, and LINUXBAKE_OFFLINE forbids the network:"
    tried = "\n".join(f"    - {line}" for line in lines)
    return f"linuxbake: thing 1.0:\n  {reason}\n{tried}" + WAYS_OUT


def case_good(world):
    url = world.server.url("good")
    world.succeeds(url)
    world.recorded(origin="upstream", url=url, version="1.0", sha256=world.sha256, file=NAME)
    sent = world.server.sent
    world.succeeds(url, destination="other/source")
    world.check(world.server.sent == sent, "the second build downloaded again")
    world.says("from the cache")


def case_redirect(world):
    world.succeeds(world.server.url("redirect"))


def case_slow(world):
    world.succeeds(world.server.url("slow"))


def case_resume_after_cuts(world):
    world.succeeds(world.server.url("cut"))
    starts = [request[2] for request in world.requests("cut")]
    world.check(starts == [None, MEGABYTE, 2 * MEGABYTE, 3 * MEGABYTE], f"began at {starts}")


def case_resume_with_other_bytes(world):
    world.succeeds(world.server.url("shifty"), world.server.url("good"))
    world.says("the continued download has a wrong hash; starting afresh")


def case_truncated(world):
    half = len(world.data) // 2
    url = world.server.url("truncated")
    world.fails(nowhere(
        f"broke off after {half} of {len(world.data)} bytes: <url>/truncated/{NAME}"), url)
    world.check(len(world.requests("truncated")) == 2, "has to try exactly twice")
    world.succeeds(url, world.server.url("good"))


def case_wrong_hash(world):
    other = hashlib.sha256(bytes(byte ^ 1 for byte in world.data)).hexdigest()
    text = nowhere(
        f"wrong hash, not used: <url>/wrong/{NAME}\n"
        f"        file     {NAME}, {len(world.data)} bytes\n"
        "        expected <sha>\n"
        f"        actual   {other}")
    world.fails(text, world.server.url("wrong"))
    world.nothing_half()
    world.succeeds(world.server.url("wrong"), world.server.url("short"), world.server.url("good"))
    world.recorded(origin="upstream", url=world.server.url("good"))


def case_stalled(world):
    half = len(world.data) // 2
    world.succeeds(world.server.url("stalled"), world.server.url("good"),
                   connect_timeout=4, stall_timeout=4)
    world.says(f"stalled: nothing came for 4 seconds, after {half} bytes: <url>/stalled/{NAME}")
    world.check(len(world.requests("stalled")) == 1, "what cannot be continued was begun again")


def case_silent(world):
    """A host that takes the connection and says nothing is asked once, not once for each source."""
    silent = Upstream(NAME, world.data)
    world.succeeds(silent.url("silent"), silent.url("silent"), world.server.url("good"),
                   connect_timeout=4)
    world.says("no answer within 4 seconds", "did not answer a few minutes ago")
    world.check(len(silent.requests) == 1, f"asked {len(silent.requests)} times")
    silent.stop()


def case_gone(world):
    world.fails(nowhere(f"HTTP 404: <url>/gone/{NAME}"), world.server.url("gone"))
    world.succeeds("http://127.0.0.1:1/" + NAME, world.server.url("good"))


def case_mirror(world):
    """A mirror comes first; one that does not have the file does no harm."""
    world.succeeds(world.server.url("good"), mirrors=[
        world.server.base("gone"), world.server.base("ranges") + "/"])
    world.recorded(origin="mirror", url=world.server.url("ranges"))
    world.check(not world.requests("good"), "upstream was asked all the same")


def case_mirror_with_a_password(world):
    mirror = world.server.base("good").replace("://", "://me:secret@")
    world.succeeds(mirrors=[mirror])
    world.recorded(origin="mirror", url=world.server.url("good"))
    world.check("secret" not in world.output, "the password was printed")


def case_mirror_directory(world):
    os.makedirs(f"{world.work}/my mirror")
    with open(f"{world.work}/my mirror/{NAME}", "wb") as file:
        file.write(world.data)
    world.succeeds(world.server.url("good"), mirrors=[f"{world.work}/my mirror"], offline=True)
    world.recorded(origin="archive", url=f"{world.work}/my mirror/{NAME}")


def case_mirror_by_hash(world):
    """The archive has its hash for a name there. One that is not there does no harm; another
    content is not used."""
    folder = f"{world.work}/by hash"
    os.makedirs(folder)
    with open(f"{folder}/{NAME}", "wb") as file:
        file.write(world.data)
    missing = "there is no such file that can be read: <work>/by hash/<sha>"
    world.fails(nowhere(missing, offline=True), mirrors=[f"by-hash:{folder}"], offline=True)
    with open(f"{folder}/{world.sha256}", "wb") as file:
        file.write(b"something else")
    other = hashlib.sha256(b"something else").hexdigest()
    world.fails(nowhere(
        "wrong hash, not used: <work>/by hash/<sha>\n"
        f"        file     {NAME}, 14 bytes\n"
        "        expected <sha>\n"
        f"        actual   {other}", offline=True), mirrors=[f"by-hash:{folder}"], offline=True)
    with open(f"{folder}/{world.sha256}", "wb") as file:
        file.write(world.data)
    world.succeeds(world.server.url("good"), offline=True, mirrors=[f"by-hash:{folder}/"])
    world.recorded(origin="archive", url=f"{folder}/{world.sha256}", file=NAME)


def case_own_archive(world):
    with open(f"{world.work}/own é.tar.gz", "wb") as file:
        file.write(world.data)
    world.succeeds(f"file://{world.work}/own é.tar.gz", offline=True)
    world.recorded(origin="archive")


def case_own_tree(world):
    os.makedirs(f"{world.work}/my tree")
    result = world.run(source_dir=f"{world.work}/my tree", version="local")
    world.check(result == 0, "has to succeed")
    world.check(os.path.realpath(world.destination) == f"{world.work}/my tree", "wrong link")


def case_offline(world):
    url = world.server.url("good")
    refused = f"not asked, because of LINUXBAKE_OFFLINE: <url>/good/{NAME}"
    world.fails(nowhere(refused, offline=True), url, offline=True)
    world.check(not world.server.requests, "the network was used")
    # As the message says:
    with open(f"{world.cache}/downloads/{NAME}", "wb") as file:
        file.write(world.data)
    world.succeeds(url, offline=True)
    world.recorded(origin="archive")


def case_offline_wrong_archive(world):
    os.makedirs(f"{world.cache}/downloads")
    with open(f"{world.cache}/downloads/{NAME}", "wb") as file:
        file.write(b"something else")
    other = hashlib.sha256(b"something else").hexdigest()
    world.fails(nowhere(
        f"wrong hash, not used: <cache>/downloads/{NAME}\n"
        f"        file     {NAME}, 14 bytes\n"
        "        expected <sha>\n"
        f"        actual   {other}",
        f"not asked, because of LINUXBAKE_OFFLINE: <url>/good/{NAME}", offline=True),
        world.server.url("good"), offline=True)


def case_killed_download(world):
    url = world.server.url("slowranges")
    process = world.start(url)
    world.server.wait_until_sent(MEGABYTE)
    process.kill()
    process.communicate()
    world.check(not os.path.exists(world.archive), "half an archive has the name of a whole one")
    world.succeeds(url)
    starts = [request[2] for request in world.requests("slowranges")]
    world.check(len(starts) == 2 and starts[1] > MEGABYTE // 2, f"began at {starts}")


def case_killed_extraction(world):
    """What a killed extraction leaves: a folder beside the place, or a tree without its mark."""
    url = world.server.url("good")
    os.makedirs(f"{world.tree}.part-abcdefgh/thing-1.0")
    world.succeeds(url)
    os.remove(f"{world.tree}.complete")
    os.chmod(f"{world.tree}/data", 0o644)
    os.truncate(f"{world.tree}/data", 10)
    world.succeeds(url)
    world.says("is incomplete: extracting it again")
    world.check(os.path.getsize(f"{world.tree}/data") == 3 * MEGABYTE, "the tree is still damaged")


def case_damaged_tree(world):
    url = world.server.url("good")
    world.succeeds(url)
    for damage in (lambda path: os.remove(path),
                   lambda path: (os.remove(path), open(path, "wb").write(b"x" * 3 * MEGABYTE)),
                   lambda path: open(path + ".o", "wb").close()):
        damage(f"{world.tree}/data")
        world.succeeds(url)
        world.says("was changed or damaged: extracting it again")
        with open(f"{world.tree}/data", "rb") as file:
            world.check(file.read(1) != b"x", "the tree is still damaged")
        world.check(not os.path.exists(f"{world.tree}/data.o"), "a foreign file is still there")


def case_damaged_archive(world):
    url = world.server.url("good")
    world.succeeds(url)
    shutil.rmtree(world.tree)
    with open(world.archive, "r+b") as file:
        file.write(b"rubbish")
    other = hashlib.sha256(b"rubbish" + world.data[7:]).hexdigest()
    world.fails(f"""linuxbake: thing 1.0:
  The archive in the cache is damaged, and was removed:
    file     <cache>/downloads/<sha>-{NAME}
    expected <sha>
    actual   {other}
  Run the build again: it will be fetched anew.""", url)
    world.succeeds(url)


def case_no_archive(world):
    """The hash is right, but it is no archive."""
    world.check(world.run(world.server.url("good")) != 0, "has to fail, but succeeded")
    world.says(f"<cache>/downloads/<sha>-{NAME} could not be extracted:")
    world.nothing_half()


def case_empty_archive(world):
    world.check(world.run(world.server.url("good")) != 0, "has to fail, but succeeded")
    world.says("could not be extracted:")
    world.says("there is nothing in it")
    world.nothing_half()


def case_locale_c(world):
    """The cache has a letter beyond ASCII in its path; CMake's tar then needs another locale."""
    world.environment["LC_ALL"] = "C"
    world.succeeds(world.server.url("good"))


def case_no_space_for_the_download(world):
    world.fails(f"""linuxbake: thing 1.0:
  No space left while writing byte {MEGABYTE} of {len(world.data)} of {NAME}.
  Directory: <cache>/downloads
  Free there: <n> KiB.
  Make room, or set LINUXBAKE_CACHE_DIR to a place that has some.
  Nothing half-written was kept.""",
                world.server.url("good"), world.server.url("ranges"), file_size_limit=MEGABYTE)
    world.nothing_half()
    world.check(not world.requests("ranges"), "the next address was asked, with no place to put it")
    world.succeeds(world.server.url("good"))


def case_no_space_for_the_tree(world):
    limit = len(world.data) + MEGABYTE
    world.fails(f"""linuxbake: thing 1.0:
  No space left while extracting <cache>/downloads/<sha>-{NAME}.
  Directory: <cache>/sources
  Free there: <n> KiB.
  Make room, or set LINUXBAKE_CACHE_DIR to a place that has some.
  Nothing half-written was kept.""",
                world.server.url("good"), file_size_limit=limit)
    world.nothing_half()
    world.succeeds(world.server.url("good"))


def case_full_disk(world):
    """The real thing: a file system of 5 MB, in a mount namespace of our own. First there is no
    room for the tree, then (with the rest filled) none for the archive."""
    if "LINUXBAKE_NAMESPACE" not in os.environ:
        os.environ["LINUXBAKE_NAMESPACE"] = "1"
        inside = ["unshare", "--user", "--map-root-user", "--mount"]
        if not shutil.which("unshare") or subprocess.run([*inside, "true"], check=False,
                                                         stderr=subprocess.DEVNULL).returncode:
            sys.exit(77)
        sys.exit(subprocess.run([*inside, sys.executable, *sys.argv], check=False).returncode)
    os.makedirs(world.cache)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=5m", "none", world.cache], check=True)
    url = world.server.url("good")
    try:
        for what in ("while extracting", f"for {NAME}, which needs"):
            world.check(world.run(url) != 0, "has to fail, but succeeded")
            world.says(f"No space left {what}", "Make room, or set LINUXBAKE_CACHE_DIR")
            world.nothing_half()
            if os.path.exists(world.archive):
                os.remove(world.archive)
            with open(f"{world.cache}/filler", "wb") as file:
                file.write(bytes(4 * MEGABYTE))
    finally:
        subprocess.run(["umount", world.cache], check=True)


def case_four_processes(world):
    url = world.server.url("slow")
    processes = [world.start(url, destination=f"build{i}/source") for i in range(4)]
    outputs = [process.communicate()[0] for process in processes]
    world.output = "".join(outputs)
    world.check(all(process.returncode == 0 for process in processes), "one of the four failed")
    world.check(len(world.requests("slow")) == 1, "was downloaded more than once")
    world.check(world.output.count("extracting") == 1, "was extracted more than once")
    world.check("waiting for another process that fetches it" in world.output, "none waited")
    for index in range(4):
        path = os.path.realpath(f"{world.work}/build{index}/source")
        world.check(path == world.tree, f"build{index} got {path}")


def case_a_line_while_nothing_is_printed(world):
    """The user sees that it goes on; and nobody waits for the line after the last."""
    slow = f"{world.work}/slow tar"
    with open(slow, "w", encoding="utf-8") as script:
        script.write(f'#!/bin/sh\nsleep 45\ndate +%s >"{world.work}/ended"\n'
                     f'exec "{world.cmake}" "$@"\n')
    os.chmod(slow, 0o755)
    world.succeeds(world.server.url("good"), cmake=slow)
    lines = [line for line in world.output.splitlines() if "still" in line]
    world.check(lines == ["-- thing 1.0: still extracting, for 20 seconds",
                          "-- thing 1.0: still extracting, for 40 seconds"], f"{lines}")
    with open(f"{world.work}/ended", encoding="utf-8") as file:
        waited = time.time() - int(file.read())
    world.check(waited < 15, f"waited {waited} seconds for the line after the last")


def case_occupied_destination(world):
    os.makedirs(f"{world.work}/build/source")
    world.succeeds(world.server.url("good"))  # an empty folder is ExternalProject's
    os.makedirs(f"{world.work}/full/source/src")
    world.fails("""linuxbake: thing 1.0:
  <work>/full/source is a directory with files in it, where a link to the source belongs.
  Remove it.""", world.server.url("good"), destination="full/source")


def main():
    case, cmake, fetcher, work = sys.argv[1:]
    data = None
    if case == "no_archive":
        data = b"not an archive\n" * 100
    elif case == "empty_archive":
        data = gzip.compress(bytes(10240), mtime=0)  # the end of a tar archive, and nothing before
    elif case in ("no_space_for_the_tree", "full_disk"):
        data = make_archive([("thing-1.0/zeros", bytes(8 * MEGABYTE), 0o644)])
    world = World(cmake, fetcher, work, data)
    try:
        from debian import CASES  # pylint: disable=import-outside-toplevel
        (CASES.get(case) or globals()[f"case_{case}"])(world)
    finally:
        world.server.stop()
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
