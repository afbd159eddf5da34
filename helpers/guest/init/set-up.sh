#: SPDX-License-Identifier: MIT
#: set-up.sh - once everything is mounted.
#: @HOST_NAME@ is that of the description.

if ! is_mounted /dev; then
  mdev -s 2>/dev/null
fi
[ -e /dev/fd ] || ln -s /proc/self/fd /dev/fd
[ -e /dev/stdin ] || ln -s /proc/self/fd/0 /dev/stdin
[ -e /dev/stdout ] || ln -s /proc/self/fd/1 /dev/stdout
[ -e /dev/stderr ] || ln -s /proc/self/fd/2 /dev/stderr

hostname @HOST_NAME@ 2>/dev/null || echo @HOST_NAME@ 2>/dev/null >/proc/sys/kernel/hostname
if [ -d /sys/class/net/lo ]; then
  ifconfig lo 127.0.0.1 up 2>/dev/null || ip link set lo up 2>/dev/null
fi
mkdir -p /run/linuxbake
