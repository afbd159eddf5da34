# SPDX-License-Identifier: MIT
add_custom_target(made)
_linuxbake_set_properties(made SYSROOT "${CMAKE_CURRENT_BINARY_DIR}/made")
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_install(rootfs
  DIRECTORY "$<TARGET_PROPERTY:made,LINUXBAKE_SYSROOT>/include" DESTINATION /usr DEPENDS made)
