# SPDX-License-Identifier: MIT
# A private function complains by itself; a word with a semicolon is one word.
function(_linuxbake_private target)
  _linuxbake_parse(private 1 "" "NAME" "WORDS")
endfunction()
_linuxbake_private(thing NAME "" WORDS a "b;c")
_linuxbake_private(thing "d;e" NAME x)
