# SPDX-License-Identifier: MIT
"""The host's apt, dpkg and gpg judge repositories, packages and databases: see imagelab.py for the
arguments."""
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from debianlab import Apt, DebianLab, output  # noqa: E402  pylint: disable=wrong-import-position
from imagelab import expect, expect_equal, main, run, squeezed  # noqa: E402  pylint: disable=wrong-import-position

# Paths of apt have no blanks.
APT = "/tmp/linuxbake-test-apt-%d"


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


class Judged:
    """A lab that is built, served, and seen by an apt of its own."""

    def __init__(self, **options):
        self.lab = DebianLab()
        if "date" in options:
            self.lab.environment["SOURCE_DATE_EPOCH"] = options["date"]
        self.lab.configure(*options.get("configure", ()))
        self.lab.build()
        self.published = 0
        self.served = f"{self.lab.folder}/served"
        shutil.copytree(self.lab.repository, self.served)
        self.apt = Apt(APT % os.getpid(), self.lab.serve(self.served), self.lab.key)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.apt.folder, ignore_errors=True)

    def publish(self):
        """Each time with a second of its own: apt asks for what is newer, which HTTP has no finer
        time for."""
        self.published += 1
        shutil.rmtree(self.served)
        shutil.copytree(self.lab.repository, self.served)
        now = time.time() + self.published
        for folder, _, names in os.walk(self.served):
            for name in names:
                os.utime(os.path.join(folder, name), (now, now))


def case_apt():
    """Signature verified, the same bytes come down, versions stay, dependencies are followed."""
    with Judged() as judged:
        lab, apt = judged.lab, judged.apt
        code, text = apt.get("update")
        expect(code == 0 and "W:" not in text and "InRelease" in text, f"update:\n{text}")
        apt.must("apt-get", "download", "hello", "tool")
        for name in ("hello_1.0_amd64.deb", "tool_1.0_amd64.deb"):
            expect_equal(bytes_of(f"{apt.folder}/downloads/{name}"), bytes_of(lab.pool_file(name)),
                         name)
        simulated = apt.must("apt-get", "install", "--simulate", "--no-install-recommends", "hello")
        for name in ("Inst curl (8.5.0 hello:stable", "Inst data (1.0 hello:stable",
                     "Inst hello (1.0 hello:stable"):
            expect(name in simulated, f"{name}:\n{simulated}")

        lab.configure("-DVERSION=1.1")
        lab.build()
        judged.publish()
        apt.must("apt-get", "update")
        expect_equal(apt.versions("hello"), ["1.1", "1.0"], "versions of hello")
        expect_equal(apt.versions("curl"), ["8.5.0"], "versions of curl")
        policy = apt.must("apt-cache", "policy", "hello")
        expect("Candidate: 1.1" in policy and "Installed: (none)" in policy, policy)
        apt.must("apt-get", "download", "hello=1.0")

        lab.configure("-DVERSION=1.2", "-DREPOSITORY=KEEP;2")
        lab.build()
        expect_equal([name for name in lab.pool() if name.startswith("hello_")],
                     ["hello_1.1_amd64.deb", "hello_1.2_amd64.deb"], "KEEP 2")
        os.remove(lab.pool_file("hello_1.1_amd64.deb"))
        lab.build()
        judged.publish()
        apt.must("apt-get", "update")
        expect_equal(apt.versions("hello"), ["1.2"], "after a version was removed by hand")


def write(path, text, mode=0o644):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


def change(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    expect(old in text, f"'{old}' is not in {path}:\n{text}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))


def expect_refused(judged, what, *words):
    """update fails, says so in one of these words, and nothing of it is used."""
    code, text = judged.apt.get("update")
    expect(code != 0, f"{what} was taken:\n{text}")
    expect(any(word in text for word in words), f"{what}: apt says\n{text}")


def sign_as_another(folder, change_release):
    """Another person signs what they have changed."""
    home = f"{APT % os.getpid()}/gpg"
    os.makedirs(home, mode=0o700)
    gpg = ["gpg", "--homedir", home, "--batch", "--quiet", "--yes"]
    run(*gpg, "--passphrase", "", "--quick-generate-key", "Somebody else", "ed25519", "sign", "never")
    change_release(f"{folder}/Release")
    run(*gpg, "--output", f"{folder}/InRelease", "--clear-sign", f"{folder}/Release")
    run(*gpg, "--armor", "--output", f"{folder}/Release.gpg", "--detach-sign", f"{folder}/Release")
    run("gpgconf", "--homedir", home, "--kill", "all")


def case_refused():
    """Unsigned, tampered, somebody else's, expired and played back: apt takes none of it."""
    with Judged(date="4000000000") as judged:
        expect_refused(judged, "a date in the future", "is not valid yet")
    with Judged(date="1700000000", configure=["-DREPOSITORY=VALID_DAYS;10"]) as judged:
        expect("Valid-Until: Fri, 24 Nov 2023 22:13:20 UTC" in
               bytes_of(f"{judged.served}/dists/stable/Release").decode(), "ten days")
        expect_refused(judged, "an expired repository", "is expired")
        # Without a date of its own it is signed again, by the clock, although nothing has changed.
        del judged.lab.environment["SOURCE_DATE_EPOCH"]
        judged.lab.build()
        judged.publish()
        judged.apt.must("apt-get", "update")

    with Judged(date="1700000000") as judged:
        lab, apt, dists = judged.lab, judged.apt, f"{judged.served}/dists/stable"
        for name in ("InRelease", "Release.gpg"):
            os.remove(f"{dists}/{name}")
        expect_refused(judged, "an unsigned repository", "is not signed")
        judged.publish()
        change(f"{dists}/InRelease", "Label: hello", "Label: hellO")
        expect_refused(judged, "a tampered InRelease", "invalid: BADSIG")
        judged.publish()
        os.remove(f"{dists}/InRelease")
        change(f"{dists}/Release", "Label: hello", "Label: hellO")
        expect_refused(judged, "a tampered Release", "invalid: BADSIG")
        judged.publish()
        sign_as_another(dists, lambda path: change(path, "Label: hello", "Label: hellO"))
        expect_refused(judged, "somebody else's signature", "NO_PUBKEY")
        judged.publish()
        for folder, _, names in os.walk(f"{dists}/main"):
            for name in names:
                with open(f"{folder}/{name}", "ab") as file:
                    file.write(b"\n")
        expect_refused(judged, "tampered lists", "Hash Sum mismatch", "unexpected size")

        judged.publish()
        apt.must("apt-get", "update")
        tampered = f"{judged.served}/pool/main/t/tool/tool_1.0_amd64.deb"
        data = bytearray(bytes_of(tampered))
        data[-1] ^= 1
        with open(tampered, "wb") as file:
            file.write(data)
        code, text = apt.get("download", "tool")
        expect(code != 0 and "Hash Sum mismatch" in text, f"a tampered package:\n{text}")

        # Who has seen the newer one is not led back to the older one.
        lab.environment["SOURCE_DATE_EPOCH"] = "1700000100"
        lab.configure("-DVERSION=1.1")
        older = f"{lab.folder}/older"
        shutil.copytree(lab.repository, older)
        lab.build()
        judged.publish()
        apt.must("apt-get", "update")
        expect_equal(apt.versions("hello"), ["1.1", "1.0"], "the newer one")
        shutil.rmtree(judged.served)
        shutil.copytree(older, judged.served)
        apt.get("update")
        expect_equal(apt.versions("hello"), ["1.1", "1.0"], "played back")
        # And what is built with an older date is not taken for an old one.
        lab.environment["SOURCE_DATE_EPOCH"] = "1600000000"
        lab.configure("-DVERSION=1.2")
        lab.build()
        judged.publish()
        apt.must("apt-get", "update")
        expect_equal(apt.versions("hello"), ["1.2", "1.1", "1.0"], "built with an older date")


def fields(text):
    return dict(re.findall(r"^(\S+): ?(.*(?:\n .*)*)$", text, re.M))


def case_dpkg():
    """dpkg-deb reads the packages, dpkg-scanpackages and gpgv find what we wrote."""
    lab = DebianLab()
    lab.configure()
    lab.build()
    expect_equal(lab.pool(), ["curl_8.5.0_amd64.deb", "data_1.0_amd64.deb",
                              "hello-var_2~rc1-1_all.deb", "hello_1.0_amd64.deb",
                              "libraries_1.0_amd64.deb", "tool_1.0_amd64.deb"], "the pool")
    hello = lab.pool_file("hello_1.0_amd64.deb")
    control = output("dpkg-deb", "--field", hello)
    expect_equal(re.sub(r"Installed-Size: \d+\n", "", control),
                 "Package: hello\nVersion: 1.0\nArchitecture: amd64\n"
                 "Maintainer: Somebody <s@example.org>\n"
                 "Depends: curl (>= 8), hello-data | data\nSection: utils\n"
                 "Homepage: https://example.org\n"
                 "Description: Says hello; and more\n It does.\n .\n .\n Again.\n", "control")
    listed = output("dpkg-deb", "--contents", lab.pool_file("data_1.0_amd64.deb"))
    for pattern in (r"-rw-r--r-- root/root +5 1970-01-01 00:00 \./usr/share/data\.txt",
                    r"-rwsr-x--- root/root .* \./usr/sbin/script\.sh",
                    r"lrwxrwxrwx root/root .* \./usr/sbin/a b -> script\.sh"):
        expect(re.search(pattern, listed), f"{pattern}\n{listed}")
    listed = output("dpkg-deb", "--contents", lab.pool_file("hello-var_2~rc1-1_all.deb"))
    expect("drwxr-x--- 70000/2 " in listed.replace("bin", "2") and "ä [b];c" in listed, listed)
    listed = output("dpkg-deb", "--contents", lab.pool_file("libraries_1.0_amd64.deb"))
    expect("./usr/lib/libgreet.so.2 -> libgreet.so.2.1" in listed, listed)

    lab.build("stripped")
    folder = f"{lab.folder}/stripped"
    run("dpkg-deb", "--raw-extract", f"{lab.images}/stripped.deb", folder)
    for name in ("bin/tool", "lib/libgreet.so.2.1"):
        expect("stripped" in output("file", f"{folder}/usr/{name}").replace("not stripped", ""), name)

    folder = f"{lab.folder}/extracted"
    run("dpkg-deb", "--raw-extract", hello, folder)
    expect_equal(subprocess.run([f"{folder}/usr/bin/hello"], check=True,
                                stdout=subprocess.PIPE).stdout, b"hello\n", "the program")
    expect_equal(bytes_of(f"{folder}/DEBIAN/conffiles"), b"/etc/hello.conf\n/usr/bin/hello\n",
                 "conffiles")
    run("dpkg-deb", "--raw-extract", lab.pool_file("curl_8.5.0_amd64.deb"), f"{folder}/curl")
    run("md5sum", "--check", "DEBIAN/md5sums", cwd=f"{folder}/curl")
    expect("License: curl\n" in output("dpkg-deb", "--field", lab.pool_file("curl_8.5.0_amd64.deb")),
           "the licence")

    listing = bytes_of(f"{lab.dists}/main/binary-amd64/Packages").decode()
    ours = {entry["Package"]: entry for entry in map(fields, listing.strip().split("\n\n"))}
    scanned = output("dpkg-scanpackages", "--multiversion", "pool", cwd=lab.repository)
    scanned = "\n".join(line for line in scanned.splitlines() if not line.startswith("dpkg-"))
    theirs = {entry["Package"]: entry for entry in map(fields, scanned.strip().split("\n\n"))}
    expect_equal(sorted(ours), sorted(theirs), "the packages that are listed")
    for name, entry in theirs.items():
        for field in ("MD5sum", "SHA1"):
            entry.pop(field)
        expect_equal(ours[name], entry, f"the entry of {name}")
    for suffix, program in ((".gz", "gzip"), (".xz", "xz")):
        expect_equal(output(program, "-dc", f"{lab.dists}/main/binary-amd64/Packages{suffix}"),
                     listing, suffix)
    release = bytes_of(f"{lab.dists}/Release").decode()
    for line in ("Origin: Hello; Ltd.\n", "Description: [a;b]\n"):
        expect(line in release, release)
    expect_equal(ours["libraries"]["Maintainer"], "Someone; else <s@example.org>", "a maintainer")
    for digest, size, name in re.findall(r"^ ([0-9a-f]{64}) +(\d+) (\S+)$",
                                         release, re.M):
        data = bytes_of(f"{lab.dists}/{name}")
        expect_equal((hashlib.sha256(data).hexdigest(), len(data)), (digest, int(size)), name)
        expect_equal(bytes_of(f"{lab.dists}/{os.path.dirname(name)}/by-hash/SHA256/{digest}"), data,
                     f"{name} by its hash")
    run("gpg", "--batch", "--yes", "--dearmor", "--output", f"{lab.folder}/key.gpg", lab.key)
    run("gpgv", "--keyring", f"{lab.folder}/key.gpg", f"{lab.dists}/Release.gpg",
        f"{lab.dists}/Release")
    run("gpgv", "--keyring", f"{lab.folder}/key.gpg", f"{lab.dists}/InRelease")


class System:
    """What an initramfs of the lab has in it, and what dpkg knows of that."""

    def __init__(self, lab, initramfs):
        self.root = f"{lab.folder}/root"
        shutil.rmtree(self.root, ignore_errors=True)
        os.makedirs(self.root)
        run("bsdtar", "-xf", f"{lab.images}/{initramfs}.cpio", "-C", self.root)

    def query(self, *words):
        return output("dpkg-query", f"--admindir={self.root}/var/lib/dpkg", *words)

    def show(self, what, *packages):
        return self.query("--show", f"--showformat={what}", *packages)

    def owner(self, path):
        return self.query("--search", path)

    def bytes_of(self, path):
        return bytes_of(f"{self.root}/{path}")


def case_finish():
    """What the system of preset packages does at each start: dpkg completes what could not be
    configured when the image was built, and nothing is said where nothing is to do."""
    lab = DebianLab()
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../presets/packages"
                          "/rootfs/usr/lib/linuxbake/finish-packages")
    root, admin, package = (f"{lab.folder}/{name}" for name in ("root", "admin", "package"))
    for folder in (root, f"{admin}/info", f"{admin}/updates", f"{admin}/triggers",
                   f"{package}/DEBIAN", f"{lab.folder}/bin"):
        os.makedirs(folder)
    write(f"{admin}/status", "")
    write(f"{package}/DEBIAN/control", "Package: hello\nVersion: 1\nArchitecture: all\n"
          "Maintainer: a <a@example.org>\nDescription: x\n")
    write(f"{package}/DEBIAN/postinst", f"#!/bin/sh\necho configured >> '{lab.folder}/log'\n", 0o755)
    # The host's dpkg, with a root of its own in which its scripts need no shell.
    dpkg = ["/usr/bin/dpkg", f"--instdir={root}", "--force-script-chrootless", "--force-not-root"]
    write(f"{lab.folder}/bin/dpkg", f"#!/bin/sh\nexec {shlex.join(dpkg)} \"$@\"\n", 0o755)
    environment = dict(os.environ, DPKG_ADMINDIR=admin, LC_ALL="C",
                       PATH=f"{lab.folder}/bin:{os.environ['PATH']}")
    run("dpkg-deb", "--build", "--root-owner-group", package, f"{lab.folder}/hello.deb")
    run(*dpkg, "--unpack", f"{lab.folder}/hello.deb", env=environment)
    said = [run("sh", script, env=environment).stdout for _ in range(2)]
    expect(said[0].startswith("These packages are completed now:\n  hello 1 unpacked\n"), said[0])
    expect_equal(said[1], "", "nothing to do")
    expect_equal(bytes_of(f"{lab.folder}/log"), b"configured\n", "the script")


def case_installed():
    """dpkg knows what was installed when the system was built."""
    lab = DebianLab()
    lab.configure()
    lab.build()
    system = System(lab, "system-initramfs")
    dpkg = ["dpkg", f"--root={system.root}", "--force-not-root"]
    states = system.show("${db:Status-Abbrev}${Package} ${Version}\n")
    expect_equal(states, "ii base 1\nii curl 8.5.0\nii hello 1.0\niU hello-var 1:2~rc1-1\n"
                         "ii libraries 1.0\n", "the states")
    expect_equal(system.owner("/usr/bin/hello"), "hello: /usr/bin/hello\n", "whose hello is")
    expect_equal(system.owner("/etc/motd"), "base: /etc/motd\n", "whose /etc/motd is")
    expect_equal(system.owner("/lib"), "base: /lib\n", "whose /lib is")
    expect("/usr/lib/libgreet.so.2" in system.owner("libgreet.so.2"), "the library")
    expect_equal(output(*dpkg, "--verify"), "", "what dpkg --verify finds")
    sources = system.bytes_of("etc/apt/sources.list.d/repository.sources").decode()
    expect(sources.endswith("Types: deb\nURIs: http://127.0.0.1/packages\nSuites: stable\n"
                            "Components: main\nSigned-By: /etc/apt/keyrings/repository.asc\n"),
           sources)
    expect_equal(system.bytes_of("etc/apt/keyrings/repository.asc"), bytes_of(lab.key), "the key")

    # A file that is another one by now is found, and dpkg itself goes on from here.
    with open(f"{system.root}/usr/bin/curl", "w", encoding="ascii") as file:
        file.write("x")
    expect("/usr/bin/curl" in output(*dpkg, "--verify", "curl"), "a changed file is not found")
    if os.getuid() == 0:
        environment = dict(os.environ, PATH=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        run(*dpkg, "--remove", "hello", env=environment)
        expect(not os.path.exists(f"{system.root}/usr/bin/hello.dpkg"), "leftovers")
        states = system.show("${db:Status-Abbrev}", "hello")
        expect_equal(states, "rc ", "the state after removal")


def case_database():
    """Packages are added to a database that a project has made itself."""
    lab = DebianLab()
    lab.configure()
    lab.build("other-initramfs")
    system = System(lab, "other-initramfs")
    states = system.show("${db:Status-Abbrev}${Package}\n")
    expect_equal(states, "ii curl\nii hello\nrc own-applets\nii own-base\n", "the states")
    expect_equal(system.owner("bin/hello"), "hello: /usr/bin/hello\n", "who has it now")
    expect(not os.path.islink(f"{system.root}/usr/bin/hello"), "the program of the package")
    lab.write("database/status", lab.read("database/status").replace(b"1\n", b"2\n", 1))
    expect("Packing other-initramfs" in lab.build("other-initramfs"), "another database")
    system = System(lab, "other-initramfs")
    expect("own-base 2" in system.show("${Package} ${Version}\n", "own-base"), "its version")


def case_entries():
    """dpkg reads what the entries of a system are, and whose each file is."""
    lab = DebianLab()
    lab.configure()
    lab.build("several-initramfs")
    system = System(lab, "several-initramfs")
    expect_equal(system.show("${db:Status-Abbrev}${Package} ${Version}\n"),
                 "ii base 3\nii curl 8.5.0\nii hello 1.0\nrc names 1\nii tools 2\n", "the states")
    expect_equal(system.show("${Provides}", "base"), "hello-data (= 1), libc6", "what base provides")
    for path, owner in (("/usr/bin/vi", "names"), ("/bin/more", "names"), ("/usr/bin/tool", "tools"),
                        ("/bin/tool", "tools"), ("/usr/bin/busybox", "base"), ("/bin", "base"),
                        ("/etc/motd", "base"), ("/usr/bin/hello", "hello")):
        expect_equal(system.owner(path), f"{owner}: {path}\n", path)
    expect_equal(system.query("--listfiles", "tools"), "/.\n/bin/tool\n/usr/bin/tool\n", "tools")
    expect_equal(sorted(system.query("--control-list", "base").split()),
                 ["md5sums", "postinst", "triggers"], "its control files")
    expect_equal(system.bytes_of("var/lib/dpkg/info/names.links"), b"/usr/bin/more\n/usr/bin/vi\n",
                 "the links that may come back")
    expect(os.access(f"{system.root}/var/lib/dpkg/info/base.postinst", os.X_OK),
           "no script that can run")
    dpkg = ["dpkg", f"--root={system.root}", "--force-not-root"]
    expect_equal(output(*dpkg, "--audit") + output(*dpkg, "--verify"), "", "what dpkg finds")
    expect_equal(system.bytes_of("var/lib/dpkg/triggers/File"), b"/usr/bin base/noawait\n", "triggers")
    lab.write("entries/several.control", lab.read("entries/several.control").replace(b"tool*", b"none*"))
    text = squeezed(lab.failing_build("several-initramfs"))
    expect("several.control: entry 'tools': LinuxBake-Files: there is no '/usr/bin/none*' in the "
           "system" in text, text)


def foreign_package(lab, name, fields="", compression="xz", path="usr/bin/foreign"):
    """A package as dpkg-deb makes it."""
    folder = f"{lab.folder}/{name}"
    lab.write(f"../{name}/{path}", b"#!/bin/sh\n")
    if "Architecture" not in fields:
        fields += "Architecture: amd64\n"
    lab.write(f"../{name}/DEBIAN/control", (f"Package: {name}\nVersion: 1.0\n{fields}"
                                            "Maintainer: x\nDescription: x\n").encode())
    os.chmod(f"{folder}/DEBIAN", 0o755)
    run("dpkg-deb", f"-Z{compression}", "--root-owner-group", "--build", folder, f"{folder}.deb")
    return f"{folder}.deb"


def case_foreign():
    """Packages that dpkg-deb made are installed, or refused by their names."""
    lab = DebianLab()
    for compression in ("none", "gzip", "xz", "zstd"):
        lab.configure(f"-DFOREIGN={foreign_package(lab, 'foreign', '', compression)}")
        lab.build()
        system = System(lab, "system-initramfs")
        expect_equal(system.bytes_of("usr/bin/foreign"), b"#!/bin/sh\n", compression)
        expect("ii " in system.show("${db:Status-Abbrev}", "foreign"), compression)
    for name, fields, path, words in (
            ("other", "Architecture: arm64\n", "x", "is for arm64, the system for amd64"),
            ("needy", "Depends: none (>= 1)\n", "x", "needs 'none (>= 1)', which is not there"),
            ("enemy", "Conflicts: curl\n", "x", "conflicts with 'curl', which 'curl' is"),
            ("twin", "", "usr/bin/hello", "'/usr/bin/hello' is in package 'hello', too"),
            ("motd", "", "etc/motd", "'/etc/motd' is in package 'base', too")):
        lab.configure(f"-DFOREIGN={foreign_package(lab, name, fields, path=path)}")
        text = squeezed(lab.failing_build())
        expect(f"{name}.deb: package '{name}': {words}" in text, f"{name}:\n{text}")


def tree(folder):
    return {os.path.relpath(f"{where}/{name}", folder): bytes_of(f"{where}/{name}")
            for where, _, names in os.walk(folder) for name in names}


def case_same():
    """Other places, other times, another umask: the same bytes, with a date and without."""
    for date in (None, "1700000000"):
        results = []
        for name, umask in (("one", 0o022), ("two", 0o077)):
            lab = DebianLab(f"{name}{date}")
            if date:
                lab.environment["SOURCE_DATE_EPOCH"] = date
            before = os.umask(umask)
            lab.configure()
            lab.build()
            os.umask(before)
            results.append((tree(lab.repository), bytes_of(lab.key),
                            bytes_of(f"{lab.images}/system-initramfs.cpio")))
        expect_equal(sorted(results[0][0]), sorted(results[1][0]), "the files")
        for name, data in results[0][0].items():
            expect(data == results[1][0][name], f"{name} differs, date {date}")
        expect(results[0] == results[1], "the key or the system differs")
        release = results[0][0]["dists/stable/Release"].decode()
        wanted = "Tue, 14 Nov 2023 22:13:20 UTC" if date else "Mon, 01 Jan 2024 00:00:00 UTC"
        expect(f"Date: {wanted}\n" in release, release)


main(globals())
