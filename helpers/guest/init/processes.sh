#: SPDX-License-Identifier: MIT
#: processes.sh - of the init that is one script: what process 1 starts.

# detached ARGUMENT...: this script again, in the background and in a session of its own.
detached() {
  if command -v setsid >/dev/null 2>&1; then
    setsid setsid /bin/sh /init "$@"
  else
    /bin/sh /init "$@" &
  fi
}

mark_running() {
  echo $$ 2>/dev/null >"/run/linuxbake/$1.pid"
}

is_running() {
  read -r pid <"/run/linuxbake/$1.pid" && kill -0 "$pid"
} 2>/dev/null

# supervise NAME ARGUMENT...: this script with the arguments, again and again.
supervise() {
  mark_running "$1"
  shift
  while :; do
    if command -v setsid >/dev/null 2>&1; then
      setsid /bin/sh /init "$@"
    else
      /bin/sh /init "$@"
    fi
    sleep 1
  done
}
