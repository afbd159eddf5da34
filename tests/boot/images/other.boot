# SPDX-License-Identifier: MIT
shell
run cat /proc/cmdline
  contains entry=other
