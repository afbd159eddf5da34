# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
foreach(arch IN ITEMS x86_64 aarch64)
  add_executable(${arch} IMPORTED)
  set_target_properties(${arch} PROPERTIES IMPORTED_LOCATION /bin/true LINUXBAKE_ARCH ${arch})
endforeach()
linuxbake_add_deb(deb TARGETS x86_64 aarch64)
