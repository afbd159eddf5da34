#!/bin/sh
#: SPDX-License-Identifier: MIT
#: network-lease.sh - /etc/init.d/network-lease.
# Made by linuxbake-init. udhcpc calls it, with what the network says in variables.
# shellcheck disable=SC2154
case $1 in
  deconfig)
    ifconfig "$interface" 0.0.0.0 up
    ;;
  bound | renew)
    ifconfig "$interface" "$ip" netmask "${subnet:-255.255.255.0}"
    while route del default dev "$interface" 2>/dev/null; do :; done
    for gateway in $router; do
      route add default gw "$gateway" dev "$interface"
    done
    {
      [ -z "$domain" ] || echo "search $domain"
      for server in $dns; do
        echo "nameserver $server"
      done
    } >/etc/resolv.conf
    ;;
esac
