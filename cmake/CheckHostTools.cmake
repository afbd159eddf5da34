# SPDX-License-Identifier: MIT
#
# Stops the configuration of this repository where the machine lacks something that the chosen build
# needs, with everything missing in one list.
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/HostTools.cmake")

set(_linuxbake_groups base helpers)
if(LINUXBAKE_PRESETS)
  list(APPEND _linuxbake_groups kernel images)
endif()
if(LINUXBAKE_TESTS)
  list(APPEND _linuxbake_groups kernel images boot tests cxx)
endif()
linuxbake_check_host_tools(GROUPS ${_linuxbake_groups})
