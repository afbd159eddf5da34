#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The model of many machines.

  model.py laws|real|page <directory of the model>

"laws": small fleets with random jobs, and what must hold for each of them.
"real": what was measured, against what the model says of it.
"page": tables and picture are what the model says.
"""

import dataclasses
import importlib.util
import math
import random
import subprocess
import sys
from pathlib import Path

ENDLESS = 1e18  # bytes a second


def load(directory):
    spec = importlib.util.spec_from_file_location("fleet_model", directory / "model.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


class Laws:
    def __init__(self, model):
        self.model = model
        self.inputs = model.read_inputs()

    def fleet(self, nodes, **figures):
        """With a network that costs nothing, if `figures` say nothing else."""
        free = {"server_bandwidth": ENDLESS, "node_bandwidth": ENDLESS, "round_trip": 0.0}
        fleet = self.model.fleet_of(self.inputs, nodes, "fast")
        return dataclasses.replace(fleet, **{**free, "seconds_to_prepare": 0.0, **figures})

    def jobs(self, seed):
        """Kernels of several sizes and their tests; some kernels are on the server."""
        chance = random.Random(seed)
        jobs, there = [], {"source"}
        source = self.model.Entry("source", 10**6, 1, 0.0, can_be_built=False)
        for number in range(chance.randint(1, 9)):
            kernel = self.model.Entry(
                f"kernel {number}", chance.randint(1, 10**8), 4, chance.uniform(1, 900)
            )
            if chance.random() < 0.5:
                there.add(kernel.name)
            else:
                jobs.insert(0, self.model.Job(f"build {kernel.name}", (source,), (), kernel))
            for shard in range(chance.randint(1, 12)):
                name = f"test {number} {shard}"
                tests = 8 * chance.randint(1, 99)
                jobs.append(self.model.Job(name, (kernel,), (kernel.name,), tests=tests))
        return jobs, there

    def run(self, fleet, jobs, there):
        return self.model.Simulation(fleet, jobs, there).run()

    def work(self, fleet, jobs):
        return sum(job.seconds(fleet) for job in jobs)

    def one_node_does_all_the_work(self, seed):
        jobs, there = self.jobs(seed)
        fleet = self.fleet(1)
        assert math.isclose(self.run(fleet, jobs, there).seconds, self.work(fleet, jobs))

    def one_core_does_each_second(self, seed):
        jobs, there = self.jobs(seed)
        fleet = self.fleet(1, cores=1)
        seconds = sum(
            job.builds.cpu_seconds if job.builds else job.tests * fleet.seconds_per_test
            for job in jobs
        )
        assert math.isclose(self.run(fleet, jobs, there).seconds, seconds)

    def many_nodes_take_the_longest_chain(self, seed):
        jobs, there = self.jobs(seed)
        fleet = self.fleet(len(jobs))
        chain = self.model.chain_bound(fleet, jobs)
        assert math.isclose(self.run(fleet, jobs, there).seconds, chain)

    def no_node_idles_while_it_could_work(self, seed):
        """Graham's bound of list scheduling: so more nodes never cost more than the chain."""
        jobs, there = self.jobs(seed)
        for nodes in (1, 2, 3, 7, 20):
            fleet = self.fleet(nodes)
            seconds = self.run(fleet, jobs, there).seconds
            work, chain = self.work(fleet, jobs) / nodes, self.model.chain_bound(fleet, jobs)
            assert max(work, chain) <= seconds * (1 + 1e-9)
            assert seconds <= (work + (1 - 1 / nodes) * chain) * (1 + 1e-9)

    def what_is_there_is_not_built(self, seed):
        """Each kernel more on the server saves work; and time, but for that bound."""
        jobs, there = self.jobs(seed)
        fleet = self.fleet(3)
        before = self.run(fleet, jobs, there).seconds
        for job in [job for job in jobs if job.builds]:
            jobs = [other for other in jobs if other is not job]
            there = there | {job.builds.name}
            assert self.run(fleet, jobs, there).seconds <= before * (2 - 1 / 3) + 1e-9

    def a_server_that_sends_nothing_is_none(self, seed):
        """Each node then builds what it needs, after a server's five seconds."""
        jobs, there = self.jobs(seed)
        jobs = [job for job in jobs if not job.builds]
        kernels = {job.needs[0].name: job.needs[0] for job in jobs}
        fleet = self.fleet(1, server_bandwidth=1e-3, patience_seconds=5.0)
        outcome = self.run(fleet, jobs, set(kernels))
        builds = sum(kernel.seconds_to_build(fleet.cores) + 5 for kernel in kernels.values())
        assert outcome.given_up == len(kernels) and outcome.fetched == 0
        assert math.isclose(outcome.seconds, self.work(fleet, jobs) + builds, rel_tol=1e-6)

    def no_byte_is_lost(self, seed):
        jobs, there = self.jobs(seed)
        fleet = self.fleet(4, server_bandwidth=1e8, node_bandwidth=3e7, patience_seconds=1e9)
        simulation = self.model.Simulation(fleet, jobs, there)
        outcome = simulation.run()
        sizes = {need.name: need.bytes for job in jobs for need in job.needs}
        built_here = {(job.name, job.builds.name) for job in jobs if job.builds}
        held = sum(sizes[name] for has in simulation.has for name in has if name in sizes)
        own = sum(sizes.get(name, 0) for _, name in built_here)
        assert math.isclose(outcome.bytes_sent, held - own)
        assert outcome.seconds >= outcome.bytes_sent / fleet.server_bandwidth

    def transfers_share_evenly(self, seed):
        """Ten at once take ten times as long as one, if the server is the limit; else no longer."""
        entry = self.model.Entry("kernel", 10**6, 4, 1.0)
        for bandwidth, seconds in ((1e6, 10.0), (1e7, 1.0)):
            fleet = self.fleet(
                10, server_bandwidth=bandwidth, node_bandwidth=1e6, patience_seconds=1e9
            )
            jobs = [self.model.Job(f"{at}", (entry,), ("kernel",)) for at in range(10)]
            assert math.isclose(self.run(fleet, jobs, {"kernel"}).seconds, seconds)

    def no_bound_is_above_the_time(self, seed):
        """Of the matrix, with the figures of the page: a bound names what limits."""
        hits, nodes = 25 * (seed % 5), (1, 3, 10, 40, 150)[seed // 5 % 5]
        for network in self.inputs["titles"]:
            case = self.model.simulate(self.inputs, nodes, hits, network, 100)
            assert max(case.bounds.values()) <= case.outcome.seconds * (1 + 1e-9), case

    def the_same_twice(self, seed):
        assert len({repr(self.run(self.fleet(3), *self.jobs(seed))) for _ in range(2)}) == 1


def laws(directory):
    cases = Laws(load(directory))
    tools = {"fleet", "jobs", "run", "work"}
    for name in [name for name in vars(Laws) if not name.startswith("__")]:
        for seed in range(0 if name in tools else 40):
            getattr(cases, name)(seed)


def real(directory):
    model = load(directory)
    for point in model.compare(model.read_inputs()):
        print(f"{point.title}: {point.said:.1f} s, measured {point.measured:.1f} s")
        assert abs(point.said / point.measured - 1) <= point.error, point


def page(directory):
    subprocess.run([sys.executable, directory / "model.py", "--check"], check=True)


if __name__ == "__main__":
    {"laws": laws, "real": real, "page": page}[sys.argv[1]](Path(sys.argv[2]))
