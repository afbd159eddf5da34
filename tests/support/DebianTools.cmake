# SPDX-License-Identifier: MIT
#
# Programs of other releases of Debian, for tests that ask how LinuxBake does with them: packages
# with all that they depend on, unpacked into the cache, where they run with the loader and the
# libraries of their own release. Nothing is installed, and no root is needed.
#
#   cmake -DNAME=<name> -DRELEASES=<release;...> -DPACKAGES=<name;...> -DPROGRAMS=<name;...>
#         -DCACHE_DIR=<dir> -DFETCH=<linuxbake-fetch> [-DOFFLINE=ON] -P DebianTools.cmake
#
# The programs are <dir>/test-tools/<name>/usr/bin/<program>. They are fetched once: a release that
# moves (sid) is read anew when the directory was deleted. Of several releases the last that has a
# package gives it (sid;experimental).
#
# Where this cannot be (a host that is no Debian, no network, a mirror without the release), it says
# "skipped: ..." and succeeds; what needs the programs has to look for them, and to skip as well.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/HostFamily.cmake")

set(directory "${CACHE_DIR}/test-tools/${NAME}")

macro(skip text)
  message(STATUS "skipped: ${NAME}: ${text}")
  return()
endmacro()

# Sets <out> to whether this host's apt leads to one of the releases.
function(prepare_state out)
  set(releases ${RELEASES})
  list(TRANSFORM releases PREPEND "--release=")
  execute_process(COMMAND "${FETCH}" apt-state "--state=${work}/apt" ${releases}
    RESULT_VARIABLE result)
  set(${out} FALSE PARENT_SCOPE)
  if(result EQUAL 0)
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

function(apt out)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C DEBIAN_FRONTEND=noninteractive
    "${apt_get}" -q -y -c "${work}/apt/apt.conf" ${ARGN}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(${out} TRUE PARENT_SCOPE)
  if(NOT result EQUAL 0)
    set(${out} FALSE PARENT_SCOPE)
    message(STATUS "${output}")
  endif()
endfunction()

# Each program is told its loader and its libraries; a program that is started by its loader would
# not know its own path, and CMake not its modules.
function(settle_programs tree)
  file(GLOB libc "${tree}/usr/lib/*/libc.so.6")
  get_filename_component(libraries "${libc}" DIRECTORY)
  file(GLOB loaders "${tree}/usr/lib*/ld-linux*.so.*" "${libraries}/ld-linux*.so.*")
  list(GET loaders 0 loader)
  foreach(program IN LISTS PROGRAMS)
    file(RELATIVE_PATH loader_path "${tree}" "${loader}")
    file(RELATIVE_PATH libraries_path "${tree}" "${libraries}")
    execute_process(COMMAND "${loader}" --library-path "${libraries}" "${tree}/usr/bin/patchelf"
      --set-interpreter "${directory}/${loader_path}" --force-rpath
      --set-rpath "${directory}/${libraries_path}" "${tree}/usr/bin/${program}"
      COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  # The directory comes first in PATH: what else is in it would not run.
  file(GLOB names RELATIVE "${tree}/usr/bin" "${tree}/usr/bin/*")
  list(REMOVE_ITEM names ${PROGRAMS})
  list(TRANSFORM names PREPEND "${tree}/usr/bin/")
  file(REMOVE ${names})
endfunction()

function(unpack tree)
  file(GLOB packages "${work}/apt/archives/*.deb")
  foreach(package IN LISTS packages)
    execute_process(COMMAND "${dpkg_deb}" -x "${package}" "${tree}" COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  settle_programs("${tree}")
  file(RENAME "${tree}" "${directory}")
endfunction()

# A release before usrmerge keeps its loader elsewhere; none of those is asked for.
file(MAKE_DIRECTORY "${CACHE_DIR}/locks")
file(LOCK "${CACHE_DIR}/locks/test-tools-${NAME}.lock" GUARD PROCESS)
list(GET PROGRAMS 0 first)
if(EXISTS "${directory}/usr/bin/${first}")
  message(STATUS "${NAME}: from the cache, ${directory}")
  return()
endif()
find_program(apt_get NAMES apt-get NO_CACHE)
find_program(dpkg_deb NAMES dpkg-deb NO_CACHE)
host_family(family)
if(NOT apt_get OR NOT dpkg_deb OR NOT family STREQUAL "debian")
  skip("this host has no packages of Debian")
elseif(OFFLINE)
  skip("not asked for, because of LINUXBAKE_OFFLINE")
endif()
set(work "${CACHE_DIR}/test-tools/.${NAME}")
file(REMOVE_RECURSE "${work}" "${directory}")
prepare_state(leads_there)
if(NOT leads_there)
  skip("no entry of this host's apt leads to ${RELEASES}")
endif()
# A suite that a mirror does not have is no failure yet: the packages may be in another one.
apt(done update)
list(GET RELEASES -1 newest)
apt(done -t "${newest}" --no-install-recommends --download-only install ${PACKAGES} patchelf)
if(done)
  unpack("${work}/tree")
  message(STATUS "${NAME}: unpacked into ${directory}")
endif()
file(REMOVE_RECURSE "${work}")
if(NOT done)
  skip("apt could not get ${PACKAGES} of ${RELEASES}")
endif()
