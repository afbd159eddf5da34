# SPDX-License-Identifier: MIT
#
# What linuxbake-kconfig makes of a target's base and fragments, given to the tree's own make
# olddefconfig (oldconfig for BusyBox): it has to come back as it was, byte for byte.
#
#   cmake -DSETTINGS=<file> -DWORK=<directory> -P Update.cmake
cmake_minimum_required(VERSION 3.25)
include("${SETTINGS}")
set(modules "${CMAKE_CURRENT_LIST_DIR}/../../modules")
include("${modules}/detail/Make.cmake")
include("${modules}/detail/Results.cmake")
include("${modules}/scripts/CompiledSource.cmake")
include("${modules}/scripts/KbuildConfigure.cmake")

_linuxbake_clean_environment()
find_source()
# Beside the target's own tree, so that neither disturbs the other. Kbuild wants a plain path.
set(directory "${WORK}")
set(tree "${tree}.update")
file(REMOVE_RECURSE "${tree}" "${directory}")
file(MAKE_DIRECTORY "${tree}" "${directory}")
resolve_configuration()
file(READ "${tree}/.config" before)
update_configuration()
file(READ "${tree}/.config" after)
if(NOT before STREQUAL after)
  execute_process(COMMAND "${kconfig_program}" diff "${directory}/resolved.config"
    "${tree}/.config")
  message(FATAL_ERROR "${title}: make ${kbuild_update} changes the configuration.")
endif()
file(REMOVE_RECURSE "${tree}")
