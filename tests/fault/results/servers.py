# SPDX-License-Identifier: MIT
"""The real servers: nginx with DAV, and docker-registry, on free ports of loopback."""
import os
import shutil
import socket
import subprocess
import sys
import time

from world import SKIPPED, read, write

USER, PASSWORD, TOKEN = "builder", "open-sesame-7", "token-sesame-8"
# bcrypt, the only kind that docker-registry reads
HTPASSWD = f"{USER}:$2b$04$bi95bryaek/gchn0zXZEsOOyMOzltZaVI1kEeFXyzYt22KMdQBbki\n"
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"


def need(*programs):
    for program in programs:
        if not shutil.which(program, path=PATH):
            print(f"{program} is not installed")
            sys.exit(SKIPPED)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Program:
    """A server that is a program; ends with the test."""

    def start(self, words, folder):
        self.log = open(f"{folder}/output", "wb")  # pylint: disable=consider-using-with
        self.process = subprocess.Popen(  # pylint: disable=consider-using-with
            words, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, cwd=folder,
            env={"PATH": PATH, "HOME": folder, "OTEL_TRACES_EXPORTER": "none"})
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"{words[0]} does not start: {read(f'{folder}/output')}")

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


class Nginx(Program):
    def __init__(self, folder, rules="", tls=None, root=None):
        self.port, self.folder = free_port(), folder
        self.root = root or f"{folder}/data"
        for directory in (self.root, f"{folder}/body"):
            os.makedirs(directory, exist_ok=True)
        write(f"{folder}/htpasswd", f"{USER}:{{PLAIN}}{PASSWORD}\n")
        listen = f"127.0.0.1:{self.port}"
        if tls:
            listen += f' ssl; ssl_certificate "{tls}.pem"; ssl_certificate_key "{tls}.key"'
        write(f"{folder}/nginx.conf", f"""
daemon off; master_process off; worker_processes 1; pid "{folder}/pid";
error_log "{folder}/error.log";
events {{}}
http {{
  access_log "{folder}/access.log"; client_max_body_size 0; client_body_temp_path "{folder}/body";
  proxy_temp_path "{folder}/1"; fastcgi_temp_path "{folder}/2"; uwsgi_temp_path "{folder}/3";
  scgi_temp_path "{folder}/4";
  server {{
    listen {listen}; root "{self.root}";
    {rules}
    location / {{ dav_methods PUT; create_full_put_path on; }}
  }}
}}
""")
        self.start(["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"], folder)
        self.address = f"http{'s' if tls else ''}://127.0.0.1:{self.port}"

    def requests(self, method):
        lines = read(f"{self.folder}/access.log").decode().splitlines()
        return [line for line in lines if f'"{method} ' in line]


def with_password(folder):
    return f'auth_basic "results"; auth_basic_user_file "{folder}/htpasswd";'


def with_token():
    return f'if ($http_authorization != "Bearer {TOKEN}") {{ return 401; }}'


class Registry(Program):
    def __init__(self, folder, password=False):
        self.port, self.folder = free_port(), folder
        os.makedirs(folder)
        write(f"{folder}/htpasswd", HTPASSWD)
        auth = f"auth: {{htpasswd: {{realm: results, path: '{folder}/htpasswd'}}}}\n"
        write(f"{folder}/config.yml", f"""version: 0.1
log: {{accesslog: {{disabled: false}}}}
storage: {{filesystem: {{rootdirectory: '{folder}/data'}}}}
http: {{addr: '127.0.0.1:{self.port}'}}
{auth if password else ''}""")
        self.start(["docker-registry", "serve", f"{folder}/config.yml"], folder)
        self.host = f"127.0.0.1:{self.port}"
        self.address = f"oci+http://{self.host}/team/results"


def make_certificate(path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{path}.key",
         "-out", f"{path}.pem"], check=True, stderr=subprocess.DEVNULL)


def make_netrc(path):
    write(path, f"machine 127.0.0.1 login {USER} password {PASSWORD}\n")
    os.chmod(path, 0o600)
