# SPDX-License-Identifier: MIT
"""An edit packs its package again and no other one: see imagelab.py for the arguments."""
import os
import sys

sys.path.insert(0, f"{os.path.dirname(os.path.abspath(__file__))}/../../modules/repository")
from debianlab import DebianLab, output  # noqa: E402  pylint: disable=wrong-import-position
from imagelab import expect, expect_equal, main  # noqa: E402  pylint: disable=wrong-import-position

ALL = ["hello-deb", "repository", "repository-curl", "repository-data", "repository-libraries",
       "repository-tool", "system-initramfs", "var-deb"]
SYSTEM = ["repository", "system-initramfs"]


def case_rebuild():
    lab = DebianLab()
    lab.configure()
    expect_equal(lab.steps(), ALL, "the first build")
    expect_equal(lab.steps(), [], "a build with nothing to do")
    lab.configure()
    expect_equal(lab.steps(), [], "configured again")

    lab.touch("hello.c")
    expect_equal(lab.steps(), [], "a source touched, same bytes")
    lab.write("hello.c", lab.read("hello.c").replace(b'"hello"', b'"hello!"'))
    expect_equal(lab.steps(), ["hello-deb", *SYSTEM], "a program of a component edited")
    expect("./usr/bin/hello\n" in output("dpkg-deb", "--contents",
                                         lab.pool_file("hello_1.0_amd64.deb")), "its package")
    lab.write("tool.c", lab.read("tool.c").replace(b"return 0", b"return 1"))
    expect_equal(lab.steps(), ["repository", "repository-tool"], "a program of no system edited")
    lab.write("data.txt", b"other\n")
    expect_equal(lab.steps(), ["repository", "repository-data", "system-initramfs", "var-deb"],
                 "a file of two packages edited")
    lab.write("extra/root/usr/bin/more", b"more\n")
    expect_equal(lab.steps(), ["repository", "repository-curl", "system-initramfs"],
                 "a file more in a foreign package")
    lab.write("extra/postinst", b"#!/bin/sh\n")
    expect_equal(lab.steps(), ["repository", "system-initramfs", "var-deb"], "another script")
    lab.write("overlay/etc/issue", b"issue\n")
    expect_equal(lab.steps(), ["system-initramfs"], "a file of the system itself")
    expect("/etc/issue\n" in output("bsdtar", "-xOf", f"{lab.images}/system-initramfs.cpio",
                                    "var/lib/dpkg/info/base.list"), "the list of the system itself")

    lab.configure("-DREPOSITORY=LABEL;other")
    expect_equal(lab.steps(), ["repository"], "another label")
    os.remove(f"{lab.dists}/InRelease")
    expect_equal(lab.steps(), ["repository"], "InRelease deleted")
    os.remove(lab.pool_file("tool_1.0_amd64.deb"))
    expect_equal(lab.steps(), ["repository"], "a package deleted from the pool")
    expect("tool_1.0_amd64.deb" in lab.pool(), "it does not come back")
    os.remove(f"{lab.images}/hello-deb.deb")
    expect("hello-deb" in lab.steps(), "a package deleted")
    expect_equal(lab.steps(), [], "nothing to do at the end")
    lab.configure("-DVERSION=1.1")
    expect_equal(lab.steps(), ["hello-deb", "repository", "repository-data", "repository-libraries",
                               "repository-tool", "system-initramfs"], "another version")


main(globals())
