# SPDX-License-Identifier: MIT
#
# Longer than BusyBox's line editor takes (1023), than a terminal takes (4095), and than both.
set(VERDICT PASS)
set(SCRIPT "shell\n")
foreach(length IN ITEMS 1030 4100 12000)
  set(text "")
  foreach(number RANGE 1 ${length} 10)
    string(APPEND text "ü ${number}\t\\")
  endforeach()
  string(REPLACE "\t" "'" text "${text}")
  string(SUBSTRING "${text}" 0 ${length} text)
  string(REGEX REPLACE "[^0-9]+$" "" text "${text}") # whole letters
  string(REPLACE "'" "'\\''" quoted "${text}")
  string(APPEND SCRIPT "run printf '%s\\n' '${quoted}'\n  output ${text}\n")
endforeach()
