# SPDX-License-Identifier: MIT
#
# Targets that look like those of the chain, for cases that only configure.
#
#   stand_in(<name> <kind> [<PROPERTY> <value>]...)

function(stand_in name kind)
  add_custom_target("${name}")
  _linuxbake_set_properties("${name}" KIND "${kind}" ARCH x86_64
    OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${name}.file" ${ARGN})
endfunction()

stand_in(vm-kernel kernel)
stand_in(vm-initramfs initramfs COMPRESSION none)
