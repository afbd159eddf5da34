# SPDX-License-Identifier: MIT
#
# A kernel, a libc and a BusyBox from (fake) archives: changes one thing after the other and
# compares what the trees were asked to make with what has to be made.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P Rebuild.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

set(declarations "")
foreach(name IN ITEMS linux busybox musl)
  fake_archive(archive hash "${name}" 1.0 "${plain}")
  string(APPEND declarations
    "linuxbake_declare_source(${name} VERSION 1.0 URL \"${archive}\" URL_HASH SHA256=${hash})\n")
endforeach()
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
@declarations@
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG defconfig CONFIG_FRAGMENTS kernel.config
  OUTPUT linux)
linuxbake_add_musl(libc ARCH x86_64)
linuxbake_add_busybox(busybox LIBC libc CONFIG_FRAGMENTS busybox.config)
set(inputs kernel "$<TARGET_PROPERTY:kernel,LINUXBAKE_OUTPUT>"
  "$<TARGET_PROPERTY:busybox,LINUXBAKE_DEPENDS>")
add_custom_command(OUTPUT consumed COMMAND "${CMAKE_COMMAND}" -E touch consumed
  DEPENDS ${inputs} COMMENT "Consuming" VERBATIM)
add_custom_target(consumer DEPENDS consumed)
]])
file(WRITE "${source}/kernel.config" "CONFIG_SECOND=y\n")
file(WRITE "${source}/busybox.config" "CONFIG_SECOND=y\n")
set(kernel_build first.o second.o linked bzImage)
set(busybox_build first.o second.o linked busybox)

configure("${build}")
expect("the first build" consumed musl
  olddefconfig ${kernel_build} oldconfig ${busybox_build})

configure("${build}")
expect("configured again")

# Equal content stops before anything is made.
file(TOUCH "${source}/kernel.config")
expect("a fragment touched")
file(APPEND "${source}/kernel.config" "# A comment.\n")
expect("a comment in a fragment")

file(WRITE "${source}/kernel.config" "CONFIG_NEEDS_FIRST=y\n")
expect("a fragment changed" consumed olddefconfig second.o linked bzImage)
file(READ "${build}/kernel/config" config)
expect_text("${config}" "CONFIG_NEEDS_FIRST=y")
file(WRITE "${source}/busybox.config" "CONFIG_TEXT=\"x\"\n")
expect("BusyBox's fragment changed" consumed oldconfig second.o linked busybox)
file(WRITE "${source}/kernel.config" "CONFIG_SECOND=y\n")
expect("the fragment changed back: from the cache" consumed)

file(REMOVE "${build}/images/linux")
expect_in("${build}" "the kernel deleted" consumed)
if(NOT EXISTS "${build}/images/linux")
  message(FATAL_ERROR "the kernel does not come back")
endif()

# The results of one build directory serve another.
configure("${WORK}/second é")
expect_in("${WORK}/second é" "a second build directory" consumed)
expect_text("${output}" "kernel: linux 1.0 was built before, taken from the cache")
expect_nothing("${WORK}/second é" "a second build directory")
foreach(file IN ITEMS images/linux kernel/config kernel/record.json busybox/busybox
    busybox/applets.manifest)
  file(SHA256 "${build}/${file}" first)
  file(SHA256 "${WORK}/second é/${file}" second)
  if(NOT first STREQUAL second)
    message(FATAL_ERROR "${file} differs between two build directories")
  endif()
endforeach()

# A damaged result is noticed and made again.
file(GLOB kernels "${cache}/results/*/kernel")
foreach(kernel IN LISTS kernels)
  file(CHMOD "${kernel}" PERMISSIONS OWNER_READ OWNER_WRITE)
  file(APPEND "${kernel}" "tampered")
endforeach()
configure("${WORK}/third é")
expect_in("${WORK}/third é" "a damaged result" consumed olddefconfig ${kernel_build})
expect_text("${output}" "is damaged \\(kernel is not what was stored\\)")

# The whole cache may go.
file(REMOVE_RECURSE "${cache}")
file(REMOVE_RECURSE "${build}")
configure("${build}")
expect("an empty cache" consumed musl
  olddefconfig ${kernel_build} oldconfig ${busybox_build})

# X-menuconfig's configuration is built, and written down by X-savefragment.
build_target("${build}" kernel-menuconfig)
expect_text("${result}" "^0$")
expect_in("${build}" "after menuconfig" consumed second.o linked bzImage)
file(READ "${build}/kernel/config" config)
expect_text("${config}" "CONFIG_TEXT=\"menu\"")
build_target("${build}" kernel-savefragment)
expect_text("${output}"
  "kernel.fragment holds what it takes to get this configuration from defconfig")
file(READ "${source}/kernel.fragment" fragment)
expect_text("${fragment}" "^CONFIG_SECOND=y\nCONFIG_TEXT=\"menu\"\n$")

file(REMOVE_RECURSE "${plain}")
