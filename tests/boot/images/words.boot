# SPDX-License-Identifier: MIT
shell
run cat /proc/cmdline
  contains quiet text="two words" entry=fat console=ttyS0
