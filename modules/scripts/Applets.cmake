# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Applets
-------

``write_applets_manifest(<busybox.links> <manifest>)``
  The links of a BusyBox as a manifest for linuxbake-cpio: each name a symbolic
  link, relative, as BusyBox's own installation makes them.
#]=======================================================================]
include_guard(GLOBAL)

function(write_applets_manifest links manifest)
  # One text, not a list: two of the names are "[" and "[[".
  file(READ "${links}" text)
  if(NOT text MATCHES "^/")
    message(FATAL_ERROR "${title}: BusyBox has no applets: ${links} is empty.")
  endif()
  set(text "\n${text}")
  set(name "([^/\n]+)")
  set(end "busybox 0777 0 0")
  string(REGEX REPLACE "\n/${name}/${name}/${name}" "\nslink /\\1/\\2/\\3 ../../bin/${end}"
    text "${text}")
  string(REGEX REPLACE "\n/bin/${name}" "\nslink /bin/\\1 ${end}" text "${text}")
  string(REGEX REPLACE "\n/${name}/${name}" "\nslink /\\1/\\2 ../bin/${end}" text "${text}")
  string(REGEX REPLACE "\n/${name}" "\nslink /\\1 bin/${end}" text "${text}")
  file(WRITE "${manifest}" "# Links to BusyBox, made from its busybox.links.${text}")
endfunction()
