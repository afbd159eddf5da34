#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does what a page of the tutorial says, word for word, as its reader would.

  tutorial.py <page.rst> <work directory, emptied> <checkout> <build directory with the programs>

Each block of the page is one of two kinds:

  .. code-block:: <language>      with :caption:, a file, which is written
  .. code-block:: console         commands ("$ ..."), run one after the other in one place

Below a command stand lines of what it prints, in their order, though not all of them. "..." stands
for anything. With `:class: fails` the last command of the block has to fail; all others have to
succeed. "root@tiny:~# ..." is typed at the shell of the guest that the command above has started.

~/linuxbake is the checkout, a copy if the page enters it. ~/linuxbake/build/tiny is the build
directory.
"""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

GUEST_PROMPT = re.compile(r"root@[a-z0-9-]+:\S*# ")
PATIENCE = 1800  # seconds for a guest on a busy host, and for what is built before


class Block:
    def __init__(self, page, line, language, options, text):
        self.place = f"{page}:{line}"
        self.language, self.options, self.text = language, options, text


def blocks_of(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        found = re.fullmatch(r"\.\. code-block:: *(\S+)", lines[number])
        if not found and re.search(r"::$", lines[number]) and not lines[number].startswith(".. "):
            sys.exit(f"{page}:{number + 1}: a block that nothing runs")
        number += 1
        if not found:
            continue
        start, options, body = number, {}, []
        while number < len(lines) and (option := re.match(r"   :(\w+): *(.*)", lines[number])):
            options[option[1]] = option[2]
            number += 1
        while number < len(lines) and (not lines[number] or lines[number].startswith("   ")):
            body.append(lines[number][3:])
            number += 1
        text = "\n".join(body).strip("\n") + "\n"
        yield Block(page, start, found[1], options, text)


class Command:
    def __init__(self, line):
        self.line, self.expected, self.typed = line, [], []


def commands_of(block):
    commands, continued = [], False
    for line in block.text.rstrip("\n").split("\n"):
        if continued:
            commands[-1].line += "\n" + line
        elif line.startswith("$ "):
            commands.append(Command(line[2:]))
        elif found := GUEST_PROMPT.match(line):
            commands[-1].typed.append(line[found.end():])
            commands[-1].expected.append(line)
        elif line.strip() != "...":
            commands[-1].expected.append(line)
        continued = line.endswith("\\")
    return commands


class Place:
    """Where the commands run: a directory that `cd` changes, and an environment that stays."""

    def __init__(self, work, places):
        self.directory, self.places = work, places
        # ctest's own variables are not those of a reader.
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("CTEST_", "DASHBOARD_"))}
        self.environment["TERM"] = "dumb"

    def run(self, command):
        line = command.line
        for name, place in self.places:
            line = line.replace(name, place)
        where = Path(self.directory) / ".where"
        script = f"{line}\nresult=$?\npwd > '{where}'\nexit $result\n"
        words = ["bash", "-c", script]
        if command.typed:
            output, result = self.talk(words, command.typed)
        else:
            done = subprocess.run(words, cwd=self.directory, env=self.environment, text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, errors="replace", check=False)
            output, result = done.stdout, done.returncode
        if where.exists():
            self.directory = where.read_text(encoding="utf-8").strip()
            where.unlink()
        for name, place in self.places:
            output = output.replace(place, name)
        return output, result

    def talk(self, words, typed):
        ours, theirs = pty.openpty()
        process = subprocess.Popen(words, cwd=self.directory, env=self.environment, stdin=theirs,
                                   stdout=theirs, stderr=theirs, close_fds=True)
        os.close(theirs)
        text, seen, end, typed = "", 0, time.monotonic() + PATIENCE, list(typed)
        while time.monotonic() < end:
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    data = os.read(ours, 65536)
                except OSError:  # it has closed its end
                    break
                if not data:
                    break
                text += data.decode(errors="replace")
                text = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|[78])|\r", "", text)
            elif process.poll() is not None:
                break
            # A program that draws on the screen may leave something before it.
            if typed and re.search(GUEST_PROMPT.pattern + "$", text[seen:]):
                seen = len(text)
                os.write(ours, typed.pop(0).encode() + b"\r")
        if process.poll() is None and time.monotonic() >= end:
            process.terminate()
        os.close(ours)
        return text, process.wait()


def copy_of(checkout, copy):
    """What a reader would have: the files, and nothing that was built."""
    listed = subprocess.run(["git", "-C", checkout, "ls-files", "-z", "-co", "--exclude-standard"],
                            capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (checkout / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(checkout / name, copy / name, follow_symlinks=False)
    return copy


def stands_there(expected, output):
    """The first expected line that does not come in its turn, or None."""
    lines = [line.rstrip() for line in output.split("\n")]
    position = 0
    for line in expected:
        if not line.strip():
            continue
        parts = [re.escape(part) for part in line.rstrip().split("...")]
        pattern = re.compile(".*".join(parts))
        while position < len(lines) and not pattern.fullmatch(lines[position]):
            position += 1
        if position == len(lines):
            return line
        position += 1
    return None


def fail(block, command, text, output):
    print(f"{block.place}: {text}\n$ {command.line}\n{output}")
    sys.exit(1)


def main():
    page, work, checkout, build = (Path(word).resolve() for word in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    if 'cd ~/linuxbake' in page.read_text(encoding="utf-8"):
        checkout = copy_of(checkout, work / "checkout")
    place = Place(str(work), [("~/linuxbake/build/tiny", str(build)),
                              ("~/linuxbake", str(checkout))])
    count = 0
    for block in blocks_of(page):
        if "caption" in block.options:
            file = Path(place.directory) / block.options["caption"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            commands = commands_of(block)
            for command in commands:
                began = time.monotonic()
                output, result = place.run(command)
                print(f"{time.monotonic() - began:7.1f} s  $ {command.line}", flush=True)
                has_to_fail = "fails" in block.options.get("class", "") and command is commands[-1]
                if has_to_fail != (result != 0):
                    fail(block, command, f"the exit code is {result}", output)
                missing = stands_there(command.expected, output)
                if missing is not None:
                    fail(block, command, f"it does not print: {missing}", output)
                count += 1
        else:
            sys.exit(f"{block.place}: neither a file (:caption:) nor commands (console)")
    if not count:
        sys.exit(f"{page}: there is no command on the page")
    print(f"{count} commands")


main()
