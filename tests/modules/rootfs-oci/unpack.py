# SPDX-License-Identifier: MIT
"""Images that others have made, in a root file system: see imagelab.py for the arguments."""
import hashlib
import io
import json
import os
import re
import shutil
import stat
import tarfile

from imagelab import Lab, expect, expect_equal, main, run

PROJECT = """cmake_minimum_required(VERSION 3.25)
project(images LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_add_rootfs(vm-rootfs {rootfs})
{lines}
linuxbake_add_initramfs(vm-initramfs ALL ROOTFS vm-rootfs OUTPUT vm.cpio)
"""


def layer(path, entries):
    """A tar archive of (name, type, fields of tarfile.TarInfo, bytes)."""
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        for name, kind, fields, data in entries:
            info = tarfile.TarInfo(name)
            info.type, info.size = kind, len(data)
            for key, value in fields.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))


FILE, DIRECTORY, LINK, HARD_LINK = (tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE,
                                    tarfile.LNKTYPE)


def program():
    """A real one, of this machine."""
    with open(shutil.which("env"), "rb") as file:
        return file.read()


def layers():
    """Three layers with all that the format knows."""
    low = [("usr/bin/", DIRECTORY, {"mode": 0o755}, b""),
           ("bin", LINK, {"linkname": "usr/bin"}, b""),
           ("usr/bin/env", FILE, {"mode": 0o4755}, program()),
           ("usr/bin/same", HARD_LINK, {"linkname": "usr/bin/env"}, b""),
           ("etc/passwd", FILE, {"mode": 0o644}, b"root:x:0:0::/root:/bin/sh\n"),
           ("etc/gone", FILE, {}, b"gone"),
           ("etc/shadow", FILE, {"mode": 0o640, "gid": 42}, b"root:*:::::::\n"),
           ("srv/opaque/old", FILE, {}, b"old"),
           ("srv/opaque/deep/old", FILE, {}, b"old"),
           ("srv/tree/a", FILE, {}, b"a"),
           ("home/ü x/", DIRECTORY, {"mode": 0o2770, "uid": 1000, "gid": 70000}, b""),
           ("home/ü x/" + "n" * 150, FILE, {"mode": 0o600, "uid": 1000}, b"long")]
    middle = [("etc/.wh.gone", FILE, {}, b""),
              ("srv/opaque/.wh..wh..opq", FILE, {}, b""),
              ("srv/opaque/new", FILE, {"mode": 0o755}, b"new"),
              (".wh.never", FILE, {}, b""),
              ("srv/tree", FILE, {}, b"a file now"),
              ("usr/bin/third", HARD_LINK, {"linkname": "usr/bin/same"}, b"")]
    high = [("usr/bin/env", FILE, {"mode": 0o755}, b"#!replaced\n"),
            ("etc/", DIRECTORY, {"mode": 0o711}, b""),
            ("srv/tree", DIRECTORY, {"mode": 0o755}, b""),
            ("srv/tree/b", FILE, {}, b"b")]
    return low, middle, high


def umoci_image(lab, *all_layers):
    """A layout with these layers, made by umoci; its path."""
    place = f"{lab.folder}/layout"
    run("umoci", "init", "--layout", place)
    run("umoci", "new", "--image", f"{place}:1.0")
    for number, entries in enumerate(all_layers):
        path = f"{lab.folder}/layer{number}.tar"
        layer(path, entries)
        run("umoci", "raw", "add-layer", "--image", f"{place}:1.0", path)
    run("umoci", "config", "--image", f"{place}:1.0", "--config.cmd", "/bin/env",
        "--config.env", "A=it's b", "--architecture", "amd64", "--os", "linux")
    return place


def project(lab, lines, rootfs=""):
    lab.write("CMakeLists.txt", PROJECT.format(lines=lines, rootfs=rootfs).encode())


def extracted(lab, name="vm.cpio"):
    """The root file system as bsdtar unpacks it."""
    place = f"{lab.folder}/extracted-{name}"
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
    run("bsdtar", "--numeric-owner", "-xpf", f"{lab.images}/{name}", "-C", place)
    return place


def facts(root, ignored=()):
    """name -> what it is. Owners are there if root has unpacked it."""
    found, first_names = {}, {}
    for folder, folders, files in sorted(os.walk(root)):
        for name in sorted(folders + files):
            path = os.path.join(folder, name)
            short = os.path.relpath(path, root)
            if short in ignored:
                continue
            info = os.lstat(path)
            fact = [stat.filemode(info.st_mode)]
            if os.geteuid() == 0:
                fact += [info.st_uid, info.st_gid]
            if stat.S_ISLNK(info.st_mode):
                fact = fact[:1] + [os.readlink(path)]
            if stat.S_ISREG(info.st_mode):
                with open(path, "rb") as file:
                    fact.append(hashlib.sha256(file.read()).hexdigest())
                fact.append(first_names.setdefault(info.st_ino, short))
            found[short] = fact
    return found


OWN = ("etc/oci", "etc/oci/run", "etc/oci/image.json")


def case_judges():
    """umoci, and skopeo's copies in other forms, give the same tree."""
    lab = Lab()
    place = umoci_image(lab, *layers())
    project(lab, f'linuxbake_rootfs_oci(vm-rootfs LAYOUT "{place}" REFERENCE 1.0)')
    lab.configure()
    lab.build()
    bundle = f"{lab.folder}/bundle"
    how = [] if os.geteuid() == 0 else ["--rootless"]
    run("umoci", "unpack", *how, "--image", f"{place}:1.0", bundle)
    ours = facts(extracted(lab), OWN)
    theirs = facts(f"{bundle}/rootfs")
    expect_equal(ours, theirs, "the tree")
    expect("srv/opaque/new" in ours and "etc/gone" not in ours and len(ours) == 17, ours)
    with open(f"{lab.images}/vm.cpio", "rb") as file:
        first = file.read()
    config = json.loads(run("skopeo", "inspect", "--config", f"oci:{place}:1.0").stdout)
    with open(f"{lab.folder}/extracted-vm.cpio/etc/oci/image.json", "rb") as file:
        expect_equal(json.load(file)["config"], config["config"], "the configuration")
    for form in ("docker-archive:{}:example/x:1", "oci-archive:{}:1"):
        path = f"{lab.folder}/copy.tar"
        run("skopeo", "copy", f"oci:{place}:1.0", form.format(path))
        with open(path, "rb") as file:
            hash_ = hashlib.sha256(file.read()).hexdigest()
        project(lab, f'linuxbake_rootfs_oci(vm-rootfs ARCHIVE "{path}" SHA256 {hash_})')
        lab.build()
        expect_equal(facts(extracted(lab), OWN), ours, form)
        os.remove(path)
    expect(first, "no bytes")


def case_round_trip():
    """What linuxbake_add_oci_image() has put into an image comes out of it, also in a directory of
    another system; what that system has itself is above it."""
    lab = Lab()
    lab.write("over/etc/passwd", b"of the overlay")
    lab.write("over/etc/same", b"of the overlay")
    lab.write("files/etc/same", b"of the image")
    lab.write("files/etc/passwd", b"of the image")
    for compression in ("gzip", "zstd", "none"):
        project(lab, f"""
linuxbake_add_rootfs(inner OVERLAY files)
linuxbake_rootfs_directory(inner "/home/a b" MODE 0700 OWNER 1000 GROUP 70000)
linuxbake_rootfs_install(inner FILES kernel.in DESTINATION "/home" MODE 4755 OWNER 3)
set_property(TARGET inner APPEND PROPERTY LINUXBAKE_ENTRIES "link /home/same /home/kernel.in")
linuxbake_rootfs_symlink(inner /bin/sh busybox)
linuxbake_add_initramfs(inner-initramfs ALL ROOTFS inner OUTPUT inner.cpio)
linuxbake_add_oci_image(image ROOTFS inner COMPRESSION {compression} CMD sh "it's" USER 0:8)
linuxbake_rootfs_oci(vm-rootfs IMAGE image)
linuxbake_rootfs_oci(vm-rootfs IMAGE image DESTINATION /c/rootfs RUN_FILE "/c/how ü")
""")
        lab.configure()
        lab.build()
        inner = facts(extracted(lab, "inner.cpio"))
        expect_equal(len(inner), 9, inner)
        outer = facts(extracted(lab), OWN)
        expect_equal({name: fact for name, fact in outer.items()
                      if name != "c" and not name.startswith("c/")}, inner, compression)
        below = facts(f"{lab.folder}/extracted-vm.cpio/c/rootfs")
        expect_equal(below, inner, compression + " below")
        with open(f"{lab.folder}/extracted-vm.cpio/c/how ü", encoding="utf-8") as file:
            lines = file.read()
        expect("command='\"sh\",\"it'\\''s\"'\n" in lines and
               "user='\"uid\":0,\"gid\":8'\n" in lines, lines)
    lab.write("CMakeLists.txt", lab.read("CMakeLists.txt").decode().replace("(vm-rootfs )", "(vm-rootfs OVERLAY over)").encode())
    lab.build()
    place = extracted(lab)
    for name, words in (("etc/passwd", b"of the overlay"), ("etc/same", b"of the overlay"),
                        ("c/rootfs/etc/same", b"of the image")):
        with open(f"{place}/{name}", "rb") as file:
            expect_equal(file.read(), words, name)


def case_refused():
    """An error names the image, the layer and the entry; nothing is made outside of the build."""
    lab = Lab()
    outside = f"{lab.folder}/outside"
    hostile = {
        "../" * 12 + outside.lstrip("/"): (FILE, {}, b"x"),
        "dev/sda": (tarfile.BLKTYPE, {"devmajor": 8}, b""),
        "h": (HARD_LINK, {"linkname": "../../../etc/passwd"}, b""),
        "out/evil": (FILE, {}, b"x")}
    for name, (kind, fields, data) in hostile.items():
        shutil.rmtree(f"{lab.folder}/layout", ignore_errors=True)
        place = umoci_image(lab, [("out", LINK, {"linkname": "../" * 30 + lab.folder}, b"")],
                            [("good", FILE, {}, b"x"), (name, kind, fields, data)])
        project(lab, f'linuxbake_rootfs_oci(vm-rootfs LAYOUT "{place}")')
        lab.configure()
        text = lab.failing_build()
        expect(f"linuxbake-oci: error: {place}: layer 2 of 2 (sha256:" in text
               and f"'{name}': " in text, text)
        expect(not os.path.exists(outside) and not os.path.exists(f"{lab.folder}/evil"), "it is there")
    # A name without end.
    shutil.rmtree(f"{lab.folder}/layout")
    place = umoci_image(lab, [("good", FILE, {}, b"x")], [("a/" * 100_000 + "a", FILE, {}, b"x")])
    text = lab.failing_build()
    expect(f"linuxbake-oci: error: {place}: layer 2 of 2 (sha256:" in text
           and "': the name has 200001 bytes, and no system takes more than 4095" in text, text)
    # One bit of a layer.
    shutil.rmtree(f"{lab.folder}/layout")
    place = umoci_image(lab, [("a", FILE, {}, b"x")])
    lab.configure()
    lab.build()
    blobs = f"{place}/blobs/sha256"
    largest = max(os.listdir(blobs), key=lambda name: os.path.getsize(f"{blobs}/{name}"))
    with open(f"{blobs}/{largest}", "r+b") as file:
        file.seek(20)
        byte = file.read(1)
        file.seek(20)
        file.write(bytes([byte[0] ^ 1]))
    text = lab.failing_build()
    expect("is not what its digest says" in text, text)


def case_rebuild():
    """Nothing is done twice; another image under the same name is noticed; what is dropped is said."""
    lab = Lab()
    place = umoci_image(lab, [("a", FILE, {}, b"first")])
    project(lab, f'linuxbake_rootfs_oci(vm-rootfs LAYOUT "{place}")')
    lab.configure()
    expect("Unpacking the image in vm-rootfs" in lab.build(), "it was not unpacked")
    expect("Unpacking" not in lab.build() and "Packing" not in lab.build(), "a second build")
    pax = {"pax_headers": {"SCHILY.xattr.security.capability": "x"}}
    layer(f"{lab.folder}/more.tar", [("b", FILE, pax, b"second")])
    lab.wait_for_the_next_tick()
    run("umoci", "raw", "add-layer", "--image", f"{place}:1.0", f"{lab.folder}/more.tar")
    text = lab.build()
    expect("Unpacking" in text and re.search(
        r"linuxbake-oci: warning: extended attributes are not kept: those of b \(xattr.security", text),
        text)
    place = extracted(lab)
    expect_equal(sorted(os.listdir(place)), ["a", "b", "etc"], "the files")
    contents = f"{lab.build_folder}/vm-rootfs-oci-1/contents"
    expect_equal(len(os.listdir(contents)), 2, "contents")


main(globals())
