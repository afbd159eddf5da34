#: SPDX-License-Identifier: MIT
#: console-shell.sh - on a terminal of somebody who needs no password.

# console_shell TTY [BAUD]: becomes a login shell there.
console_shell() {
  take_console "$@"
  export HOME=/root USER=root LOGNAME=root SHELL=/bin/sh
  cd /root 2>/dev/null || cd /
  cat /etc/issue /etc/motd 2>/dev/null
  exec /bin/sh -l
}
