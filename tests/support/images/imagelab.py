# SPDX-License-Identifier: MIT
"""What the tests of the images have in common: a copy of project/ that is configured and built.

Arguments of each test: CASE CMAKE GENERATOR PACKAGE WORK, where PACKAGE is the directory of
LinuxBakeConfig.cmake and WORK a folder that the test may empty.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import time

SKIPPED = 77


def fake_kernel(size=100_000, seed=1):
    """Bytes that do not compress, with the magic of the x86 boot protocol at its place."""
    data = bytearray(random.Random(seed).randbytes(size))
    data[0x1fe:0x200] = b"\x55\xaa"
    data[0x202:0x206] = b"HdrS"
    return bytes(data)


def say_failed(text):
    print(text)
    sys.exit(1)


def expect(condition, text):
    if not condition:
        say_failed(text)


def expect_equal(actual, expected, what):
    if actual != expected:
        say_failed(f"{what}\n--- expected\n{expected}\n--- actual\n{actual}")


def run(*command, **arguments):
    """The finished process; its output, both streams together, is text. It must not fail."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, errors="replace", **arguments)
    if done.returncode != 0:
        say_failed(f"--- command\n{' '.join(command)}\n--- exit code\n{done.returncode}\n"
                   f"--- output\n{done.stdout}")
    return done


class Lab:
    def __init__(self, name="lab", project=None):
        """`project` is the folder that is copied, by default that of the images."""
        _, self.cmake, self.generator, self.package, work = sys.argv[1:6]
        self.folder = f"{work}/{name}"
        self.source, self.build_folder = f"{self.folder}/source", f"{self.folder}/build é"
        shutil.rmtree(self.folder, ignore_errors=True)
        here = os.path.dirname(os.path.abspath(__file__))
        shutil.copytree(project or f"{here}/project", self.source)
        if not project:
            self.write("kernel.in", fake_kernel())
        self.images = f"{self.build_folder}/images"
        self.iso, self.img = f"{self.images}/vm.iso", f"{self.images}/vm.img"
        self.environment = dict(os.environ)
        self.environment.pop("SOURCE_DATE_EPOCH", None)

    @staticmethod
    def wait_for_the_next_tick():
        """Time stamps count the kernel's ticks: a change in the one in which the last build ended
        looks as old as its products. No person is that quick."""
        time.sleep(0.05)

    def write(self, name, data):
        self.wait_for_the_next_tick()
        os.makedirs(os.path.dirname(f"{self.source}/{name}"), exist_ok=True)
        with open(f"{self.source}/{name}", "wb") as file:
            file.write(data)

    def read(self, name):
        with open(f"{self.source}/{name}", "rb") as file:
            return file.read()

    def configure(self, *options, **arguments):
        run(self.cmake, "-G", self.generator, "-S", self.source, "-B", self.build_folder,
            f"-DLinuxBake_DIR={self.package}", *options, env=self.environment, **arguments)

    def build(self, *targets, **arguments):
        """What the build said."""
        words = ["--target", *targets] if targets else []
        return run(self.cmake, "--build", self.build_folder, *words, env=self.environment,
                   **arguments).stdout

    def failing_build(self, *targets):
        """The text of a build that has to fail."""
        words = ["--target", *targets] if targets else []
        done = subprocess.run([self.cmake, "--build", self.build_folder, *words], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              stdin=subprocess.DEVNULL, env=self.environment, errors="replace")
        expect(done.returncode != 0, f"the build has to fail, but it said\n{done.stdout}")
        return done.stdout


def squeezed(text):
    """Without CMake's empty and indented lines, to compare messages."""
    return re.sub(r"\s+", " ", text)


def main(cases):
    """Runs the function case_<CASE> of a test; skipped if a program it needs is not installed."""
    try:
        cases[f"case_{sys.argv[1]}"]()
    except FileNotFoundError as error:
        if os.path.dirname(error.filename):
            raise
        print(f"{error.filename} is missing; cmake -P cmake/HostTools.cmake names its package")
        sys.exit(SKIPPED)
