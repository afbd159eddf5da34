#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests in machines that a real Slurm spreads over two nodes (cluster.py).

  slurm.py <case> <cmake> <ctest> <LinuxBake's build> <kernel> <work>
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree

from cluster import Cluster, descendants, missing_programs

SKIPPED = 77
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(fleet LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
enable_testing()
linuxbake_import_kernel(kernel FILE "{kernel}")
foreach(number RANGE 1 {count})
  set(code 0)
  if(number MATCHES "7$")
    set(code 3)
  endif()
  linuxbake_add_vm_test(NAME t${{number}} KERNEL kernel COLLECT /tmp/made
    COMMAND /bin/sh -c "echo out ${{number}} >/tmp/made; sleep {seconds}; cat /tmp/made; \
echo error ${{number}} >&2; exit ${{code}}")
endforeach()
linuxbake_add_boot_test(NAME boot KERNEL kernel EXPECT "Linux version")
linuxbake_add_vm_test(NAME suite KERNEL kernel RESULTS TAP
  COMMAND /bin/sh -c "sleep {seconds}; echo 1..3; echo ok 1 - one; echo not ok 2 - two; \
echo ok 3 - three" -- "a;b")
linuxbake_add_vm_test(NAME inverted KERNEL kernel COMMAND /bin/sh -c "sleep 5; exit 1")
set_tests_properties(inverted PROPERTIES WILL_FAIL ON)
"""


def fail(text):
    raise SystemExit(text)


class Consumer:
    """A project with tests, some of which have to fail."""

    def __init__(self, cmake, ctest, linuxbake, kernel, work, count, seconds=0):
        self.ctest, self.work, self.count = ctest, work, count
        self.build = work / "build"
        (work / "project").mkdir(parents=True)
        (work / "project/CMakeLists.txt").write_text(
            PROJECT.format(kernel=kernel, count=count, seconds=seconds))
        self.command = [cmake, "-S", work / "project", "-B", self.build,
                        f"-DLinuxBake_DIR={linuxbake}"]
        self.cmake = cmake

    def configure(self, launcher, *more):
        for command in ([*self.command, f"-DLINUXBAKE_TEST_LAUNCHER={launcher}", *more],
                        [self.cmake, "--build", self.build]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def start(self, environment, *arguments):
        return subprocess.Popen(
            [self.ctest, "--test-dir", self.build, "--output-junit", self.work / "junit.xml",
             *arguments], env=environment, stdout=subprocess.DEVNULL)

    def results(self):
        """By name: whether it passed, its output."""
        cases = xml.etree.ElementTree.parse(self.work / "junit.xml").getroot().iter("testcase")
        return {case.get("name"): (case.get("status") == "run", case.findtext("system-out") or "")
                for case in cases}

    def check_numbered(self, results):
        """Right verdict, output and file, whichever node it was on; how many were started twice."""
        again = 0
        for number in range(1, self.count + 1):
            name = f"t{number}"
            if name not in results:
                fail(f"{name} has no result")
            passed, output = results[name]
            again += "started once more" in output
            right = passed == (number % 10 != 7) and f"out {number}\n" in output
            right = right and f"error {number}\n" in output and "INFRA" not in output
            right = right and ("exited with 3" in output) == (number % 10 == 7)
            made = self.build / "boot-tests" / name / "collected/tmp/made"
            if not right or made.read_text() != f"out {number}\n":
                fail(f"{name} is wrong (passed: {passed})\n{output}")
        return again


def finish(ctest, attend=lambda: None):
    while ctest.poll() is None:
        attend()
        time.sleep(0.05)


def expect(text, output, what):
    if text not in output:
        fail(f"{what} lacks '{text}':\n{output}")


def one_is_cancelled(cluster, consumer):
    """One job of twelve is cancelled: its test is started once more, and says so."""
    consumer.configure("srun --mem=400M -c1")
    cancelled = []

    def cancel_one():
        if jobs := not cancelled and cluster.jobs():
            time.sleep(0.5)
            cluster.run("scancel", jobs[0][0])
            cancelled.append(jobs[0][0])

    finish(consumer.start(cluster.environment, "-j3", "-R", "^t[0-9]"), cancel_one)
    results = consumer.results()
    again = consumer.check_numbered(results)
    if len(results) != 12 or again != 1:
        fail(f"{len(results)} results, {again} of them of a second start")
    note = [line for _, output in results.values() for line in output.splitlines()
            if "started once more" in line]
    expect("CANCELLED AT", note[0], "the note")
    finish(consumer.start(cluster.environment, "-R", "^(boot|suite)"))
    results = consumer.results()
    passed = sorted(name for name, (passed, _) in results.items() if passed)
    if passed != ["boot", "suite", "suite.one", "suite.run", "suite.three"]:
        fail(f"passed: {passed}")
    print(note[0])


def all_are_cancelled(cluster, consumer):
    """A job that is cancelled twice is INFRA, whatever its test's properties say."""
    consumer.configure("srun --mem=400M -c1")

    def cancel():
        for number, _ in cluster.jobs():
            time.sleep(0.3)
            cluster.run("scancel", number)

    for tests in ["^(t1|inverted)$", "^suite"]:
        finish(consumer.start(cluster.environment, "-j2", "-R", tests), cancel)
        results = consumer.results()
        for name, (passed, output) in results.items():
            if passed:
                fail(f"{name} passed, although it never ran")
            if name in ["t1", "inverted", "suite.run"]:
                expect("INFRA", output, name)
                expect("CANCELLED AT", output, name)
        print("\n".join(results))


def one_is_preempted(cluster, consumer):
    """A job of a partition with priority takes both nodes from a test."""
    consumer.configure("srun --mem=400M -c1")
    ctest = consumer.start(cluster.environment, "-R", "^inverted$")
    cluster.wait_for(cluster.jobs, "the job")
    time.sleep(1)
    cluster.run("srun", "--partition=urgent", "-N2", "-c2", "--mem=1800M", "true")
    finish(ctest)
    passed, output = consumer.results()["inverted"]
    expect("DUE TO PREEMPTION", output, "the test that was preempted")
    expect("started once more", output, "the test that was preempted")
    if not passed:
        fail("the second start has failed:\n" + output)


def its_starter_ends(cluster, consumer):
    """A test that is killed, or asked to end, leaves no job behind."""
    consumer.configure("srun --mem=400M -c1")
    for number in [signal.SIGKILL, signal.SIGTERM]:
        ctest = consumer.start(cluster.environment, "-R", "^t1$")
        cluster.wait_for(cluster.jobs, "the job")
        os.kill(descendants(ctest.pid)[0], number)
        begin = time.monotonic()
        cluster.wait_for(lambda: not cluster.jobs(), "the end of the job")
        if time.monotonic() - begin > 15:
            fail("the job has gone on to its own end")
        finish(ctest)
        if consumer.results()["t1"][0]:
            fail("it has passed")


def a_node_is_lost(cluster, consumer):
    """In the middle of 200 tests."""
    consumer.configure("srun --mem=400M -c1")
    begin = time.monotonic()
    lost = []

    def lose():
        done = len(list((consumer.build / "boot-tests").glob("t*/report.json")))
        if not lost and done >= 80 and any(node == "node1" for _, node in cluster.jobs()):
            cluster.lose("node1")
            lost.append(done)

    finish(consumer.start(cluster.environment, "-j4", "-R", "^t[0-9]"), lose)
    results = consumer.results()
    again = consumer.check_numbered(results)
    if not lost or not again or len(results) != 200:
        fail(f"{len(results)} results; lost after {lost}; {again} were started once more")
    print(f"200 results in {time.monotonic() - begin:.0f} s; node1 was lost after {lost[0]}, "
          f"{again} tests were started once more")


def nothing_is_shared(cluster, consumer):
    """node2 has neither LinuxBake nor the project; srun takes there what a test needs."""
    launcher = "srun --nodelist=node2 --mem=400M -c1"
    consumer.configure(launcher)
    finish(consumer.start(cluster.environment, "-R", "^t1$"))
    passed, output = consumer.results()["t1"]
    if passed:
        fail("node2 has a shared file system")
    expect("No such file or directory", output, "a test without its files")
    consumer.configure(launcher + " --bcast=/tmp/", "-DLINUXBAKE_TEST_BUNDLE=ON")
    finish(consumer.start(cluster.environment, "-j2"))
    results = consumer.results()
    consumer.check_numbered(results)
    passed = sorted(name for name, (passed, _) in results.items() if passed)
    expected = sorted([f"t{number}" for number in range(1, 7)] +
                      ["boot", "inverted", "suite", "suite.one", "suite.run", "suite.three"])
    if passed != expected:
        fail(f"passed: {passed}\n" + "\n".join(output for _, output in results.values()))
    for name in ["t1", "boot", "suite"]:
        for file in ["serial.log", "report.json"]:
            if not (consumer.build / "boot-tests" / name / file).is_file():
                fail(f"{name} has left no {file}")
    if left := list(pathlib.Path("/tmp").glob("slurm_bcast_*")):
        fail(f"left behind: {left}")


CASES = {"one-is-cancelled": (one_is_cancelled, 12, 1), "all-are-cancelled": (all_are_cancelled, 1, 5),
         "one-is-preempted": (one_is_preempted, 1, 0), "its-starter-ends": (its_starter_ends, 1, 50),
         "a-node-is-lost": (a_node_is_lost, 200, 0),
         "nothing-is-shared": (nothing_is_shared, 6, 0)}


def main():
    case, cmake, ctest, linuxbake, kernel, work = sys.argv[1:]
    if missing := missing_programs():
        print(f"not installed: {', '.join(missing)} (packages slurm-wlm and munge)")
        sys.exit(SKIPPED)
    hides = case == "nothing-is-shared"
    if hides and subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL).returncode:
        print("a node without a shared file system takes a mount namespace, and that takes root")
        sys.exit(SKIPPED)
    work = pathlib.Path(work)
    shutil.rmtree(work, ignore_errors=True)
    function, count, seconds = CASES[case]
    consumer = Consumer(cmake, ctest, linuxbake, kernel, work, count, seconds)
    cluster = Cluster([linuxbake] if hides else [])
    try:
        function(cluster, consumer)
    except SystemExit:
        print(cluster.logs())
        raise
    finally:
        cluster.stop()
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
