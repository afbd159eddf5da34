#: SPDX-License-Identifier: MIT
#: console-login.sh - on a terminal of somebody who has to log in.
#: getty itself would put something in the place of % and \ in /etc/issue. 0 leaves the speed as it is.

# console_login TTY [BAUD]: becomes the program that asks for a name, and then for the password.
console_login() {
  take_console "$@"
  cd /
  cat /etc/issue 2>/dev/null
  exec getty -i -L 0 - "$TERM"
}
