# SPDX-License-Identifier: MIT
# One that is empty is unexpected, too.
function(_linuxbake_private target)
  _linuxbake_parse(private 1 "" "NAME" "WORDS")
endfunction()
_linuxbake_private(thing "" NAME x)
