# SPDX-License-Identifier: MIT
# The menu is on the serial line, and takes keys from it.
expect The first
type "\e[B"
type "\r"
shell
run cat /proc/cmdline
  contains quiet "text=two words" entry=2 console=ttyS0
