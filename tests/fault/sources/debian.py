# SPDX-License-Identifier: MIT
"""The fallback to a Debian host's packages, with an archive of our own on loopback and apt's
configuration replaced (APT_CONFIG), so that neither the machine's nor the network's matters."""
import hashlib
import io
import lzma
import os
import tarfile

NAME = "thing-1.0.tar.gz"
PATH = "usr/src/linux-source-6.12.tar.xz"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def make_deb(content):
    """An ar archive: a version, and two tar archives."""
    def tar(members):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:xz") as archive:
            for name, data in members:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        return buffer.getvalue()

    result = b"!<arch>\n"
    for name, data in (("debian-binary", b"2.0\n"),
                       ("control.tar.xz", tar([("./control", b"Package: linux-source-6.12\n")])),
                       ("data.tar.xz", tar([("./" + PATH, content)]))):
        result += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode() + data
        result += b"\n" * (len(data) % 2)
    return result


def write_suite(root, suite, sources="", packages=""):
    files = {"main/source/Sources": sources, "main/binary-amd64/Packages": packages}
    release = f"Origin: Test\nSuite: {suite}\nCodename: {suite}\nArchitectures: amd64\n" \
              "Components: main\nDate: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n"
    for name, text in files.items():
        data = text.encode()
        write(f"{root}/dists/{suite}/{name}", data)
        release += f" {sha256(data)} {len(data)} {name}\n"
    write(f"{root}/dists/{suite}/Release", release.encode())


def source_paragraph(world, version, data):
    name = f"thing_{version}.orig.tar.gz"
    write(f"{world.work}/repo/pool/{name}", data)
    dsc = f"thing_{version}-1.dsc"  # only in the index, as it happens in unstable
    lines = [f"Package: thing\nBinary: thing\nVersion: {version}-1\nArchitecture: any\n"
             "Format: 3.0 (quilt)\nDirectory: pool\nFiles:\n"]
    for file, content in ((dsc, b"gone"), (name, data)):
        lines.append(f" {hashlib.md5(content).hexdigest()} {len(content)} {file}\n")
    lines.append("Checksums-Sha256:\n")
    for file, content in ((dsc, b"gone"), (name, data)):
        lines.append(f" {sha256(content)} {len(content)} {file}\n")
    return "".join(lines) + "\n"


def package_paragraph(world, deb):
    write(f"{world.work}/repo/pool/source.deb", deb)
    return ("Package: linux-source-6.12\nVersion: 6.12.117-1~deb12u1\nArchitecture: all\n"
            f"Filename: pool/source.deb\nSize: {len(deb)}\nSHA256: {sha256(deb)}\n"
            "Description: source\n\n")


def prepare(world, entries):
    """entries: file name -> text, where @ stands for the archive's address."""
    etc = f"{world.work}/etc"
    os.makedirs(f"{etc}/none")
    for name, text in entries.items():
        write(f"{etc}/parts/{name}", text.replace("@", world.server.base("repo")).encode())
    write(f"{etc}/apt.conf", f'''Dir::Etc::parts "{etc}/none";
Dir::Etc::main "/dev/null";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "{etc}/parts";
Acquire::http::Proxy "DIRECT";
APT::Architecture "amd64";
APT::Architectures {{ "amd64"; }};
APT::Update::Post-Invoke {{ "touch {etc}/invoked"; }};
'''.encode())
    world.environment["APT_CONFIG"] = f"{etc}/apt.conf"
    world.invoked = f"{etc}/invoked"


def newer_suites(world, **content):
    for suite in ("trixie", "questing"):  # of Debian and of Ubuntu
        write_suite(f"{world.work}/repo", suite, **content)


def source_package(world):
    """The host's own release has an older version; the next one has ours. Entries of both formats,
    among them some that have to be left alone."""
    write_suite(f"{world.work}/repo", "bookworm", source_paragraph(world, "0.9", b"old"))
    newer_suites(world, sources=source_paragraph(world, "1.1", b"new")
                 + source_paragraph(world, "1.0", world.data))
    prepare(world, {
        "a.list": "# deb @ sid main\ndeb [ trusted=yes arch=amd64 ] @ bookworm main # comment\n",
        "b.sources": "Types: deb\n# a comment\nURIs: @\nSuites: bookworm\nComponents: main\n"
                     "Trusted: yes\n\nEnabled: no\nTypes: deb\nURIs: @\nSuites: nonsense\n"
                     "Components: main\n\nTypes: deb\nURIs: @\nSuites: vendor/\nTrusted: yes\n",
    })
    gone = world.server.url("gone")
    world.succeeds(gone, debian_fallback=True, debian_source="thing")
    world.says("no archive with this hash among the source packages 'thing' of this host's own")
    world.recorded(origin="debian-source", package="thing", package_version="1.0-1", version="1.0",
                   sha256=world.sha256,
                   url=world.server.base("repo") + "/pool/thing_1.0.orig.tar.gz")
    world.check(not os.path.exists(world.invoked), "the machine's own hooks were run")
    # From the cache, with its record.
    world.succeeds(gone, debian_fallback=True, debian_source="thing", offline=True)
    world.recorded(origin="debian-source")


def binary_package(world):
    """Another tree than the pinned one: taken, said and recorded."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data, mode in (("README", b"a thing\n", 0o644), ("configure", b"#!\n", 0o755)):
            info = tarfile.TarInfo(f"linux-source-6.12/{name}")
            info.size, info.mode = len(data), mode
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("linux-source-6.12/link")
        link.type, link.linkname = tarfile.SYMTYPE, "README"
        archive.addfile(link)
    inner = lzma.compress(buffer.getvalue())
    write_suite(f"{world.work}/repo", "bookworm",
                packages=package_paragraph(world, make_deb(inner)))
    prepare(world, {"a.list": "deb [trusted=yes] @ bookworm main\n"})
    gone = world.server.url("gone")
    package = {"debian_source": "thing", "debian_package": "linux-source-6.12", "debian_path": PATH}
    world.succeeds(gone, debian_fallback=True, **package)
    world.says("thing 1.0 could not be had; this build takes Debian's package instead:",
               "linux-source-6.12 6.12.117-1~deb12u1",
               "thing 6.12.117: extracting linux-source-6.12.tar.xz")
    world.recorded(origin="debian-package", package="linux-source-6.12", version="6.12.117",
                   requested_version="1.0", package_version="6.12.117-1~deb12u1",
                   sha256=sha256(inner), file="linux-source-6.12.tar.xz")
    world.succeeds(gone, debian_fallback=True, offline=True, **package)
    world.says("from the cache: Debian's package linux-source-6.12 6.12.117-1~deb12u1")
    # Whoever does not want it gets the pinned one, or an error.
    world.check(world.run(gone, debian_fallback=False, **package) != 0, "has to fail")
    world.succeeds(world.server.url("good"), debian_fallback=False, **package)
    world.recorded(origin="upstream", version="1.0")
    world.succeeds(gone, debian_fallback=True, **package)
    world.recorded(origin="upstream", version="1.0")


def wrong_source_package(world):
    """The index promises our hash, but the file has other bytes: apt refuses, and so do we."""
    paragraph = source_paragraph(world, "1.0", world.data)
    write(f"{world.work}/repo/pool/thing_1.0.orig.tar.gz", bytes(len(world.data)))
    write_suite(f"{world.work}/repo", "bookworm", sources=paragraph)
    newer_suites(world)
    prepare(world, {"a.list": "deb [trusted=yes] @ bookworm main\n"})
    result = world.run(world.server.url("gone"), debian_fallback=True, debian_source="thing")
    world.check(result != 0, "has to fail, but succeeded")
    world.says("apt could not download <url>/repo/pool/thing_1.0.orig.tar.gz:", "Hash Sum mismatch")
    world.nothing_half()


def no_entry(world):
    prepare(world, {"a.list": "deb [trusted=yes] @ vendor main\n"})
    write_suite(f"{world.work}/repo", "vendor")
    result = world.run(world.server.url("gone"), debian_fallback=True, debian_source="thing")
    world.check(result != 0, "has to fail, but succeeded")
    world.says("no archive with this hash among the source packages 'thing' of this host's own",
               "no entry of this host's apt leads to 'sid'")


CASES = {"debian_source_package": source_package, "debian_binary_package": binary_package,
         "debian_wrong_source_package": wrong_source_package, "debian_no_entry": no_entry}
