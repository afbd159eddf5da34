#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long a fleet of machines needs for kernels and their VM tests, and what holds it up.

  model.py                    the tables
  model.py --nodes 100 --hits 50 --network lan
                              one case
  model.py --write            writes the tables (*.inc) and scale.svg, which the page shows
  model.py --check            fails if they are not what the model says now

A simulation with discrete events. Nodes take jobs from one queue; a job is a build of one kernel,
or a shard of tests of one kernel, and has all cores of its node. What a job needs comes from the
server, whose bandwidth all transfers share evenly. A node that gets less than LinuxBake's patience
allows gives up, and builds it. inputs.json has the figures, and says where each comes from.
"""

import argparse
import collections
import heapq
import itertools
import json
import math
import random
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
NODES = (1, 10, 100, 1000)
HITS = (0, 50, 90, 100)


@dataclass(frozen=True)
class Entry:
    """A finished build, as the server has it."""

    name: str
    bytes: int
    files: int
    cpu_seconds: float  # of a build: shared by the cores of a node
    serial_seconds: float = 0.0  # of a build: on one core
    can_be_built: bool = True
    parts: int = 1  # several entries, which are always taken together

    def seconds_to_build(self, cores):
        return self.serial_seconds + self.cpu_seconds / cores


@dataclass(frozen=True)
class Job:
    """Builds an entry, or runs tests. It begins when `after` is on the server."""

    name: str
    needs: tuple  # entries
    after: tuple = ()  # names of entries
    builds: Entry = None
    tests: int = 0
    kernel: str = ""  # for which a node has to prepare itself, once

    def seconds(self, fleet):
        if self.builds:
            return self.builds.seconds_to_build(fleet.cores)
        return math.ceil(self.tests / fleet.cores) * fleet.seconds_per_test


@dataclass(frozen=True)
class Fleet:
    """The machines and their network. Bandwidths are bytes a second."""

    nodes: int
    cores: int
    seconds_to_prepare: float  # CMake and the images, once a node and kernel
    seconds_per_test: float
    server_bandwidth: float
    node_bandwidth: float
    round_trip: float
    first_window: int  # bytes that TCP sends before it waits for the first answer
    patience_seconds: float
    patience_bandwidth: float  # on the whole, besides these seconds
    stall_bandwidth: float  # for these seconds


class Events:
    """What happens when: functions that are called in the order of their times."""

    def __init__(self):
        self.now = 0.0
        self.heap = []
        self.numbers = itertools.count()

    def at(self, time, call):
        heapq.heappush(self.heap, (time, next(self.numbers), call))

    def after(self, seconds, call):
        self.at(self.now + seconds, call)

    def run(self):
        while self.heap:
            self.now, _, call = heapq.heappop(self.heap)
            call()


@dataclass
class Transfer:
    began_at: float  # in what each transfer of the line has got
    ends_at: float
    done: object  # called with True, or with False if it was given up
    over: bool = False


class Line:
    """A bandwidth that all transfers share evenly, none with more than its node's link.

    Each transfer gets as much as each other. So one count of bytes, `given`, serves for all: a
    transfer ends when it has grown by its bytes. A heap has them in that order.
    """

    def __init__(self, events, bandwidth, most_for_one):
        self.events, self.bandwidth, self.most_for_one = events, bandwidth, most_for_one
        self.given, self.since = 0.0, 0.0
        self.heap, self.active, self.numbers = [], 0, itertools.count()
        self.wakeup, self.bytes = 0, 0

    def rate(self):
        return min(self.bandwidth / self.active, self.most_for_one) if self.active else 0.0

    def settle(self):
        self.given += (self.events.now - self.since) * self.rate()
        self.since = self.events.now

    def send(self, amount, patience, done):
        """`patience` is pairs: within so many seconds there have to be so many bytes."""
        self.settle()
        transfer = Transfer(self.given, self.given + amount, done)
        heapq.heappush(self.heap, (transfer.ends_at, next(self.numbers), transfer))
        self.active += 1
        self.bytes += amount
        for seconds, least in patience:
            self.events.after(seconds, lambda least=least: self.look_at(transfer, least))
        self.plan()

    def look_at(self, transfer, least):
        """Gives up what is too slow."""
        if transfer.over:
            return
        self.settle()
        if self.given - transfer.began_at >= least:
            return
        self.bytes -= transfer.ends_at - self.given
        self.end(transfer, False)
        self.plan()

    def end(self, transfer, complete):
        transfer.over = True
        self.active -= 1
        transfer.done(complete)

    def drop_given_up(self):
        while self.heap and self.heap[0][2].over:
            heapq.heappop(self.heap)

    def plan(self):
        """Wakes up when the next transfer ends. What was planned before no longer counts."""
        self.drop_given_up()
        self.wakeup += 1
        if self.heap and self.rate() > 0:
            number = self.wakeup
            left = max(0.0, self.heap[0][0] - self.given)
            self.events.after(left / self.rate(), lambda: self.wake(number))

    def wake(self, number):
        if number != self.wakeup:
            return
        self.settle()
        self.given = max(self.given, self.heap[0][0])  # no rounding keeps the first one waiting
        while self.heap and self.heap[0][0] <= self.given:
            transfer = heapq.heappop(self.heap)[2]
            if not transfer.over:
                self.end(transfer, True)
        self.plan()


def round_trips(entry, fleet):
    """Connect, the signed statement, each file; and TCP doubles what it sends at a time."""
    doublings = math.floor(math.log2(1 + entry.bytes / entry.parts / fleet.first_window))
    return entry.parts * (2 + doublings) + entry.files


def patience_with(entry, fleet):
    if not entry.can_be_built:
        return ()
    seconds = fleet.patience_seconds
    at_once = min(entry.bytes, seconds * fleet.stall_bandwidth)
    whole = seconds + entry.bytes / fleet.patience_bandwidth
    return ((seconds, at_once), (whole, entry.bytes))


@dataclass
class Outcome:
    seconds: float = 0.0
    fetched: int = 0  # entries
    given_up: int = 0
    bytes_sent: float = 0.0  # by the server
    busy: float = 0.0  # seconds of nodes, with what they wait for
    ended: dict = field(default_factory=dict)


class Simulation:
    def __init__(self, fleet, jobs, on_server):
        self.fleet, self.on_server = fleet, set(on_server)
        self.events, self.outcome = Events(), Outcome()
        self.down = Line(self.events, fleet.server_bandwidth, fleet.node_bandwidth)
        self.up = Line(self.events, fleet.server_bandwidth, fleet.node_bandwidth)
        self.builds = collections.deque(job for job in jobs if job.builds)
        self.shards = collections.defaultdict(collections.deque)  # by what they wait for
        for job in jobs:
            if not job.builds:
                self.shards[job.after].append(job)
        self.last = [None] * fleet.nodes
        self.prepared = [set() for _ in range(fleet.nodes)]
        self.idle = collections.deque(range(fleet.nodes))
        self.has = [set() for _ in range(fleet.nodes)]

    def run(self):
        self.start_jobs()
        self.events.run()
        left = [*self.builds, *itertools.chain(*self.shards.values())]
        if left:
            raise RuntimeError(f"nothing makes what {left[0].name} waits for")
        self.outcome.bytes_sent = self.down.bytes
        return self.outcome

    def next_job(self, node):
        """A build; or a shard of the node's last kernel; or of that with the most of them left."""
        for at, job in enumerate(self.builds):
            if self.on_server.issuperset(job.after):
                del self.builds[at]
                return job
        if self.shards.get(self.last[node]):
            return self.shards[self.last[node]].popleft()
        ready = [key for key in self.shards if self.shards[key] and self.on_server.issuperset(key)]
        if not ready:
            return None
        return self.shards[max(ready, key=lambda key: len(self.shards[key]))].popleft()

    def start_jobs(self):
        while self.idle:
            job = self.next_job(self.idle[0])
            if job is None:
                return
            self.begin(self.idle.popleft(), job)

    def begin(self, node, job):
        began, self.last[node] = self.events.now, job.after
        missing = [entry for entry in job.needs if entry.name not in self.has[node]]

        def work():
            self.events.after(job.seconds(self.fleet), send)

        def send():
            if job.builds:
                self.has[node].add(job.builds.name)
                self.up.send(job.builds.bytes, (), lambda _: end())
            else:
                end()

        def end():
            if job.builds:
                self.on_server.add(job.builds.name)
            self.outcome.ended[job.name] = self.events.now
            self.outcome.seconds = max(self.outcome.seconds, self.events.now)
            self.outcome.busy += self.events.now - began
            self.idle.append(node)
            self.start_jobs()

        prepare = self.seconds_to_prepare(node, job)
        self.events.after(prepare, lambda: self.fetch_all(node, missing, work))

    def seconds_to_prepare(self, node, job):
        if not job.kernel or job.kernel in self.prepared[node]:
            return 0.0
        self.prepared[node].add(job.kernel)
        return self.fleet.seconds_to_prepare

    def fetch_all(self, node, missing, then):
        if not missing:
            then()
            return
        entry, rest = missing[0], missing[1:]

        def arrived(complete=True):
            self.outcome.fetched += complete
            self.has[node].add(entry.name)
            self.fetch_all(node, rest, then)

        def ended(complete):
            if complete:
                arrived()
                return
            self.outcome.given_up += 1
            seconds = entry.seconds_to_build(self.fleet.cores)
            self.events.after(seconds, lambda: arrived(False))

        patience = patience_with(entry, self.fleet)
        wait = round_trips(entry, self.fleet) * self.fleet.round_trip
        self.events.after(wait, lambda: self.down.send(entry.bytes, patience, ended))


# The matrix


def entries_of(inputs):
    return {name: Entry(name, **values) for name, values in inputs["entries"].items()}


def builds_of(kernels, there, entries):
    """The jobs that make what the server lacks."""
    programs, source = entries["programs"], entries["source"]
    jobs = [] if programs.name in there else [Job("build programs", (), (), programs)]
    for kernel in kernels:
        if kernel.name not in there:
            needs = (programs, source)
            name = f"build {kernel.name}"
            jobs.append(Job(name, needs, (programs.name,), kernel, kernel=kernel.name))
    return jobs


def shards_of(kernel, tests, tests_per_shard, entries):
    programs = entries["programs"]
    needs = (programs, entries["kconfig"], kernel)
    after = (programs.name, kernel.name)
    for begin in range(0, tests, tests_per_shard):
        count = min(tests_per_shard, tests - begin)
        name = f"test {kernel.name} from {begin}"
        yield Job(name, needs, after, tests=count, kernel=kernel.name)


def matrix(inputs, hits, tests_per_shard):
    """The jobs, and the names of what the server has at first: `hits` percent of the kernels."""
    entries, size = entries_of(inputs), inputs["matrix"]
    count = size["kernels"] * size["architectures"]
    kernels = [replace(entries["kernel"], name=f"kernel {number}") for number in range(count)]
    shuffled = random.Random(size["seed"]).sample(kernels, count)
    there = {kernel.name for kernel in shuffled[: round(count * hits / 100)]}
    there |= {"source", "kconfig"} | ({"programs"} if hits else set())
    jobs = builds_of(kernels, there, entries)
    for kernel in kernels:
        jobs.extend(shards_of(kernel, size["tests"], tests_per_shard, entries))
    return jobs, there


def fleet_of(inputs, nodes, network):
    figures = {**inputs["fleet"], **inputs["networks"][network]}
    return Fleet(nodes=nodes, **figures)


# What holds it up


def work_bound(fleet, jobs):
    """All nodes are busy all the time, and each kernel is prepared once."""
    seconds = sum(job.seconds(fleet) for job in jobs)
    kernels = {job.kernel for job in jobs if job.kernel}
    return (seconds + len(kernels) * fleet.seconds_to_prepare) / fleet.nodes


def seconds_to_fetch(entry, fleet):
    """With the server for itself alone."""
    bandwidth = min(fleet.server_bandwidth, fleet.node_bandwidth)
    return round_trips(entry, fleet) * fleet.round_trip + entry.bytes / bandwidth


def chain_bound(fleet, jobs):
    """The longest row of jobs that wait for each other, with as many nodes as there are jobs and a
    network that takes no time. Jobs stand behind those that they wait for."""
    there, prepared, longest = {}, set(), 0.0
    for job in jobs:
        begin = max((there.get(name, 0.0) for name in job.after), default=0.0)
        prepare = fleet.seconds_to_prepare if job.kernel and job.kernel not in prepared else 0.0
        end = begin + prepare + job.seconds(fleet)
        if job.builds:
            there[job.builds.name] = end
            prepared.add(job.kernel)
        longest = max(longest, end)
    return longest


def server_bound(fleet, outcome):
    return outcome.bytes_sent / fleet.server_bandwidth


@dataclass
class Case:
    nodes: int
    hits: int
    network: str
    outcome: Outcome
    bounds: dict

    def limit(self):
        return max(self.bounds, key=self.bounds.get)


def simulate(inputs, nodes, hits, network, tests_per_shard):
    fleet = fleet_of(inputs, nodes, network)
    jobs, there = matrix(inputs, hits, tests_per_shard)
    outcome = Simulation(fleet, jobs, there).run()
    bounds = {
        "nodes": work_bound(fleet, jobs),
        "chain": chain_bound(fleet, jobs),
        "server": server_bound(fleet, outcome),
    }
    return Case(nodes, hits, network, outcome, bounds)


# What was measured


@dataclass
class Point:
    title: str
    said: float
    measured: float
    error: float  # that we allow


def one_machine(inputs, point):
    """A machine that takes all from the server, one after the other."""
    figures = dict(
        seconds_to_prepare=point["seconds_without_network"],
        first_window=inputs["measured"]["first_window"],
    )
    fleet = replace(fleet_of(inputs, 1, point["network"]), **figures)
    sizes = inputs["measured"]["taken"]
    taken = [Entry(str(at), size, files, 0.0) for at, (size, files) in enumerate(sizes)]
    jobs = [Job("tiny", tuple(taken), kernel="tiny")]
    return Simulation(fleet, jobs, [entry.name for entry in taken]).run().seconds


def several_nodes(inputs, point):
    """Tests on nodes of one core, which have all they need."""
    figures = dict(nodes=point["nodes"], cores=1, seconds_per_test=point["seconds_of_a_test"])
    fleet = replace(fleet_of(inputs, 1, "fast"), **figures)
    jobs = [Job(f"test {number}", (), tests=1) for number in range(point["tests"])]
    return Simulation(fleet, jobs, ()).run().seconds


def compare(inputs):
    for kind, said in (("one machine", one_machine), ("several nodes", several_nodes)):
        for point in inputs["measured"][kind]:
            yield Point(point["title"], said(inputs, point), point["seconds"], point["error"])


def measured_table(inputs):
    rows = [
        [
            point.title,
            f"{point.measured:.1f} s",
            f"{point.said:.1f} s",
            f"{100 * (point.said / point.measured - 1):+.0f} %",
        ]
        for point in compare(inputs)
    ]
    return rst_table("Measured, and said", ["What", "Measured", "The model", "Error"], rows)


# Tables and picture


def in_words(seconds):
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def cell(case):
    limit = {"nodes": "", "chain": ", chain", "server": ", server"}[case.limit()]
    return in_words(case.outcome.seconds) + limit + (", gave up" if case.outcome.given_up else "")


def rst_table(title, header, rows):
    lines = [f".. list-table:: {title}", "   :header-rows: 1", ""]
    for row in [header, *rows]:
        lines.extend(("   * - " if not at else "     - ") + text for at, text in enumerate(row))
    return "\n".join(lines) + "\n"


def hits_table(inputs, cases, network):
    rows = [
        [f"{nodes:,}"] + [cell(cases[nodes, hits, network]) for hits in HITS] for nodes in NODES
    ]
    header = ["Nodes", *(f"{hits} % there" for hits in HITS)]
    return rst_table(inputs["titles"][network], header, rows)


def changes_table(inputs):
    """The largest fleet, and what helps it."""
    rows = []
    for change in inputs["changes"]:
        changed = changed_inputs(inputs, change)
        shard = change.get("tests_per_shard", inputs["matrix"]["tests_per_shard"])
        cases = [simulate(changed, NODES[-1], hits, "slow", shard) for hits in HITS]
        rows.append([change["title"], *map(cell, cases)])
    header = ["Change", *(f"{hits} % there" for hits in HITS)]
    return rst_table("1,000 nodes at 100 Mbit/s, 20 ms, after one change", header, rows)


def changed_inputs(inputs, change):
    changed = json.loads(json.dumps(inputs))
    for group in ("entries", "networks"):
        for name, values in change.get(group, {}).items():
            changed[group][name].update(values)
    changed["fleet"].update(change.get("fleet", {}))
    return changed


def all_cases(inputs):
    """What tables and picture show, by nodes, hits and network."""
    shard = inputs["matrix"]["tests_per_shard"]
    of_all = itertools.product(PICTURE_NODES, HITS, inputs["titles"])
    return {case: simulate(inputs, *case, shard) for case in of_all}


def all_tables(inputs, cases):
    """By the name of the file that has it."""
    tables = {f"hits-{name}": hits_table(inputs, cases, name) for name in inputs["titles"]}
    return {**tables, "changes": changes_table(inputs), "measured": measured_table(inputs)}


COLOURS = {0: "#c0392b", 50: "#d68910", 90: "#2874a6", 100: "#1e8449"}
PICTURE_NODES = (1, 3, 10, 30, 100, 300, 1000)  # with those of NODES


def picture(cases):
    """Seconds over nodes, both logarithmic; each hit rate is a line, dashes the slow network."""
    left, top, width, height, decades = 70, 20, 480, 300, 4

    def at(nodes, seconds):
        x = left + width * math.log10(nodes) / 3
        return x, top + height * (1 - (math.log10(seconds) - 1) / decades)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 110} 370"'
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{left + width + 110}" height="370" fill="#ffffff"/>',
    ]
    for nodes in NODES:
        x, _ = at(nodes, 10)
        parts.append(f'<path d="M{x:.0f} {top}V{top + height}" stroke="#dddddd"/>')
        label = f"{nodes:,}" + (" nodes" if nodes == NODES[-1] else "")
        parts.append(f'<text x="{x:.0f}" y="340" text-anchor="middle">{label}</text>')
    for seconds, label in ((60, "1 min"), (600, "10 min"), (3600, "1 h"), (36000, "10 h")):
        _, y = at(1, seconds)
        parts.append(f'<path d="M{left} {y:.0f}H{left + width}" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{label}</text>')
    parts.extend(picture_lines(cases, at))
    return "\n".join([*parts, "</svg>\n"])


def picture_lines(cases, at):
    for hits, (network, dashes) in itertools.product(HITS, (("fast", "none"), ("slow", "5 4"))):
        shown = [cases[nodes, hits, network] for nodes in PICTURE_NODES]
        points = [at(case.nodes, case.outcome.seconds) for case in shown]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield (
            f'<polyline points="{path}" fill="none" stroke="{COLOURS[hits]}" stroke-width="2"'
            f' stroke-dasharray="{dashes}"/>'
        )
    for row, hits in enumerate(HITS):
        text = f'y="{40 + 22 * row}" fill="{COLOURS[hits]}">{hits} % there'
        yield f'<text x="565" {text}</text>'


# The command


def read_inputs(path=HERE / "inputs.json"):
    return json.loads(path.read_text(encoding="utf-8"))


def files_of(inputs):
    cases = all_cases(inputs)
    tables = {HERE / f"{name}.inc": text for name, text in all_tables(inputs, cases).items()}
    return {**tables, HERE / "scale.svg": picture(cases)}


def write(inputs):
    for path, text in files_of(inputs).items():
        path.write_text(text, encoding="utf-8")
    return 0


def check(inputs):
    old = [
        path.name
        for path, text in files_of(inputs).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for name in old:
        print(f"{name} is not what the model says: model.py --write", file=sys.stderr)
    return 1 if old else 0


def show(case):
    print(f"{case.nodes} nodes, {case.hits} % there, {case.network}: {case.outcome.seconds:.1f} s")
    for name, seconds in case.bounds.items():
        print(f"  at least {seconds:10.1f} s because of {name}")
    print(f"  fetched {case.outcome.fetched}, {case.outcome.bytes_sent / 1e9:.2f} GB")
    print(f"  given up {case.outcome.given_up}")


def arguments(inputs):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=Path, help="another file than inputs.json")
    parser.add_argument("--nodes", type=int, help="one case: how many (default: 100)")
    parser.add_argument("--hits", type=int, help="percent of kernels on the server (default: 50)")
    parser.add_argument("--network", choices=inputs["networks"], help="(default: fast)")
    parser.add_argument("--shard", type=int, help="tests in a shard")
    parser.add_argument("--write", action="store_true", help="the files that the page shows")
    parser.add_argument("--check", action="store_true", help="that these files are current")
    return parser.parse_args()


def main():
    asked = arguments(read_inputs())
    inputs = read_inputs(asked.inputs) if asked.inputs else read_inputs()
    if asked.write or asked.check:
        return write(inputs) if asked.write else check(inputs)
    if asked.nodes is None and asked.hits is None and asked.network is None:
        print("\n".join(all_tables(inputs, all_cases(inputs)).values()))
        return 0
    hits = 50 if asked.hits is None else asked.hits
    shard = asked.shard or inputs["matrix"]["tests_per_shard"]
    show(simulate(inputs, asked.nodes or 100, hits, asked.network or "fast", shard))
    return 0


if __name__ == "__main__":
    sys.exit(main())
