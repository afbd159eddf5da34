# SPDX-License-Identifier: MIT
"""The project of these tests, and the host's apt in a directory of its own."""
import functools
import http.server
import os
import shutil
import subprocess
import threading

from imagelab import Lab, run

HERE = os.path.dirname(os.path.abspath(__file__))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class DebianLab(Lab):
    def __init__(self, name="lab"):
        super().__init__(name, f"{HERE}/project")
        self.repository = f"{self.images}/repository"
        self.dists = f"{self.repository}/dists/stable"
        self.key = f"{self.repository}.asc"

    def pool(self):
        """The names of the packages in the pool."""
        return sorted(name for _, _, names in os.walk(f"{self.repository}/pool") for name in names)

    def pool_file(self, name):
        for folder, _, names in os.walk(f"{self.repository}/pool"):
            if name in names:
                return f"{folder}/{name}"
        raise AssertionError(f"{name} is not in the pool: {self.pool()}")

    def serve(self, directory):
        """The address of a server of this directory; it ends with the test."""
        handler = functools.partial(Quiet, directory=directory)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"


class Apt:
    """apt with nothing of the host's: its own sources, state and configuration."""

    def __init__(self, folder, uri, key):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        for name in ("etc/apt.conf.d", "etc/preferences.d", "etc/sources.list.d", "etc/trusted.gpg.d",
                     "state/lists/partial", "cache/archives/partial", "downloads"):
            os.makedirs(f"{folder}/{name}")
        for name in ("status", "etc/sources.list"):
            with open(f"{folder}/{name}", "w", encoding="ascii"):
                pass
        # Read before the configuration of the machine, and instead of it.
        with open(f"{folder}/apt.conf", "w", encoding="ascii") as file:
            file.write(f'''Dir::Etc "{folder}/etc";
Dir::State "{folder}/state";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}/cache";
APT::Architecture "amd64";
APT::Architectures {{ "amd64"; }};
APT::Sandbox::User "";
APT::Update::Error-Mode "any";
Acquire::http::Proxy "false";
Acquire::Retries "0";
Acquire::Languages "none";
''')
        shutil.copy(key, f"{folder}/key.asc")
        self.point_to(uri)

    def point_to(self, uri):
        with open(f"{self.folder}/etc/sources.list.d/own.sources", "w", encoding="utf-8") as file:
            key = f"{self.folder}/key.asc".replace(" ", "%20")
            file.write(f"Types: deb\nURIs: {uri}\nSuites: stable\nComponents: main\n"
                       f"Signed-By: {key}\n")

    def call(self, program, *words):
        """The exit code and what was said."""
        environment = dict(os.environ, APT_CONFIG=f"{self.folder}/apt.conf", LC_ALL="C")
        done = subprocess.run([program, *words], check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
                              env=environment, cwd=f"{self.folder}/downloads")
        return done.returncode, done.stdout

    def get(self, *words):
        return self.call("apt-get", *words)

    def must(self, program, *words):
        code, text = self.call(program, *words)
        if code != 0:
            raise SystemExit(f"{program} {' '.join(words)} fails:\n{text}")
        return text

    def versions(self, package):
        """What madison lists, the newest first."""
        lines = self.must("apt-cache", "madison", package).splitlines()
        return [line.split("|")[1].strip() for line in lines]


def output(*command, **arguments):
    return run(*command, **arguments).stdout
