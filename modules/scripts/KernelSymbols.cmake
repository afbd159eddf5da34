# SPDX-License-Identifier: MIT
#
# Makes <tree>/vmlinux of a kernel that was built, and its scripts for gdb if they are configured:
#
#   cmake -DSETTINGS=<file> -P KernelSymbols.cmake
#
# The kernel itself may have come from the cache; then the tree holds only its configuration yet.
# detail/Kbuild.cmake documents the settings.
cmake_minimum_required(VERSION 3.25...4.4)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/KbuildConfigure.cmake")

set(map "${directory}/System.map")
note(config "${directory}/config")
if(NOT config MATCHES "\nCONFIG_DEBUG_INFO=y\n")
  message(NOTICE "${title} was built without debug information. "
    "Put these lines into a file of its CONFIG_FRAGMENTS:\n\n"
    "  CONFIG_DEBUG_KERNEL=y\n"
    "  CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n"
    "  CONFIG_GDB_SCRIPTS=y\n")
  message(FATAL_ERROR "${title}: there is nothing to debug it with (see above).")
endif()

_linuxbake_clean_environment()
prepare_source()
set(goals vmlinux)
if(config MATCHES "\nCONFIG_GDB_SCRIPTS=y\n")
  list(APPEND goals scripts_gdb)
endif()
_linuxbake_make_command(make LOG "${directory}/vmlinux.log")
foreach(goal IN LISTS goals)
  kbuild(command "${make}" "${goal}")
  _linuxbake_run("make ${goal}" COMMAND ${command})
endforeach()
file(SHA256 "${map}" wanted)
file(SHA256 "${tree}/System.map" made)
if(NOT made STREQUAL wanted)
  message(FATAL_ERROR "${title}: vmlinux is another kernel than the one that was built: their "
    "System.map differ (${map}, ${tree}/System.map). Build ${title} again.")
endif()
