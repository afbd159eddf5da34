# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Toybox (script)
---------------

The steps of Kbuild.cmake for Toybox, which lists its names in another way than BusyBox.

``write_applets_manifest(<ignored> <manifest>)``
  In place of Applets.cmake's: the names come from Toybox's own ``scripts/install.c``, compiled for
  this machine.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/Applets.cmake")

function(write_applets_manifest ignored manifest)
  set(program "${tree}/generated/linuxbake-instlist")
  _linuxbake_run("compiling Toybox's list of commands" QUIET DIRECTORY "${tree}"
    COMMAND gcc -I . scripts/install.c -o "${program}")
  execute_process(COMMAND "${program}" long OUTPUT_VARIABLE names COMMAND_ERROR_IS_FATAL ANY)
  set(name "([^/\n]+)")
  set(end "toybox 0777 0 0")
  string(REGEX REPLACE "\n([^\n])" "\n/\\1" text "\n${names}")
  string(REGEX REPLACE "\n/${name}/${name}/${name}" "\nslink /\\1/\\2/\\3 ../../bin/${end}"
    text "${text}")
  string(REGEX REPLACE "\n/bin/${name}" "\nslink /bin/\\1 ${end}" text "${text}")
  string(REGEX REPLACE "\n/${name}/${name}" "\nslink /\\1/\\2 ../bin/${end}" text "${text}")
  if(NOT text MATCHES "\nslink")
    message(FATAL_ERROR "${title}: Toybox has no commands: nothing is configured.")
  endif()
  file(WRITE "${manifest}" "# Links to Toybox, made from its list of commands.${text}")
endfunction()

include("${CMAKE_CURRENT_LIST_DIR}/Kbuild.cmake")
