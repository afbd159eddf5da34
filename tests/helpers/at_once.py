# SPDX-License-Identifier: MIT
"""Runs a program of unit tests twice at the same time, in a random order each, with one TMPDIR.

Fails if a test of one process disturbs a test of the other (a fixed name of a file, a file from an
earlier run, an order), or if anything is left in TMPDIR. Its path is as long as that of a build tree
may be: sockets have no room below it.

  at_once.py <directory for TMPDIR> <program>
"""
import os
import pathlib
import subprocess
import sys
import tempfile

LENGTH_OF_PATH = 150


def main(directory, program):
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    prefix = "long-" * ((LENGTH_OF_PATH - len(str(directory))) // len("long-"))
    with tempfile.TemporaryDirectory(dir=directory, prefix=prefix) as temporary:
        os.chmod(temporary, 0o755)  # some tests of root's look at their files as nobody
        environment = dict(os.environ, TMPDIR=temporary)
        command = [program, "--gtest_shuffle", "--gtest_brief=1"]
        runs = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True) for _ in range(2)]
        outputs = [run.communicate()[0] for run in runs]
        failed = [output for run, output in zip(runs, outputs) if run.returncode != 0]
        left = sorted(os.listdir(temporary))
    for output in failed:
        print(output)
    if left:
        print("left in TMPDIR:", *left)
    return 1 if failed or left else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
