#!/bin/sh
# invoke-rc.d [OPTION...] NAME ACTION [ARGUMENT...] - how maintainer scripts start and stop a service.
# A service that does not start with the system is not started; /usr/sbin/policy-rc.d is asked as
# Debian's policy has it (101: not allowed).
quiet=
while [ "${1#-}" != "$1" ]; do [ "$1" = --quiet ] && quiet=yes; shift; done
name=$1
action=$2
if [ -z "$name" ] || [ -z "$action" ]; then
  echo "Usage: invoke-rc.d NAME ACTION [ARGUMENT...]" >&2
  exit 103
fi
shift 2
script=/etc/init.d/$name
if [ ! -x "$script" ]; then
  echo "invoke-rc.d: there is no $script" >&2
  exit 100
fi
if [ -x /usr/sbin/policy-rc.d ]; then
  /usr/sbin/policy-rc.d "$name" "$action" 2
  [ $? = 101 ] && exit 0
fi
case "$action" in
  start | restart | reload | force-reload | try-restart)
    if [ ! -L "/etc/rc2.d/S01$name" ]; then
      [ -n "$quiet" ] || echo "invoke-rc.d: $name is disabled: not done: $action" >&2
      exit 0
    fi ;;
esac
exec "$script" "$action" "$@"
