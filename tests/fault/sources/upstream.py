# SPDX-License-Identifier: MIT
"""A server on loopback that stands for upstream's sites, and misbehaves as its paths say.

  /good/F        the file                        /redirect/F   302 to /good/F
  /ranges/F      the file, can be continued      /gone/F       404
  /cut/F         as /ranges, but each answer     /silent/F     takes the request, never answers
                 ends after 1 MB                 /stalled/F    half the file, then nothing
  /slow/F        the file, in two seconds        /truncated/F  half the file, then the end
  /slowranges/F  as /slow, can be continued      /short/F      half the file, with its length right
  /wrong/F       other bytes of the same length  /shifty/F     as /cut, but other bytes from the
  /repo/PATH     a folder, as it is                            second answer on
"""
import http.server
import os
import threading
import time

MEGABYTE = 1 << 20


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        kind, _, name = self.path.lstrip("/").partition("/")
        first, last = self.requested_range()
        server = self.server
        with server.guard:
            server.requests.append((kind, name, first, last))
        self.close_connection = True
        if kind == "repo":
            return self.send_repository_file(name)
        if kind == "gone" or name != server.name:
            return self.send_error(404)
        if kind == "redirect":
            self.send_response(302)
            self.send_header("Location", f"/good/{name}")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if kind == "silent":
            return server.ending.wait(60)
        self.send_archive(kind, first, last)

    def requested_range(self):
        value = self.headers.get("Range", "")
        if not value.startswith("bytes="):
            return None, None
        first, _, last = value[6:].partition("-")
        return int(first), int(last) if last else None

    def send_repository_file(self, name):
        path = os.path.join(self.server.repository, name)
        if not os.path.isfile(path):
            return self.send_error(404)
        with open(path, "rb") as file:
            data = file.read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_archive(self, kind, first, last):
        data = self.server.data
        if kind == "wrong" or kind == "shifty" and first:
            data = bytes(byte ^ 1 for byte in data)
        if kind == "short":
            data = data[: len(data) // 2]
        if kind in ("ranges", "cut", "slowranges", "shifty") and first is not None:
            end = len(data) if last is None else min(last + 1, len(data))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{end - 1}/{len(data)}")
            data = data[first:end]
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.send_body(kind, data)

    def send_body(self, kind, data):
        half = len(data) // 2
        if kind in ("cut", "shifty"):
            return self.write(data[:MEGABYTE])
        if kind == "truncated":
            return self.write(data[:half])
        if kind == "stalled":
            self.write(data[:half])
            return self.server.ending.wait(60)
        if kind in ("slow", "slowranges"):
            step = max(1, len(data) // 20)
            for start in range(0, len(data), step):
                if self.server.ending.wait(0.1):
                    return None
                self.write(data[start : start + step])
            return None
        return self.write(data)

    def write(self, data):
        for start in range(0, len(data), 65536):
            piece = data[start : start + 65536]
            try:
                self.wfile.write(piece)
            except OSError:
                self.server.ending.wait(0)
                return
            with self.server.guard:
                self.server.sent += len(piece)


class Upstream(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, name, data, repository=""):
        super().__init__(("127.0.0.1", 0), Handler)
        self.name, self.data, self.repository = name, data, repository
        self.requests, self.sent = [], 0
        self.guard, self.ending = threading.Lock(), threading.Event()
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def handle_error(self, request, client_address):
        pass  # clients are killed here on purpose

    def url(self, kind):
        return f"http://127.0.0.1:{self.server_address[1]}/{kind}/{self.name}"

    def base(self, kind):
        return f"http://127.0.0.1:{self.server_address[1]}/{kind}"

    def wait_until_sent(self, count):
        deadline = time.monotonic() + 20
        while self.sent < count and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self):
        self.ending.set()
        self.shutdown()
        self.server_close()
