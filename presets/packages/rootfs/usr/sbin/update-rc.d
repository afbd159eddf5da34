#!/bin/sh
# update-rc.d NAME defaults|defaults-disabled|remove|enable|disable - which services start with the
# system: links in /etc/rc2.d, which /usr/lib/linuxbake/services reads. The order is that of the
# headers in the scripts (LSB, "Required-Start"), looked at when the system starts.
set -e
force=
while [ "${1#-}" != "$1" ]; do [ "$1" = -f ] && force=yes; shift; done
name=$1
what=$2
directory=/etc/rc2.d
if [ -z "$name" ] || [ -z "$what" ]; then
  echo "Usage: update-rc.d [-f] NAME defaults|defaults-disabled|remove|enable|disable" >&2
  exit 1
fi
script=/etc/init.d/$name
if [ ! -e "$script" ] && [ "$what" != remove ]; then
  echo "update-rc.d: there is no $script" >&2
  exit 1
fi
present() { [ -L "$directory/S01$name" ] || [ -L "$directory/K01$name" ]; }
mkdir -p "$directory"
case "$what" in
  defaults) present || ln -s "../init.d/$name" "$directory/S01$name" ;;
  defaults-disabled) present || ln -s "../init.d/$name" "$directory/K01$name" ;;
  enable)
    rm -f "$directory/K01$name"
    ln -sf "../init.d/$name" "$directory/S01$name" ;;
  disable)
    rm -f "$directory/S01$name"
    ln -sf "../init.d/$name" "$directory/K01$name" ;;
  remove)
    if [ -e "$script" ] && [ -z "$force" ]; then exit 0; fi
    rm -f "$directory/S01$name" "$directory/K01$name" ;;
  *)
    echo "update-rc.d: '$what' is none of defaults, defaults-disabled, remove, enable, disable" >&2
    exit 1 ;;
esac
