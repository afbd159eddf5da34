# SPDX-License-Identifier: MIT
shell
run cat /proc/cmdline
  output "console=ttyS0 x=\"one; two\" b=[;c d=$<] e=a\\b f=ü@g@'h"
