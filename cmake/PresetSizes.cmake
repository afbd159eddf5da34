# SPDX-License-Identifier: MIT
#
# The sizes in README.md's table of presets, between "<!-- sizes -->" and "<!-- /sizes -->": the
# columns "ISO" and "FAT or disk" of those presets whose images are there. The other rows stay as
# they are, and so do the other columns.
#
#   cmake -DREADME=<file> -DIMAGES=<directory> -DPRESETS=<names> [-DWRITE=ON] -P PresetSizes.cmake
#
# With WRITE the file is written. Without it a figure that is more than 5 % from the image's size is
# an error: another compiler or point release of the kernel makes small differences.
cmake_minimum_required(VERSION 3.25...4.4)

# "2.40 MB" of a file; empty where there is none.
function(size_of out file)
  set(${out} "" PARENT_SCOPE)
  if(EXISTS "${file}")
    file(SIZE "${file}" bytes)
    math(EXPR hundredths "(${bytes} + 5000) / 10000 + 100000")
    string(REGEX REPLACE "^10*([0-9]+)(..)$" "\\1.\\2 MB" text "${hundredths}")
    set(${out} "${text}" PARENT_SCOPE)
  endif()
endfunction()

# Both are "2.40 MB" or empty; figures without their point.
function(is_near out written measured)
  set(${out} FALSE PARENT_SCOPE)
  string(REPLACE "." "" figures "${written}|${measured}")
  if(written STREQUAL measured)
    set(${out} TRUE PARENT_SCOPE)
  elseif(figures MATCHES "^([0-9]+) MB\\|([0-9]+) MB$")
    math(EXPR difference "(${CMAKE_MATCH_1} - ${CMAKE_MATCH_2}) * 20")
    if(difference LESS_EQUAL CMAKE_MATCH_2 AND difference GREATER_EQUAL "-${CMAKE_MATCH_2}")
      set(${out} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Brings one row up to date in `table`, and adds to `wrong`, both of the caller.
function(renew_row preset)
  size_of(iso "${IMAGES}/${preset}.iso")
  size_of(fat "${IMAGES}/${preset}.img")
  if("${iso}${fat}" STREQUAL "")
    return()
  endif()
  set(row "(\n\\| `${preset}` \\|[^|\n]*\\|)([^|\n]*)\\|([^|\n]*)\\|")
  if(NOT table MATCHES "${row}")
    set(wrong "${wrong}  There is no row for `${preset}`.\n" PARENT_SCOPE)
    return()
  endif()
  string(STRIP "${CMAKE_MATCH_2}" iso_written)
  string(STRIP "${CMAKE_MATCH_3}" fat_written)
  is_near(iso_near "${iso_written}" "${iso}")
  is_near(fat_near "${fat_written}" "${fat}")
  if(NOT (iso_near AND fat_near))
    set(wrong "${wrong}  `${preset}` has '${iso_written}' and '${fat_written}', \
but the images '${iso}' and '${fat}'.\n" PARENT_SCOPE)
  endif()
  string(REGEX REPLACE "(.+)" " \\1" iso "${iso}")
  string(REGEX REPLACE "(.+)" " \\1" fat "${fat}")
  string(REGEX REPLACE "${row}" "\\1${iso} |${fat} |" table "${table}")
  set(table "${table}" PARENT_SCOPE)
endfunction()

file(READ "${README}" text)
if(NOT text MATCHES "<!-- sizes -->\n(.*)<!-- /sizes -->")
  message(FATAL_ERROR "${README} has no table between <!-- sizes --> and <!-- /sizes -->.")
endif()
set(before "${CMAKE_MATCH_1}")
set(table "${before}")
set(wrong "")
foreach(preset IN LISTS PRESETS)
  renew_row("${preset}")
endforeach()
if(WRITE)
  string(REPLACE "${before}" "${table}" text "${text}")
  file(WRITE "${README}" "${text}")
elseif(NOT wrong STREQUAL "")
  message(FATAL_ERROR "The sizes in ${README} are not those of the images:\n${wrong}"
    "Write them anew: cmake --build <build directory> --target presets-sizes")
endif()
