# SPDX-License-Identifier: MIT
#
# The modules of a (fake) kernel: a result beside the kernel's, which they do not change; what is
# in the system; what each change makes again.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P Modules.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

fake_archive(archive hash linux 1.0 "${plain}")
function(write_project modules rootfs_modules)
  file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_declare_source(linux VERSION 1.0 URL "@archive@" URL_HASH SHA256=@hash@)
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG_FRAGMENTS kernel.config @modules@ OUTPUT linux)
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_directory(rootfs /dev)
@rootfs_modules@
linuxbake_add_initramfs(initramfs ROOTFS rootfs COMPRESSION none OUTPUT archive)
add_custom_command(OUTPUT consumed COMMAND "${CMAKE_COMMAND}" -E touch consumed
  DEPENDS initramfs kernel "${CMAKE_BINARY_DIR}/images/archive" COMMENT "Consuming" VERBATIM)
add_custom_target(consumer DEPENDS consumed)
]])
endfunction()

function(expect_archive what)
  execute_process(COMMAND cpio --list --quiet INPUT_FILE "${build}/images/archive"
    OUTPUT_VARIABLE list COMMAND_ERROR_IS_FATAL ANY)
  string(STRIP "${list}" list)
  string(REPLACE "\n" ";" list "${list}")
  if(NOT list STREQUAL "${ARGN}")
    message(FATAL_ERROR "${what}: '${ARGN}' has to be there, '${list}' is")
  endif()
endfunction()

set(kernel_build first.o second.o linked bzImage)
file(WRITE "${source}/kernel.config" "CONFIG_MODULES=y\n")
write_project("" "")
configure("${build}")
expect("a kernel alone" consumed olddefconfig ${kernel_build})
file(SHA256 "${build}/images/linux" kernel_alone)
expect_archive("a kernel alone" . dev)

write_project(MODULES "linuxbake_rootfs_modules(rootfs KERNEL kernel)")
expect("its modules too" consumed modules modules_install)
set(release lib/modules/6.12.0-fake)
set(everything . dev lib lib/modules ${release} ${release}/kernel ${release}/kernel/first.ko
  ${release}/modules.dep)
expect_archive("its modules too" ${everything})
file(SHA256 "${build}/images/linux" kernel)
if(NOT kernel STREQUAL kernel_alone)
  message(FATAL_ERROR "MODULES changes the kernel")
endif()
configure("${build}")
expect("configured again")

file(APPEND "${source}/kernel.config" "CONFIG_SECOND=y\n")
expect("another configuration" consumed
  olddefconfig second.o linked bzImage modules modules_install)
file(WRITE "${source}/kernel.config" "CONFIG_MODULES=y\n")
expect("the configuration changed back: from the cache" consumed)
expect_archive("from the cache" ${everything})

configure("${WORK}/second é")
expect_in("${WORK}/second é" "a second build directory" consumed)
foreach(file IN ITEMS images/archive kernel/modules.sums)
  file(SHA256 "${build}/${file}" first)
  file(SHA256 "${WORK}/second é/${file}" second)
  if(NOT first STREQUAL second)
    message(FATAL_ERROR "${file} differs between two build directories")
  endif()
endforeach()

# The kernel is in the cache, its modules are not: then the tree is built again for them.
file(GLOB archives "${cache}/results/*/directory.tar")
foreach(archive IN LISTS archives)
  get_filename_component(entry "${archive}" DIRECTORY)
  file(REMOVE_RECURSE "${entry}")
endforeach()
file(REMOVE_RECURSE "${WORK}/second é")
configure("${WORK}/second é")
expect_in("${WORK}/second é" "a lost result" consumed ${kernel_build} modules modules_install)
expect_nothing("${WORK}/second é" "a lost result")
file(REMOVE_RECURSE "${plain}")
