# SPDX-License-Identifier: MIT
#
# Each line of a fragment has its reason: a comment above it, in the same paragraph.
#
#   cmake -DFILE=<fragment> -P Reasons.cmake
cmake_minimum_required(VERSION 3.25)

file(READ "${FILE}" text)
string(REGEX REPLACE "[][;]" "?" text "${text}")
string(REPLACE "\n" ";" lines "${text}")
set(has_reason FALSE)
set(without "")
foreach(line IN LISTS lines)
  if(line STREQUAL "")
    set(has_reason FALSE) # a new paragraph
  elseif(line MATCHES "^(# )?CONFIG_[A-Za-z0-9_]+(=| is not set)")
    if(NOT has_reason)
      list(APPEND without "${line}")
    endif()
  elseif(line MATCHES "^# *[^ #]")
    set(has_reason TRUE)
  endif()
endforeach()
if(without)
  list(JOIN without "\n  " without)
  message(FATAL_ERROR "${FILE}: no comment above these says what they are for:\n  ${without}")
endif()
