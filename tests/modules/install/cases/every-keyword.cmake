# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../../test/targets.cmake")
linuxbake_install(TARGETS kernel initramfs iso fat EXPORT X NAMESPACE x- DESTINATION lib/X
  VERSION 1.2.3 COMPONENT images)
