# SPDX-License-Identifier: MIT
# Syslinux has a word of its own behind ours.
shell
run cat /proc/cmdline
  contains console=ttyS0 f=ü€ x=aaaaaaa x=aaaaaaa
run sed 's/ initrd=[^ ]*$//' /proc/cmdline | tail -c 4
  output END
