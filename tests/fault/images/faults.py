# SPDX-License-Identifier: MIT
"""What can go wrong while an image is written: see imagelab.py for the arguments."""
import glob
import json
import os
import shutil
import subprocess
import sys

from imagelab import SKIPPED, Lab, expect, expect_equal, fake_kernel, main, squeezed


def expect_said(text, *sentences):
    for sentence in sentences:
        expect(sentence in squeezed(text), f"'{sentence}' is missing in\n{text}")


def nothing_half_written(lab):
    rest = [path for path in glob.glob(f"{glob.escape(lab.images)}/*")
            if path.endswith((".part", ".iso", ".img"))]
    expect_equal(rest, [], "files that are left")


def case_full_disk():
    """In a name space of our own, where we may mount; skipped where the machine forbids that."""
    if os.environ.get("LINUXBAKE_TEST_INSIDE") != "1":
        inside = ["unshare", "--user", "--map-root-user", "--mount"]
        if not shutil.which("unshare") or subprocess.run(
                [*inside, "true"], check=False, stderr=subprocess.DEVNULL).returncode != 0:
            print("unshare is missing or not permitted here")
            sys.exit(SKIPPED)
        sys.exit(subprocess.run([*inside, sys.executable, *sys.argv], check=False,
                                env=dict(os.environ, LINUXBAKE_TEST_INSIDE="1")).returncode)
    lab = Lab()
    lab.configure()
    lab.build("vm-kernel", "vm-initramfs")
    # Kernel and initramfs are built; now the directory for images becomes small.
    lab.write("kernel.in", fake_kernel(size=1_500_000))
    os.makedirs(lab.images, exist_ok=True)
    archive = f"{lab.images}/vm-initramfs.cpio.gz"
    shutil.move(archive, f"{lab.folder}/initramfs")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", lab.images], check=True)
    shutil.copy2(f"{lab.folder}/initramfs", archive)
    text = lab.failing_build("vm-iso")
    expect_said(text, "vm-iso:", "Writing the ISO image failed (xorriso:",
                "There is no space left.", lab.images)
    nothing_half_written(lab)
    text = lab.failing_build("vm-fat")
    expect_said(text, "vm-fat:", "There is no space left.", lab.images)
    nothing_half_written(lab)


def case_tool_fails():
    """What the tool said is shown, with the command."""
    lab = Lab()
    tools = f"{lab.folder}/tools"
    os.makedirs(tools)
    with open(f"{tools}/xorriso", "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\necho 'xorriso : SORRY ; something is wrong' >&2\nexit 5\n")
    os.chmod(f"{tools}/xorriso", 0o755)
    lab.environment["PATH"] = f"{tools}:{lab.environment['PATH']}"
    lab.configure()
    text = lab.failing_build()
    expect_said(text, "vm-iso:", "Writing the ISO image failed (xorriso: 5):",
                "xorriso : SORRY ; something is wrong", "The command was:",
                f"{tools}/xorriso -no_rc -as mkisofs")


def case_no_boot_image():
    lab = Lab()
    lab.write("kernel.in", b"\x7fELF" + bytes(100_000))
    lab.configure()
    text = lab.failing_build("vm-iso")
    expect_said(text, "vm-iso:", "This kernel is no boot image for x86_64:", "vm.vmlinuz",
                "It has to be an arch/x86/boot/bzImage")
    lab.write("kernel.in", b"short")
    text = lab.failing_build("vm-fat")
    expect_said(text, "vm-fat:", "This kernel is no boot image for x86_64:")
    nothing_half_written(lab)


def case_kernel_cannot_unpack():
    lab = Lab()
    lab.configure("-DCOMPRESSION=xz")
    for target in ("vm-iso", "vm-fat"):
        text = lab.failing_build(target)
        expect_said(text, "The kernel cannot unpack the initramfs 'vm-initramfs'", "CONFIG_RD_XZ=y")
    nothing_half_written(lab)


def case_too_large_for_fat():
    """4 GiB as a sparse file, named in the recipe, so that nobody copies it."""
    lab = Lab()
    lab.configure()
    kernel = f"{lab.folder}/large"
    with open(kernel, "wb") as file:
        file.write(fake_kernel(size=1000))
        file.truncate(1 << 32)
    recipe = f"{lab.build_folder}/vm-fat/vm-fat.recipe.json"
    with open(recipe, encoding="utf-8") as file:
        fields = json.load(file)
    fields["system"]["kernel_file"] = kernel
    with open(recipe, "w", encoding="utf-8") as file:
        json.dump(fields, file)
    with open(f"{lab.build_folder}/build.ninja", encoding="utf-8") as file:
        program = file.read().split(" image --recipe ")[0].split(" && ")[-1]
    done = subprocess.run([program, "image", "--recipe", recipe], check=False,
                          stderr=subprocess.PIPE, text=True)
    expect_equal(done.returncode, 1, "4 GiB have to be refused")
    expect_said(done.stderr, "vm-fat:", "KERNEL has 4294967296 bytes", "write an ISO image")


def case_larger_than_its_size():
    """100 KB of kernel on 96 KiB; the second size has room for the files, but not for Syslinux."""
    for size in ("96K", "160K"):
        lab = Lab(size)
        lab.configure(f"-DSIZE={size}")
        text = lab.failing_build("vm-fat")
        expect_said(text, "vm-fat:", f"does not fit into its SIZE of {int(size[:-1]) * 1024} bytes:",
                    "vm.vmlinuz: 100000 bytes", "ldlinux.sys:", "bytes at least are needed.")
        nothing_half_written(lab)


def case_earlier_image_stays():
    """A build that fails leaves the image of the one before as it was."""
    lab = Lab()
    lab.configure()
    lab.build()
    with open(lab.iso, "rb") as file:
        before = file.read()
    lab.write("kernel.in", b"no kernel")
    lab.failing_build("vm-iso")
    with open(lab.iso, "rb") as file:
        expect(file.read() == before, "the earlier image has changed")


main(globals())
