# SPDX-License-Identifier: MIT
"""Serves a directory at this host's loopback while a command runs, in which @port@ is the port.

python3 serve.py <directory> <command>...
"""
import functools
import http.server
import subprocess
import sys
import threading

handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
words = [word.replace("@port@", str(server.server_address[1])) for word in sys.argv[2:]]
sys.exit(subprocess.run(words, check=False).returncode)
