#: SPDX-License-Identifier: MIT
#: load-modules.sh - for what is in the machine already; the daemon mdev is told of what comes later.
#: A device says what it is in "modalias", and depmod's lists say which module that means.

if [ -d "/lib/modules/$(uname -r)" ]; then
  find /sys/devices -name modalias -exec cat {} + 2>/dev/null | sort -u |
    xargs modprobe -a -b -q 2>/dev/null
fi
