# SPDX-License-Identifier: MIT
#
# What the cases have in common: packages, a key, a root file system.
include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(curl package)
set_target_properties(curl PROPERTIES _LINUXBAKE_SOURCE_VERSION 8.5.0)
stand_in(own package)
set_target_properties(own PROPERTIES _LINUXBAKE_SOURCE_VERSION local)
linuxbake_add_rootfs(rootfs)
set(key "${CASE_DIRECTORY}/../../examples/files/sign.key")
set(PROJECT_VERSION 1.2)
