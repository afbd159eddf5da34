#: SPDX-License-Identifier: MIT
#: process-1.sh - of the init that is one script: what process 1 does to the end.
#: @START@ is what it starts; @START_AGAIN@ looks after that, once a minute.

trap 'end_with poweroff' USR2
trap 'end_with halt' USR1
trap 'end_with reboot' TERM INT
# Ctrl-Alt-Del is SIGINT for process 1, instead of a reset at once.
echo 0 2>/dev/null >/proc/sys/kernel/ctrl-alt-del

@START@
while :; do
  sleep 60 &
  wait $!
  @START_AGAIN@
done
