# SPDX-License-Identifier: MIT
"""What a change makes again, and what it leaves alone: see imagelab.py for the arguments."""
import os
import subprocess

from imagelab import Lab, expect_equal, fake_kernel, main

ALL = ["vm-fat", "vm-initramfs", "vm-iso", "vm-manifest"]
IMAGES = ["vm-fat", "vm-iso", "vm-manifest"]


def case_rebuild():
    lab = Lab()
    lab.configure()
    expect_equal(lab.steps(), ALL, "the first build")
    expect_equal(lab.steps(), [], "a build with nothing to do")
    lab.configure()
    expect_equal(lab.steps(), [], "configured again")

    lab.touch("kernel.in")
    expect_equal(lab.steps(), [], "kernel touched, same bytes")
    lab.write("kernel.in", fake_kernel(seed=2))
    expect_equal(lab.steps(), IMAGES, "kernel changed")
    on_iso = subprocess.run(["bsdtar", "-xOf", lab.iso, "boot/vmlinuz"], check=True,
                            stdout=subprocess.PIPE).stdout
    expect_equal(on_iso, lab.read("kernel.in"), "the kernel on the image")

    lab.touch("overlay/etc/passwd")
    expect_equal(lab.steps(), ["vm-initramfs"], "overlay touched, same bytes")
    lab.write("overlay/etc/motd", b"hello\n")
    expect_equal(lab.steps(), ALL, "a file more in the overlay")

    lab.configure("-DLABEL=OTHER")
    expect_equal(lab.steps(), ["vm-iso", "vm-manifest"], "another label")
    lab.configure("-DWORDS=debug")
    expect_equal(lab.steps(), ["vm-iso", "vm-manifest"], "another command line")
    lab.configure("-DSIZE=1440K")
    expect_equal(lab.steps(), ["vm-fat", "vm-manifest"], "a size for the FAT image")
    expect_equal(os.path.getsize(lab.img), 1474560, "its size")

    os.remove(lab.iso)
    expect_equal(lab.steps(), ["vm-iso", "vm-manifest"], "ISO image deleted")
    os.remove(lab.img)
    expect_equal(lab.steps(), ["vm-fat", "vm-manifest"], "FAT image deleted")
    os.remove(f"{lab.images}/vm.manifest.json")
    expect_equal(lab.steps(), ["vm-manifest"], "manifest deleted")
    expect_equal(lab.steps(), [], "nothing to do at the end")


main(globals())
