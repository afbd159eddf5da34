#!/bin/sh
#: SPDX-License-Identifier: MIT
#: network.sh - /etc/init.d/network. The driver of the card may come later than this starts.
# Made by linuxbake-init. Keeps the address of the first network card, by DHCP. What the kernel or a
# program has made up (dummy0, a bridge) is no device.
first_card() {
  for directory in /sys/class/net/*; do
    [ -e "$directory/device" ] || continue
    [ "$(cat "$directory/type" 2>/dev/null)" = 1 ] && basename "$directory" && return
  done
  return 1
}

# Everybody may ping, also by the sockets that need no privilege (icmp(7)).
echo 0 2147483647 2>/dev/null >/proc/sys/net/ipv4/ping_group_range
until card=$(first_card); do
  sleep 1
done
# The log has what it says; the console is somebody's.
exec udhcpc -f -S -R -i "$card" -s /etc/init.d/network-lease -x "hostname:$(hostname)" \
  >/dev/null 2>&1
