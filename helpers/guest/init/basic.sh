#: SPDX-License-Identifier: MIT
#: basic.sh - what every script has.

note() {
  printf 'linuxbake-init: %s\n' "$*"
}

# The standard streams may lead nowhere: /dev/console was missing when the kernel started init.
open_console() {
  if ( : <>/dev/console ) 2>/dev/null; then
    exec 0<>/dev/console 1>&0 2>&0
  fi
}
