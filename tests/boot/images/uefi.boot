# SPDX-License-Identifier: MIT
# Under UEFI a word is in front of ours: where the kernel's EFI stub finds the initramfs.
shell
run cat /proc/cmdline
  contains text="two words" entry=fat console=ttyS0
