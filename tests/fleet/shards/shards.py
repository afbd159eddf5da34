#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests in shards: linuxbake-report divides and merges, ctest itself lists and runs.

  shards.py <case> <linuxbake-report> <cmake> <ctest> <build directory> <configuration> <work dir>
"""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

CASE, REPORT, CMAKE, CTEST, OWN_BUILD, CONFIG = sys.argv[1:7]
CMAKE, CTEST = shutil.which(CMAKE), shutil.which(CTEST)
WORK = Path(sys.argv[7])
PROJECT = Path(__file__).parent / "project"
os.environ["PATH"] = f"{Path(CTEST).parent}:{os.environ['PATH']}"


def run(*words, succeeds=True, where=WORK):
    done = subprocess.run([str(word) for word in words], cwd=where, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if succeeds is not None and (done.returncode == 0) != succeeds:
        sys.exit(f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def expect(condition, what):
    if not condition:
        sys.exit(f"not so: {what}")


def names_of(build, *options):
    """As ctest lists them, with what it adds for fixtures."""
    listed = json.loads(run(CTEST, "--test-dir", build, "--show-only=json-v1", *options).stdout)
    return [test["name"] for test in listed["tests"]]


def shards_of(build, count, *options, output="shards"):
    text = run(REPORT, "shards", "--of", count, "--build", build, "--output", output, "--json",
               *options).stdout
    file = (WORK / output / "shards.json").read_text(encoding="utf-8")
    expect(text == file, "--json is the file")
    return json.loads(text)["shards"]


def check_division(build, shards, names, *config, output="shards"):
    """Each test is in one shard, and ctest runs what the shard says."""
    listed = Counter(name for shard in shards for name in shard["tests"])
    expect(set(listed) == set(names), f"all tests are there: {set(listed) ^ set(names)}")
    expect(set(listed.values()) <= {1}, "no test is in two shards")
    for shard in shards:
        file = WORK / output / shard["file"]
        run(REPORT, "check-shard", file, "--build", build,
            *(["--config", config[1]] if config else []))
        expect(sorted(names_of(build, "-I", file, *config))
               == sorted(shard["tests"] + shard["fixtures"]), f"ctest runs what is in {file}")


def evenness(shards):
    seconds = [shard["seconds"] for shard in shards]
    return max(seconds) * len(seconds) / sum(seconds)


def own():
    """Our own tests, as many as there are; their times are made up, but always the same."""
    config = ["-C", CONFIG] if CONFIG else []
    options = ["--config", CONFIG] if CONFIG else []
    names = names_of(OWN_BUILD, *config)
    times = "".join(f"{name} 1 {1 + len(name) ** 3 % 97 / 10}\n" for name in names)
    (WORK / "times").write_text(times, encoding="utf-8")
    shards = shards_of(OWN_BUILD, 4, "--times", WORK / "times", *options)
    check_division(OWN_BUILD, shards, names, *config)
    print(f"{len(names)} tests: the longest shard takes {evenness(shards):.3f} of the mean")
    expect(evenness(shards) < 1.1, "the shards are even")
    again = shards_of(OWN_BUILD, 4, "--times", WORK / "times", *options, output="again")
    expect(again == shards, "the same tests and times give the same shards")
    some = names_of(OWN_BUILD, *config, "-L", "unit", "-E", "Table")
    shards = shards_of(OWN_BUILD, 2, *options, "--", "-L", "unit", "-E", "Table", output="some")
    check_division(OWN_BUILD, shards, some, *config, output="some")


def configure(build, *options):
    run(CMAKE, "-S", PROJECT, "-B", build, *options)
    return build


def run_whole(build, report):
    run(CTEST, "--test-dir", build, "-j2", "--output-junit", report, succeeds=None)
    return report


def run_shard(build, shard, output="shards"):
    """On a machine of its own, whose build directory is new."""
    report = WORK / f"{shard['file']}.xml"
    configure(build)
    run(REPORT, "check-shard", WORK / output / shard["file"], "--build", build)
    run(CTEST, "--test-dir", build, "-j2", "-I", WORK / output / shard["file"],
        "--output-junit", report, succeeds=None)
    return report


def merge(*reports, output="shards", succeeds=True):
    done = run(REPORT, "merge-junit", "--shards", WORK / output, "--output", WORK / "all.xml",
               *reports, succeeds=succeeds)
    return done, ElementTree.parse(WORK / "all.xml").getroot()


FIGURES = ("tests", "failures", "disabled", "skipped")


def figures(root):
    return {name: root.get(name) for name in FIGURES}


def kinds(root):
    """What a report says of each test, and what the test has printed."""
    return {case.get("name"): (case.get("status"), [child.tag for child in case],
                               case.findtext("system-out")) for case in root.iter("testcase")}


def with_times(report, seconds):
    """The report as if each test had taken this long."""
    tree = ElementTree.parse(report)
    for case in tree.getroot().iter("testcase"):
        if case.get("name") in seconds:
            case.set("time", str(seconds[case.get("name")]))
    tree.write(report, encoding="UTF-8", xml_declaration=True)


def consumer():
    build = configure(WORK / "build")
    names = names_of(build)
    whole = run_whole(build, WORK / "whole.xml")
    expected = ElementTree.parse(whole).getroot()
    times = {f"quick.{i}": i for i in range(1, 20)}  # the time of quick.20 is guessed: 10
    times.update({f"client.{i}": 10 * i for i in range(1, 7)}, alone=30, leave=20, read=20,
                 **{"server.start": 25, "disk.make": 5, "quick.20": 10})
    with_times(whole, times)

    shards = shards_of(build, 4, "--times", WORK / "no-such-file", "--times", whole)
    check_division(build, shards, names)
    print(f"the longest takes {evenness(shards):.3f} of the mean")
    expect(evenness(shards) < 1.1, f"the shards are even: {[s['seconds'] for s in shards]}")
    together = [shard for shard in shards if {"leave", "read"} & set(shard["tests"])]
    expect(len(together) == 1, "what depends on a test is in its shard")
    expect(any(shard["fixtures"] for shard in shards), "the fixture is set up in several shards")

    reports = [run_shard(WORK / f"build {shard['file']}", shard) for shard in shards]
    done, merged = merge(*reports)
    print(done.stdout)
    expect(figures(merged) == figures(expected), f"{figures(merged)}, {figures(expected)}")
    expect(kinds(merged) == kinds(expected), "each test ended as it does in one run")
    expect("  failed: fails\n" in done.stdout, "a failure is named")
    shards_of(build, 4, "--times", WORK / "all.xml", output="next")  # what came out goes in again

    done, merged = merge(*reports[:2], reports[3], succeeds=False)
    missing = len(shards[2]["tests"])
    expect(done.stderr == "linuxbake-report: error: shard 3 of 4 has no report "
           f"(tests: {missing})\n", done.stderr)
    expect(merged.get("errors") == str(missing) and figures(merged)["tests"] == str(len(names)),
           "what has no report is an error in the whole")
    done = run(REPORT, "merge-junit", "--shards", "shards", "--output", "twice.xml", *reports,
               reports[1], succeeds=False)
    expect("is a second report of shard 2" in done.stderr, done.stderr)

    configure(build, "-DWITH_FIRST_TEST=ON")
    done = run(REPORT, "check-shard", "shards/2.txt", "--build", build, succeeds=False)
    expect("in the shard, and '" in done.stderr and "make the shards anew" in done.stderr,
           done.stderr)
    done = run(REPORT, "check-shard", "shards/9.txt", "--build", build, succeeds=False)
    done = run(REPORT, "shards", "--of", 2, "--build", WORK / "nowhere", succeeds=False)
    expect("ctest --test-dir" in done.stderr, done.stderr)


def config():
    build = configure(WORK / "build", "-G", "Ninja Multi-Config")
    names = names_of(build, "-C", "Debug")
    shards = shards_of(build, 3, "--config", "Debug")
    check_division(build, shards, names, "-C", "Debug")
    shards = shards_of(build, 2, "--config", "Debug", "--", "-L", "client", output="clients")
    check_division(build, shards, names_of(build, "-C", "Debug", "-L", "client"), "-C", "Debug",
                   output="clients")


shutil.rmtree(WORK, ignore_errors=True)
WORK.mkdir(parents=True)
{"own": own, "consumer": consumer, "config": config}[CASE]()
