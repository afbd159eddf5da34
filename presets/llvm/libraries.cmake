# SPDX-License-Identifier: MIT
#
# llvm_install_libraries(<rootfs> <cxx> <prefix>)
#
# What a compiler in the system compiles with: headers and libraries of musl and LLVM's runtime from a
# target of linuxbake_add_cxx(), in <prefix>, and in clang's own directory what each program is linked
# with. The libraries that programs of the host are compiled with are the ones of the system.
include_guard(DIRECTORY)

function(llvm_install_libraries rootfs cxx prefix)
  set(sysroot "$<TARGET_PROPERTY:${cxx},LINUXBAKE_SYSROOT>")
  foreach(directory IN ITEMS include lib)
    linuxbake_rootfs_install(${rootfs} DEPENDS ${cxx} DESTINATION "${prefix}/${directory}"
      DIRECTORY "${sysroot}/${directory}/" "${sysroot}/usr/${directory}/")
  endforeach()
  linuxbake_rootfs_install(${rootfs} DEPENDS ${cxx} DESTINATION /usr/lib/clang/19/lib
    DIRECTORY "$<TARGET_PROPERTY:${cxx},LINUXBAKE_RESOURCE_DIR>/lib/")
endfunction()
