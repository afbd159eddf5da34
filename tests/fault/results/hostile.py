# SPDX-License-Identifier: MIT
"""A server on loopback that has a right entry, and misbehaves as the first part of its paths says.

It speaks as Bazel's HTTP cache (/KIND/ac/KEY, /KIND/cas/HASH) and, for kinds of registries, as one
of the OCI's (/v2/KIND/manifests/KEY). KINDS says which there are, and what has to be said of each.
"""
import http.server
import json
import re
import socket
import threading
import time

from world import FILES, KEY, action_result, sha256, statement_of

# What the program says is the reason; "" where the entry is taken all the same.
KINDS = {
    "right": "",
    "dies_once": "",
    "silent": "it does not answer in time",
    "drip": "it does not answer in time",
    "hangs_in_the_body": "it does not answer in time",
    "dies_always": "partial file",
    "dies_without_ranges": "ange",
    "endless": "it sends more than it should",
    "more": "it sends more than it should",
    "fewer": "it sends less than it should",
    "other_bytes": "is not what was signed",
    "swapped": "it is that of another key",
    "another_key_inside": "its statement has another key than its inputs",
    "unsigned": "it is not signed",
    "stranger": "it is signed by none of",
    "expired": "key has expired",
    "changed": "is not right",
    "error": "HTTP 500",
    "login": "HTTP 401",
    "circle": "redirects",
    "to_a_file": "rotocol",
    "garbage": "it is no ActionResult",
    "portal": "it is no ActionResult",
    "large_headers": "headers",
    "large_statement": "it sends more than it should",
    "dots": "a line of its statement is none",
    "sums": "a line of its statement is none",
    "program_of_a_terabyte": "its statement is of more than any result has",
    "of_a_terabyte": "its statement is of more than any result has",
}
# Of what is sent; these have nothing.
REFUSALS = {"full": 507, "read_only": 403, "no_methods": 405, "hangs_when_sent": 0}
REGISTRIES = {"oci_right": "", "oci_deep": "it is no result of linuxbake",
              "oci_portal": "it is no result of linuxbake"}


class Hostile:
    def __init__(self, world, files=None, key=KEY):
        self.files, self.key = files or FILES, key
        self.large = sha256(max(self.files.values(), key=len))
        self.requests, self.evidence, self.guard = [], [], threading.Lock()
        self.uploads = {}
        self.statements = self.make_statements(world)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads, self.server.lot = True, self
        self.server.block_on_close = False
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.ended = threading.Event()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, kind):
        return f"oci+http://{self.host}/{kind}" if kind.startswith("oci_") else \
            f"http://{self.host}/{kind}"

    def make_statements(self, world):
        right, inputs = statement_of(self.files, self.key), self.files["inputs"]
        other = sha256(b"others\n")
        signature = world.sign(right)

        def signed(statement, name="trusted"):
            return statement, world.sign(statement, name)

        return {
            "right": (right, signature), "unsigned": (right, b""),
            "stranger": signed(right, "stranger"), "expired": signed(right, "old"),
            "changed": (right + f"{other} 7 more\n".encode(), signature),
            # Right in itself, but not what was asked for.
            "swapped": signed(statement_of({"inputs": b"others\n"}, other)),
            "another_key_inside": signed(statement_of({"inputs": b"others\n"}, self.key)),
            "dots": signed(statement_of({"inputs": inputs, "../../evil": b"evil\n"}, self.key)),
            "sums": signed(statement_of({"inputs": inputs, "SHA256SUMS": b"evil\n"}, self.key)),
            "program_of_a_terabyte": signed(re.sub(
                rb" \d+ (program|directory.tar)\n", rb" %d \1\n" % (1 << 40), right)),
            "of_a_terabyte": signed(right + f"{other} {1 << 40} more\n".encode()),
        }

    def entry(self, kind):
        return self.statements.get(kind, self.statements["right"])

    def blob(self, digest):
        for data in (*self.files.values(), b"evil\n", b"others\n"):
            if sha256(data) == digest:
                return data
        return None

    def asked(self, kind):
        with self.guard:
            return [one for one in self.requests if f"/{kind}/" in one[1]]

    def stop(self):
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def log_error(self, *arguments):
        pass

    def note(self):
        lot = self.server.lot
        with lot.guard:
            lot.requests.append((self.command, self.path, self.headers.get("Range"),
                                 self.headers.get("Authorization")))
        self.close_connection = True
        return lot

    def answer(self, status, body=b"", length=None, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.send_header("Content-Length", len(body) if length is None else length)
        self.end_headers()
        self.put(body)

    def put(self, data):
        try:
            self.wfile.write(data)
            return True
        except OSError:
            return False

    def wait(self):
        self.server.lot.ended.wait(60)

    def do_GET(self):
        lot = self.note()
        words = self.path.split("?")[0].strip("/").split("/")
        if words[0] == "v2":
            return self.get_from_registry(lot, *words[1:])
        if words[0] == "token":
            return self.answer(200, json.dumps({"token": "granted"}).encode())
        if len(words) != 3 or words[0] in REFUSALS:
            return self.answer(404)
        kind, place, name = words
        general = getattr(self, f"all_{kind}", None)
        if general:
            return general()
        if place == "ac":
            special = getattr(self, f"ac_{kind}", None)
            return special() if special else self.answer(200, action_result(*lot.entry(kind)))
        data = lot.blob(name)
        if data is None:
            return self.answer(404)
        special = getattr(self, f"cas_{kind}", None)
        # The large one is hostile; all the others are as they should be.
        return special(data) if special and name == lot.large else self.answer(200, data)

    def all_silent(self):
        self.wait()

    def all_error(self):
        self.answer(500, b"it is broken\n")

    def all_login(self):
        self.answer(401, b"<html>", WWW_Authenticate='Basic realm="x"')

    def all_circle(self):
        self.answer(302, Location=self.path)

    def all_to_a_file(self):
        self.answer(302, Location="file:///etc/passwd")

    def all_portal(self):
        self.answer(200, b"<html><body>Please log in!</body></html>\n" * 50,
                    Content_Type="text/html")

    def all_large_headers(self):
        self.put(b"HTTP/1.1 200 OK\r\n")
        number, end = 0, time.monotonic() + 20
        while time.monotonic() < end and self.put(b"".join(
                b"X-%d-%d: " % (number, i) + b"x" * 1000 + b"\r\n" for i in range(100))):
            number += 1
        with self.server.lot.guard:
            self.server.lot.evidence.append(("large_headers", number * 100_000))

    def ac_drip(self):
        data = action_result(*self.server.lot.entry("right"))
        self.answer(200, b"", length=len(data))
        for byte in data[:40]:
            if not self.put(bytes([byte])):
                return
            time.sleep(1)

    def ac_garbage(self):
        self.answer(200, b"\xff\x80\x00\x9a" * 200)

    def ac_large_statement(self):
        statement, signature = self.server.lot.entry("right")
        self.answer(200, action_result(statement + b"x" * (10 << 20), signature))

    def cas_drip(self, data):
        self.answer(200, b"", length=len(data))
        for byte in data[:40]:
            if not self.put(bytes([byte])):
                return
            time.sleep(1)

    def cas_hangs_in_the_body(self, data):
        self.answer(200, data[: len(data) // 2], length=len(data))
        self.wait()

    def cas_dies_without_ranges(self, data):
        self.answer(200, data[: len(data) // 3], length=len(data))

    def cas_dies_always(self, data):
        self.send_part(data, len(data) // 3)

    def cas_dies_once(self, data):
        self.send_part(data, len(data) if self.headers.get("Range") else len(data) // 3)

    def send_part(self, data, most):
        wanted = self.headers.get("Range")
        if not wanted:
            return self.answer(200, data[:most], length=len(data))
        first = int(wanted.split("=")[1].split("-")[0])
        return self.answer(206, data[first : first + most], length=len(data) - first,
                           Content_Range=f"bytes {first}-{len(data) - 1}/{len(data)}")

    def cas_endless(self, _):
        self.put(b"HTTP/1.1 200 OK\r\nContent-Type: x/y\r\n\r\n")
        block, sent, end = bytes(1 << 20), 0, time.monotonic() + 20
        while time.monotonic() < end and self.put(block):
            sent += len(block)
        with self.server.lot.guard:
            self.server.lot.evidence.append(("endless", sent))

    def cas_more(self, data):
        self.answer(200, data + b"more")

    def cas_fewer(self, data):
        self.answer(200, data[:-1])

    def cas_other_bytes(self, data):
        self.answer(200, data[:-1] + bytes([data[-1] ^ 1]))

    # A registry.

    def get_from_registry(self, lot, kind, what, name):
        if kind == "oci_token" and self.headers.get("Authorization") != "Bearer granted":
            return self.answer(401, WWW_Authenticate=(
                f'Bearer realm="http://{lot.host}/token",service="s",scope="repository:x:pull"'))
        if kind in lot.uploads:
            return self.answer(404)
        if what == "blobs":
            data = lot.blob(name.removeprefix("sha256:"))
            return self.answer(404) if data is None else self.answer(200, data)
        if kind == "oci_deep":
            return self.answer(200, b'{"annotations":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}")
        if kind == "oci_half_as_deep":
            return self.answer(200, b'{"a":' * 100_000 + b"1" + b"}" * 100_000)
        if kind == "oci_portal":
            return self.all_portal()
        statement, signature = (text.decode() for text in lot.entry("right"))
        self.answer(200, json.dumps({"schemaVersion": 2, "annotations": {
            "io.linuxbake.statement": statement, "io.linuxbake.signature": signature}}).encode())

    # Who is sent something.

    def do_HEAD(self):
        self.note()
        self.answer(404)

    def do_POST(self):
        lot = self.note()
        kind = self.path.split("/")[2]
        place = lot.uploads.get(kind)
        self.answer(202, Location=place or "/v2/x/y")

    def do_PUT(self):
        self.note()
        rest = int(self.headers.get("Content-Length", 0))
        while rest > 0:
            rest -= len(self.rfile.read(min(rest, 1 << 16)))
        kind = self.path.strip("/").split("/")[0]
        if kind == "hangs_when_sent":
            return self.wait()
        self.answer(REFUSALS.get(kind, 201))


def unused_address():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}/x"
