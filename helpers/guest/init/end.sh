#: SPDX-License-Identifier: MIT
#: end.sh - of the init that is one script: how the machine ends.

# end_with poweroff|reboot|halt: for process 1; never returns.
end_with() {
  trap '' HUP INT QUIT TERM USR1 USR2
  note "$1"
  kill -TERM -1 2>/dev/null
  sleep 1
  clean_up
  "$1" -f
  note "$1 failed"
  while :; do
    sleep 2147483647
  done
}
