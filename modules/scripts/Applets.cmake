# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Applets
-------

``write_applets_manifest(<manifest>)``
  The names of a userland that was built in ``tree`` as a manifest for linuxbake-cpio: each one a
  symbolic link, relative, to the program in /bin, where the userland's own installation has it.
  ``name`` says which userland: each has its own way to list them.
#]=======================================================================]
include_guard(GLOBAL)

function(busybox_names out)
  file(READ "${tree}/busybox.links" text)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Toybox's scripts/install.c prints them; it is compiled for the host.
function(toybox_names out)
  set(program "${tree}/generated/linuxbake-instlist")
  _linuxbake_run("compiling Toybox's list of commands" QUIET DIRECTORY "${tree}"
    COMMAND gcc -I . scripts/install.c -o "${program}")
  execute_process(COMMAND "${program}" long OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "\n([^\n])" "\n/\\1" text "\n${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(write_applets_manifest manifest)
  # One text, not a list: two of the names are "[" and "[[".
  cmake_language(CALL "${name}_names" names)
  set(word "([^/\n]+)")
  set(end "${name} 0777 0 0")
  string(REGEX REPLACE "\n/${word}/${word}/${word}" "\nslink /\\1/\\2/\\3 ../../bin/${end}"
    text "\n${names}")
  string(REGEX REPLACE "\n/bin/${word}" "\nslink /bin/\\1 ${end}" text "${text}")
  string(REGEX REPLACE "\n/${word}/${word}" "\nslink /\\1/\\2 ../bin/${end}" text "${text}")
  string(REGEX REPLACE "\n/${word}" "\nslink /\\1 bin/${end}" text "${text}")
  if(NOT text MATCHES "\nslink")
    message(FATAL_ERROR "${title}: ${name} has no applets: nothing is configured.")
  endif()
  file(WRITE "${manifest}" "# Links to ${name}, made from its own list.${text}")
endfunction()
