#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a command behind a slow network, which ends at a web server of finished builds.

  network.py --rate 100 --delay 20 --config nginx.conf -- cmake --build --preset tiny

Server and command are in network namespaces of their own, and nothing else is there: all that the
command fetches goes over a wire of this program's, between two TUN devices. The wire does what
`tc qdisc ... netem rate ... delay ...` does, also where the kernel has no netem: a packet leaves
when those before it have left, and arrives after half of the delay. Needs root, ip(8) and nginx.
nginx listens at 10.77.0.1, port 8390, and stays in the foreground ("daemon off;").
"""

import argparse
import collections
import fcntl
import os
import select
import struct
import subprocess
import sys
import threading
import time

SERVER, CLIENT = "10.77.0.1", "10.77.0.2"
MTU = 9000  # fewer packets for a program to carry than with 1500
QUEUE = 2000  # packets, what comes then is lost


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rate", type=float, required=True, help="Mbit/s in each direction")
    parser.add_argument("--delay", type=float, required=True, help="ms there and back")
    parser.add_argument("--config", required=True, help="configuration of nginx")
    parser.add_argument("command", nargs="+", metavar="command")
    return parser.parse_args()


def run(*words):
    subprocess.run(words, check=True)


def open_tun(name):
    tun_set_interface, is_tun, without_header = 0x400454CA, 0x0001, 0x1000
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(
        device, tun_set_interface, struct.pack("16sH", name.encode(), is_tun | without_header)
    )
    return device


def add_end(name, address):
    """A namespace with one device, whose other side is the file that is returned."""
    run("ip", "netns", "add", name)
    device = open_tun(name)
    run("ip", "link", "set", name, "netns", name)
    inside = ("ip", "-n", name)
    run(*inside, "address", "add", f"{address}/24", "dev", name)
    run(*inside, "link", "set", name, "mtu", str(MTU), "txqueuelen", str(QUEUE), "up")
    run(*inside, "link", "set", "lo", "up")
    return device


class Direction:
    """From one device to the other."""

    def __init__(self, source, destination, bytes_per_second, delay):
        self.source, self.destination = source, destination
        self.bytes_per_second, self.delay = bytes_per_second, delay
        self.free_at = 0.0
        self.underway = collections.deque()  # when it arrives, packet

    def take(self):
        try:
            packet = os.read(self.source, MTU + 100)
        except BlockingIOError:
            return
        if len(self.underway) >= QUEUE:
            return
        self.free_at = max(self.free_at, time.monotonic()) + len(packet) / self.bytes_per_second
        self.underway.append((self.free_at + self.delay, packet))

    def deliver(self):
        while self.underway and self.underway[0][0] <= time.monotonic():
            os.write(self.destination, self.underway.popleft()[1])

    def seconds_to_next(self):
        if not self.underway:
            return 0.1
        return max(0.0, self.underway[0][0] - time.monotonic())


def carry(directions, stop):
    while not stop.is_set():
        wait = min(direction.seconds_to_next() for direction in directions)
        ready, _, _ = select.select([each.source for each in directions], [], [], wait)
        for direction in directions:
            if direction.source in ready:
                direction.take()
            direction.deliver()


def main():
    asked = arguments()
    names = (f"lb-server-{os.getpid() % 1000}", f"lb-client-{os.getpid() % 1000}")
    stop = threading.Event()
    carrier = server = None
    try:
        ends = [add_end(name, where) for name, where in zip(names, (SERVER, CLIENT))]
        figures = (asked.rate * 1e6 / 8, asked.delay / 2000)
        wire = [Direction(*ends, *figures), Direction(*reversed(ends), *figures)]
        carrier = threading.Thread(target=carry, args=(wire, stop), daemon=True)
        carrier.start()
        server = subprocess.Popen(["ip", "netns", "exec", names[0], "nginx", "-c", asked.config])
        time.sleep(0.5)
        return subprocess.run(["ip", "netns", "exec", names[1], *asked.command]).returncode
    finally:
        stop.set()
        if carrier:
            carrier.join()
        if server:
            server.terminate()
            server.wait()
        for name in names:
            subprocess.run(["ip", "netns", "del", name], check=False)


if __name__ == "__main__":
    sys.exit(main())
