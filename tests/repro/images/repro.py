# SPDX-License-Identifier: MIT
"""Images built twice are the same bytes: see imagelab.py for the arguments."""
import hashlib
import os
import subprocess
import time

from imagelab import Lab, expect, expect_equal, fake_kernel, main

FILES = ["vm.iso", "vm.img", "vm.disk", "vm.manifest.json"]


def hashes(lab):
    found = {}
    for name in FILES:
        with open(f"{lab.images}/{name}", "rb") as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


def built(name, environment=(), umask=0o022):
    lab = Lab(name)
    lab.environment.update(environment)
    previous = os.umask(umask)
    lab.configure()
    lab.build()
    lab.build("vm-disk")
    os.umask(previous)
    return lab


def case_twice():
    """Another folder, time, time zone, umask, locale and home."""
    one = hashes(built("one"))
    time.sleep(2.1)  # FAT counts in steps of two seconds
    other = built("another folder, of another length", umask=0o077, environment={
        "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent",
        "MTOOLSRC": "/nonexistent", "MTOOLS_LOWER_CASE": "1", "MTOOLS_NO_VFAT": "1",
        "MTOOLS_SKIP_CHECK": "1", "MKE2FS_CONFIG": "/nonexistent", "MKE2FS_DEVICE_SECTSIZE": "4096",
        "POSIXLY_CORRECT": "1", "GZIP": "-1", "XZ_DEFAULTS": "-0", "pkgdatadir": "/nonexistent",
        "GRUB_PREFIX": "/other", "TAR_OPTIONS": "--nonsense", "PYTHONPATH": "/nonexistent"})
    expect_equal(hashes(other), one, "built in other circumstances")


def label_date(image):
    """Of the volume label on the FAT image: what mtools shows."""
    return subprocess.run(["mdir", "-i", image, "::syslinux.cfg"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout


def case_epoch():
    """SOURCE_DATE_EPOCH gives the dates; what FAT cannot hold becomes 1980."""
    lab = built("2001", {"SOURCE_DATE_EPOCH": "1000000000"})
    expect("2001-09-09" in label_date(lab.img), label_date(lab.img))
    listing = subprocess.run(["isoinfo", "-lR", "-i", lab.iso], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    expect("Sep  9 2001" in listing or "Sep 09 2001" in listing, listing)
    lab = built("1970", {"SOURCE_DATE_EPOCH": "0"})
    expect("1980-01-01" in label_date(lab.img), label_date(lab.img))


def identifier(image):
    return subprocess.run(["blkid", "-p", "-o", "value", "-s", "UUID", image], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def case_identity():
    """Images of different content have different identifiers; GRUB for UEFI looks for its own."""
    lab = built("lab")
    iso, img = identifier(lab.iso), identifier(lab.img)
    lab.write("kernel.in", fake_kernel(seed=2))
    lab.build()
    expect(identifier(lab.iso) != iso, "another kernel, but the ISO image has the same UUID")
    expect(identifier(lab.img) != img, "another kernel, but the FAT image has the same UUID")
    with open(lab.iso, "rb") as file:
        expect(f"search.fs_uuid {identifier(lab.iso)} root".encode() in file.read(),
               "GRUB for UEFI looks for another UUID than the image has")


main(globals())
