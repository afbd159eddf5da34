# SPDX-License-Identifier: MIT
#
# Where headers, files and programs are looked for.
#
#   cmake -DSCRIPT=<HostTools.cmake> -DWORK=<dir> -P Looking.cmake
cmake_minimum_required(VERSION 3.25)
include("${SCRIPT}")
file(REMOVE_RECURSE "${WORK}")
set(prefix "${WORK}/prefix")
foreach(file IN ITEMS include/plain/one.h include/aarch64-linux-gnu/two.h share/grub2/odd/kernel.img)
  file(WRITE "${prefix}/${file}" "")
endforeach()
# Two versions of one tool, as a distribution has a compiler besides its own.
file(WRITE "${prefix}/bin/oddtool" "#!/bin/sh\necho Debian oddtool version 9.0.6\n")
file(WRITE "${prefix}/bin/oddtool-19" "#!/bin/sh\necho Debian oddtool version 19.1.7\n")
file(WRITE "${prefix}/bin/silent" "#!/bin/sh\n")
file(CHMOD "${prefix}/bin/oddtool" "${prefix}/bin/oddtool-19" "${prefix}/bin/silent"
  PERMISSIONS OWNER_READ OWNER_EXECUTE)

function(expect value)
  _linuxbake_is_there(there ${ARGN})
  if(NOT there STREQUAL value)
    message(FATAL_ERROR "${ARGN}: ${there} instead of ${value}")
  endif()
endfunction()

expect(FALSE header plain/one.h)
expect(FALSE program oddtool othertool)
set(CMAKE_PREFIX_PATH "${prefix}")
set(ENV{PATH} "${prefix}/bin")
expect(TRUE header plain/one.h)
expect(TRUE header none.h two.h)
expect(FALSE header three.h)
expect(TRUE file */grub*/odd/kernel.img)
expect(FALSE file */grub*/even/kernel.img)
expect(TRUE program othertool oddtool)
expect(TRUE program>=9 oddtool)
expect(FALSE program>=17 oddtool)
expect(FALSE program>=17 silent othertool)
expect(TRUE program>=17 oddtool oddtool-19)
expect(FALSE program>=20 oddtool-19 oddtool)
