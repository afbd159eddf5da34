# SPDX-License-Identifier: MIT
"""What others say of our images: see imagelab.py for the arguments."""
import json
import os
import re
import subprocess

from imagelab import Lab, expect, expect_equal, fake_kernel, main, run, squeezed

OVERHEAD_OF_ISO = 1_300_000  # bytes besides kernel and initramfs: the promise
OWN_PART_OF_ISO = 500_000  # without GRUB's files, which each release has in other sizes
OVERHEAD_OF_FAT = 230_000


def output(*command):
    return run(*command).stdout


def raw(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout


def built(*options):
    lab = Lab()
    lab.configure(*options)
    lab.build()
    return lab


def payload(lab):
    return len(lab.read("kernel.in")) + os.path.getsize(f"{lab.images}/vm-initramfs.cpio.gz")


def initramfs(lab):
    with open(f"{lab.images}/vm-initramfs.cpio.gz", "rb") as file:
        return file.read()


def files_of_grub(lab):
    lines = output("bsdtar", "-tvf", lab.iso, "boot/grub").splitlines()
    return sum(int(line.split()[4]) for line in lines if line.startswith("-"))


def iso_size(lab):
    overhead = os.path.getsize(lab.iso) - payload(lab)
    print(f"{overhead} bytes besides kernel and initramfs")
    expect(overhead <= OVERHEAD_OF_ISO, "the ISO image has become too large")
    own = overhead - files_of_grub(lab)
    expect(own <= OWN_PART_OF_ISO, f"{own} bytes besides GRUB's files are too many")


def iso_files(lab):
    """bsdtar and isoinfo find the files, and the bytes are those that went in."""
    names = output("bsdtar", "-tf", lab.iso).split()
    for name in ("boot/vmlinuz", "boot/initramfs", "boot/grub/grub.cfg",
                 "boot/grub/x86_64-efi/normal.mod"):
        expect(name in names, f"{name} is missing: {names}")
    expect_equal(raw("bsdtar", "-xOf", lab.iso, "boot/vmlinuz"), lab.read("kernel.in"), "kernel")
    expect_equal(raw("isoinfo", "-R", "-i", lab.iso, "-x", "/boot/initramfs"), initramfs(lab),
                 "initramfs")
    facts = output("isoinfo", "-d", "-i", lab.iso)
    expect("Volume id: VM\n" in facts and "Rock Ridge signatures version 1 found" in facts, facts)
    listing = output("isoinfo", "-lR", "-i", lab.iso)
    owners = set(re.findall(r"^([-dr]\S+) +\d+ +(\d+) +(\d+)", listing, re.MULTILINE))
    expect_equal(owners, {("-r--r--r--", "0", "0"), ("dr-xr-xr-x", "0", "0")}, "modes, owners")


def iso_payload_is_there_once(lab):
    with open(lab.iso, "rb") as file:
        image = file.read()
    expect_equal(image.count(lab.read("kernel.in")[512:4096]), 1, "copies of the kernel")
    expect_equal(image.count(initramfs(lab)), 1, "copies of the initramfs")


def iso_boot_records(lab):
    report = output("xorriso", "-indev", lab.iso, "-report_el_torito", "plain",
                    "-report_system_area", "plain")
    for text in (r"El Torito boot img : +1 +BIOS +y +none",
                 r"El Torito boot img : +2 +UEFI +y +none",
                 r"img path : +1 +/boot/grub/bios\.img",
                 r"img opts : +1 +boot-info-table grub2-boot-info",
                 r"System area summary: MBR protective-msdos-label grub2-mbr .*GPT"):
        expect(re.search(text, report), f"'{text}' is missing in\n{report}")


def partitions(lab):
    return json.loads(output("sfdisk", "--json", lab.iso))["partitiontable"]["partitions"]


def iso_partitions(lab):
    """sgdisk finds nothing wrong; one partition is the ISO file system, one is for UEFI."""
    verdict = output("sgdisk", "--verify", lab.iso)
    expect("No problems found" in verdict, verdict)
    types = [part["type"] for part in partitions(lab)]
    expect_equal(types, ["EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
                         "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"], "types of the partitions")
    start = partitions(lab)[0]["start"] * 512
    with open(lab.iso, "rb") as file:
        file.seek(446)
        table = file.read(64)
        file.seek(start + 16 * 2048 + 1)
        expect_equal(file.read(5), b"CD001", "the first partition can be mounted")
    expect(0x80 in table[::16], "a partition has to be active for some BIOSes")


def iso_uefi_partition(lab):
    part = partitions(lab)[1]
    path = f"{lab.folder}/uefi.img"
    with open(lab.iso, "rb") as file, open(path, "wb") as copy:
        file.seek(part["start"] * 512)
        copy.write(file.read(part["size"] * 512))
    run("fsck.fat", "-n", path)
    program = raw("mtype", "-i", path, "::EFI/BOOT/BOOTX64.EFI")
    expect_equal(program[:2], b"MZ", "BOOTX64.EFI")


def iso_menu(lab):
    path = f"{lab.folder}/grub.cfg"
    with open(path, "wb") as file:
        file.write(raw("bsdtar", "-xOf", lab.iso, "boot/grub/grub.cfg"))
    run("grub-script-check", path)


def case_iso():
    lab = built()
    for judge in (iso_size, iso_files, iso_payload_is_there_once, iso_boot_records, iso_partitions,
                  iso_uefi_partition, iso_menu):
        print(judge.__name__, flush=True)
        judge(lab)


def case_iso_bios_only():
    lab = built("-DFIRMWARE=bios")
    report = output("xorriso", "-indev", lab.iso, "-report_el_torito", "plain")
    expect("BIOS" in report and "UEFI" not in report, report)
    expect("x86_64-efi" not in output("bsdtar", "-tf", lab.iso), "there are modules for UEFI")
    own = os.path.getsize(lab.iso) - payload(lab) - files_of_grub(lab)
    expect(own < 175_000, f"a BIOS-only image is too large: {own} bytes besides GRUB's files")


def case_iso_uefi_only():
    lab = built("-DFIRMWARE=uefi")
    report = output("xorriso", "-indev", lab.iso, "-report_el_torito", "plain")
    expect("UEFI" in report and "BIOS" not in report, report)
    expect("bios.img" not in output("bsdtar", "-tf", lab.iso), "there is a core for BIOS")


def case_fat_files():
    lab = built()
    run("fsck.fat", "-n", lab.img)
    overhead = os.path.getsize(lab.img) - payload(lab)
    print(f"{overhead} bytes besides kernel and initramfs")
    expect(overhead <= OVERHEAD_OF_FAT, "the FAT image has become too large")
    listing = output("mdir", "-a", "-i", lab.img)
    for text in ("syslinux cfg", "vmlinuz ", "initramfs", "ldlinux  sys", "ldlinux  c32", "is VM "):
        expect(text in listing, f"'{text}' is missing in\n{listing}")
    expect_equal(raw("mtype", "-i", lab.img, "::vmlinuz"), lab.read("kernel.in"), "kernel")
    expect_equal(raw("mtype", "-i", lab.img, "::initramfs"), initramfs(lab), "initramfs")
    with open(lab.img, "rb") as file:
        expect_equal(file.read(512)[510:], b"\x55\xaa", "signature of the boot sector")


def case_fat_sizes():
    """Sized to fit, and clean, round the limits of FAT12 (2 MB) and of FAT16 in sectors (33 MB)."""
    lab = built()
    for size in (2_000, 1_900_000, 1_905_000, 1_910_000, 33_300_000, 33_400_000):
        lab.write("kernel.in", fake_kernel(size=size))
        lab.build("vm-fat")
        run("fsck.fat", "-n", lab.img)
        expect_equal(raw("mtype", "-i", lab.img, "::vmlinuz"), lab.read("kernel.in"), "kernel")
        slack = os.path.getsize(lab.img) - payload(lab)
        expect(slack < OVERHEAD_OF_FAT + size // 100, f"{slack} bytes of slack for {size}")


def case_fat_given_size():
    """Floppy disks and sticks: clean, and of the size that was asked for."""
    lab = Lab()
    lab.write("kernel.in", fake_kernel(size=300_000))
    for size, kib, geometry in (("720K", 720, "9"), ("1200K", 1200, "15"), ("1440K", 1440, "18"),
                                ("2880K", 2880, "36"), ("2M", 2048, None), ("300M", 307200, None)):
        lab.configure(f"-DSIZE={size}")
        lab.build("vm-fat")
        expect_equal(os.path.getsize(lab.img), kib * 1024, f"bytes of {size}")
        run("fsck.fat", "-n", lab.img)
        expect_equal(raw("mtype", "-i", lab.img, "::vmlinuz"), lab.read("kernel.in"), "kernel")
        if geometry:
            with open(lab.img, "rb") as file:
                sectors = int.from_bytes(file.read(26)[24:26], "little")
            expect_equal(str(sectors), geometry, f"sectors of a track of {size}")


def partitions_of_disk(disk):
    """Start and size in bytes of each, as sfdisk reads the table."""
    table = json.loads(output("sfdisk", "--json", disk))["partitiontable"]
    expect_equal(table["label"], "gpt", "kind of table")
    return [(entry["start"] * 512, entry["size"] * 512) for entry in table["partitions"]]


def part(disk, start, size, name):
    with open(disk, "rb") as file, open(name, "wb") as copy:
        file.seek(start)
        copy.write(file.read(size))
    return name


def case_disk_table():
    """sgdisk and sfdisk find a sound GPT; BIOS finds code and a partition that it may start."""
    lab = Lab()
    lab.configure()
    lab.build("vm-disk")
    disk = f"{lab.images}/vm.disk"
    expect("No problems found." in output("sgdisk", "-v", disk), output("sgdisk", "-v", disk))
    output("sfdisk", "--verify", disk)
    info = output("sgdisk", "-i", "1", disk)
    expect("EFI system partition" in info and "Attribute flags: 0000000000000004" in info, info)
    start, size = partitions_of_disk(disk)[0]
    expect_equal(start, 4096 * 512, "start of the first partition")
    boot = part(disk, start, size, f"{lab.folder}/boot")
    run("fsck.fat", "-n", boot)
    with open(boot, "rb") as file:
        expect_equal(int.from_bytes(file.read(32)[28:], "little"), 4096, "hidden sectors")
    listing = output("mdir", "-a", "-/", "-b", "-i", boot)
    for name in ("vmlinuz", "ldlinux.sys", "EFI/BOOT/BOOTX64.EFI", "loader/entries/linux.conf"):
        expect(f"::/{name}" in listing, f"{name} is missing in\n{listing}")
    with open(disk, "rb") as file:
        first = file.read(512)
    expect(any(first[:440]) and first[510:] == b"\x55\xaa", "there is no code in the first sector")


def case_disk_root():
    """e2fsck finds a clean ext4, debugfs what was declared."""
    lab = Lab()
    lab.configure()
    lab.build("vm-disk")
    root = part(f"{lab.images}/vm.disk", *partitions_of_disk(f"{lab.images}/vm.disk")[1],
                f"{lab.folder}/root")
    run("e2fsck", "-f", "-n", root)
    facts = output("dumpe2fs", "-h", root)
    expect("Filesystem volume name:   vm\n" in facts and "has_journal" in facts, facts)

    def stat(path):
        return output("debugfs", "-R", f'stat "{path}"', root)

    for path, texts in {
            "/home/a b ü": ("Type: directory", "Mode:  0700", "User:  1000   Group: 70000"),
            "/home/a b ü/it's": ("Type: regular", "Mode:  04755", "User:  1000   Group: 70000",
                                 "Size: 100000\n"),
            "/dev/console": ("Type: character special", "Mode:  0600",
                             "Device major/minor number: 05:01"),
            "/bin/sh": ('Fast link dest: "busybox"',),
            "/etc/link": ("Type: symlink", "Size: 100\n")}.items():
        for text in texts:
            expect(text in stat(path), f"{path} lacks '{text}':\n{stat(path)}")
    expect_equal(raw("debugfs", "-R", 'cat "/home/a b ü/it\'s"', root), lab.read("kernel.in"),
                 "the file")
    # Everything has one time.
    times = set(re.findall(r"time: (0x\w+):", stat("/") + stat("/home/a b ü/it's")))
    expect_equal(times, {"0x00000000"}, "times")


def squashfs(lab):
    return f"{lab.images}/vm-root.squashfs"


def case_squashfs():
    """unsquashfs finds what was declared: owners, modes, devices, hard links with their bytes."""
    lab = Lab()
    lab.configure()
    lab.build("vm-root")
    facts = output("unsquashfs", "-s", squashfs(lab))
    expect("Compression zstd" in facts and "Block size 131072" in facts, facts)
    listing = output("unsquashfs", "-llnumeric", squashfs(lab))
    for entry in (r"drwx------ 1000/70000 .* squashfs-root/home/a b ü\n",
                  r"-rwsr-xr-x 1000/70000 +100000 1970-01-01 00:00 squashfs-root/home/a b ü/it's\n",
                  r"-rwsr-xr-x 1000/70000 +100000 .* squashfs-root/home/same\n",
                  r"crw------- 0/0 +5, +1 .* squashfs-root/dev/console\n",
                  r"lrwxrwxrwx 0/0 .* squashfs-root/bin/sh -> busybox\n",
                  r"lrwxrwxrwx 0/0 +100 .* squashfs-root/etc/link -> (long/){20}\n"):
        expect(re.search(entry, listing), f"'{entry}' is missing in\n{listing}")
    for name in ("home/a b ü/it's", "home/same"):
        expect_equal(raw("unsquashfs", "-cat", squashfs(lab), name), lab.read("kernel.in"), name)


def case_no_sockets():
    """What becomes a tar archive has no sockets: one is an error, and not left out."""
    for target in ("vm-root", "vm-image"):
        lab = Lab()
        lab.configure("-DSOCKET=ON")
        text = lab.failing_build(target)
        expect("a tar archive holds no sockets, as '/run/socket'" in text, text)


def case_squashfs_options():
    """Compressor and blocks are those that were asked for, and the same bytes come every time."""
    for options, texts in {
            "COMPRESSION;xz;XZ_FILTER;x86;LEVEL;9;BLOCK_SIZE;1M":
                ("Compression xz", "Block size 1048576", "Filters selected: x86"),
            "COMPRESSION;gzip;LEVEL;1": ("Compression gzip", "compression-level 1"),
            "COMPRESSION;lz4;BLOCK_SIZE;4K": ("Compression lz4", "Block size 4096")}.items():
        lab = Lab()
        lab.configure(f"-DSQUASHFS={options}")
        lab.build("vm-root")
        facts = output("unsquashfs", "-s", squashfs(lab))
        for text in texts:
            expect(text in facts, f"'{text}' is missing in\n{facts}")
    with open(squashfs(lab), "rb") as file:
        first = file.read()
    os.remove(squashfs(lab))
    lab.build("vm-root")
    with open(squashfs(lab), "rb") as file:
        expect(file.read() == first, "two builds gave different bytes")


def layout(lab, target):
    return f"{lab.build_folder}/{target}/layout"


def case_oci():
    """skopeo and umoci find what was declared, bsdtar owners, modes, devices and hard links."""
    lab = Lab()
    lab.configure()
    said = lab.build("vm-image")
    expect("/init" not in said, said)
    warnings = [line for line in said.splitlines() if "warning" in line]
    expect_equal(warnings, ["linuxbake-oci: warning: the program '/bin/busybox' is not in the image "
                            "(x86_64)"], "warnings")
    archive = f"{lab.images}/vm-image.oci.tar"
    for source in (f"oci-archive:{archive}", f"docker-archive:{archive}:example/vm:1.0",
                   f"oci:{layout(lab, 'vm-image')}:1.0"):
        image = json.loads(output("skopeo", "inspect", "--config", source))
        expect_equal((image["architecture"], image["os"], image["created"]),
                     ("amd64", "linux", "1970-01-01T00:00:00Z"), source)
        expect_equal(image["config"], {
            "User": "1000:70000", "ExposedPorts": {"80/tcp": {}, "53/udp": {}},
            "Env": ["TEXT=it's = ü", "EMPTY=", "LIST=a;;b\\;c\\d;"],
            "Entrypoint": ["/bin/busybox", "sh"], "Cmd": ["-c", "echo 'a  b'; exit 3", "[x;y]"],
            "WorkingDir": "/home/a b ü", "Labels": {"org.example.x": "y=z;w", "o": "[]"}}, source)
    digest = json.loads(output("skopeo", "inspect", f"oci-archive:{archive}"))["Layers"][0]
    layer = f"{layout(lab, 'vm-image')}/blobs/{digest.replace(':', '/')}"
    listing = output("bsdtar", "--numeric-owner", "-tvf", layer)
    for entry in (r"drwx------ +0 1000 +70000 .* home/a b ü/\n",
                  r"-rwsr-xr-x +0 1000 +70000 +100000 .* home/a b ü/it's\n",
                  r"hrwsr-xr-x +0 1000 +70000 +0 .* home/same link to home/a b ü/it's\n",
                  r"crw------- +0 0 +0 +5,1 .* dev/console\n", r"lrwxrwxrwx .* bin/sh -> busybox\n"):
        expect(re.search(entry, listing), f"'{entry}' is missing in\n{listing}")
    bundle = f"{lab.folder}/bundle"
    run("umoci", "unpack", "--rootless", "--image", f"{layout(lab, 'vm-image')}:1.0", bundle)
    for name in ("home/a b ü/it's", "home/same"):
        with open(f"{bundle}/rootfs/{name}", "rb") as file:
            expect_equal(file.read(), lab.read("kernel.in"), name)


def case_oci_index():
    """Each architecture is found in an image for two; without an index, engines get the first."""
    lab = Lab()
    lab.configure()
    said = lab.build("Vm_Both")
    for arch in ("x86_64", "aarch64"):
        for text in ("the program '/sbin/none' is not in the image",
                     "the user 'nobody-knows' is not in /etc/passwd of the image"):
            expect(f"linuxbake-oci: warning: {text} ({arch})" in said, said)
    archive = f"oci-archive:{lab.images}/both.tar"
    for arch in ("amd64", "arm64"):
        image = json.loads(output("skopeo", f"--override-arch={arch}", "inspect", archive))
        expect_equal(image["Architecture"], arch, "the architecture")
    run("skopeo", "copy", "--all", archive, f"dir:{lab.folder}/copy")
    old = f"docker-archive:{lab.images}/both.tar:vm-both:latest"
    old = json.loads(output("skopeo", "inspect", old))
    expect_equal(old["Architecture"], "amd64", "the architecture without an index")


def case_oci_same():
    """The same bytes come every time, and nothing of an earlier image stays."""
    lab = Lab()
    archive = f"{lab.images}/vm-image.oci.tar"
    def bytes_now():
        with open(archive, "rb") as file:
            return file.read()
    lab.configure("-DOCI=COMPRESSION;zstd")
    lab.build("vm-image")
    names = output("bsdtar", "-tf", archive).split()
    expect_equal(len(names), 6, names)
    lab.configure("-DOCI=")
    lab.build("vm-image")
    first = bytes_now()
    os.remove(archive)
    lab.build("vm-image")
    expect(bytes_now() == first, "two builds gave different bytes")
    expect_equal(lab.build("vm-image").count("Writing"), 0, "steps without an edit")
    found = sorted(os.listdir(f"{layout(lab, 'vm-image')}/blobs/sha256"))
    expect_equal(found, sorted(os.path.basename(name) for name in
                               output("bsdtar", "-tf", archive).split() if "sha256" in name),
                 "blobs")
    lab.write("kernel.in", b"edited")
    lab.build("vm-image")
    expect(bytes_now() != first, "an edit did not reach the image")


def case_iso_root_image():
    """The image is on the medium, each entry that has no root= of its own says so, and a kernel
    that cannot mount it is refused."""
    lab = Lab()
    lab.configure()
    text = lab.failing_build("vm-live")
    for option in ("ISO9660_FS", "BLK_DEV_LOOP", "SQUASHFS", "SQUASHFS_ZSTD", "OVERLAY_FS",
                   "TMPFS", "TMPFS_XATTR"):
        expect(f"CONFIG_{option}=y" in text, f"{option} is missing in\n{text}")
    options = re.findall(r"CONFIG_\w+=y", text)
    lab.write("kernel.config", lab.read("kernel.config") + "\n".join(options).encode() + b"\n")
    lab.build("vm-live")
    live = f"{lab.images}/live.iso"
    with open(squashfs(lab), "rb") as file:
        expect_equal(raw("bsdtar", "-xOf", live, "LiveOS/squashfs.img"), file.read(), "the root")
    menu = output("bsdtar", "-xOf", live, "boot/grub/grub.cfg")
    lines = re.findall(r"\$linux (.*)", menu)
    expect_equal(lines, ["/boot/vmlinuz root=live:LABEL=VM_LIVE quiet",
                         "/boot/vmlinuz root=/dev/sda2"], "command lines")
    lab.write("overlay/etc/new", b"new")
    expect_equal(sorted(set(re.findall(r"(?:Packing|Writing) (\S+)", lab.build("vm-live")))),
                 ["vm-initramfs", "vm-live", "vm-root"], "steps after an edit")


def case_disk_size():
    """A root of the size that was asked for; what does not fit is said."""
    lab = Lab()
    lab.configure("-DDISK_SIZE=40M")
    lab.build("vm-disk")
    expect_equal(partitions_of_disk(f"{lab.images}/vm.disk")[1][1], 40 << 20, "bytes of the root")
    lab.write("overlay/large", fake_kernel(size=30 << 20))
    lab.configure("-DDISK_SIZE=20M")
    text = lab.failing_build("vm-disk")
    expect("does not fit into its SIZE of 20971520 bytes" in squeezed(text), text)
    # There is room for the files alone, but not for what an ext4 has besides.
    lab.configure("-DDISK_SIZE=31M")
    text = lab.failing_build("vm-disk")
    expect("raise SIZE" in squeezed(text), text)


def case_reports():
    """Size report, manifest and summary say what is there."""
    lab = built()
    text = lab.build("vm-size")
    for line in (r"vm\.iso: \d+ kB", r"  kernel +100,000 ", r"  GRUB for BIOS +1\d\d,\d{3} ",
                 r"  etc/passwd +26 ", r"  drivers/tty +3,000 +50\.0 %  #{20}\n", r"  Syslinux "):
        expect(re.search(line, text), f"'{line}' is missing in\n{text}")
    with open(f"{lab.images}/vm-size.json", encoding="utf-8") as file:
        sizes = json.load(file)
    for image in sizes["images"]:
        expect_equal(sum(part["bytes"] for part in image["parts"]), image["bytes"], "sum of parts")
    with open(f"{lab.images}/vm.manifest.json", encoding="utf-8") as file:
        manifest = json.load(file)
    expect_equal([image["file"] for image in manifest["images"]], ["vm.iso", "vm.img"], "images")
    expect_equal(manifest["packages"][0]["version"], "6.12.1", "version of the kernel")
    hashes = {entry["name"]: entry.get("sha256") for entry in manifest["initramfs"][0]["files"]}
    passwd = output("sha256sum", f"{lab.source}/overlay/etc/passwd").split()[0]
    expect_equal(hashes["etc/passwd"], passwd, "hash of a file of the initramfs")
    text = lab.build("vm-summary")
    for line in (r"ISO image +\d+ kB  .*/vm\.iso", r"Not run: vm\.boot\n",
                 r"Start it: cmake --build '.*/build é' --target vm-run"):
        expect(re.search(line, text), f"'{line}' is missing in\n{text}")
    expect("vm-iso " in lab.build("linuxbake-help"), "linuxbake-help does not know vm-iso")


main(globals())
