#: SPDX-License-Identifier: MIT
#: service.sh - the end of /etc/init.d/service.
#: "# @SERVICES@" is a branch for each: its number, and "set --" with its words.

open_console
case $1 in
  # @SERVICES@
esac
"$@" </dev/null
echo "<6>linuxbake-init: $1 ended ($?), it is started again" 2>/dev/null >/dev/kmsg
# Not in a circle, if it cannot run.
exec sleep 2
