# SPDX-License-Identifier: MIT
#
# The target of linuxbake_add_debug() on a fake kernel, which is compiled here or taken from the
# cache, with a program that stands for QEMU.
#
#   cmake -DFAKE_QEMU=<program> -DLINUXBAKE_DIR=<dir> -DWORK=<dir> -P RunTarget.cmake
cmake_minimum_required(VERSION 3.25)
set(GENERATOR Ninja)
include("${CMAKE_CURRENT_LIST_DIR}/../../rebuild/kbuild/Common.cmake")
file(MAKE_DIRECTORY "${WORK}/bin")
file(CREATE_LINK "${FAKE_QEMU}" "${WORK}/bin/qemu-system-x86_64" SYMBOLIC)
set(ENV{PATH} "${WORK}/bin:$ENV{PATH}")
set(ENV{LINUXBAKE_FAKE_QEMU} "say=started")

file(COPY "${CMAKE_CURRENT_LIST_DIR}/../../fake-kbuild/" DESTINATION "${plain}/kbuild")
foreach(option IN ITEMS DEBUG_INFO GDB_SCRIPTS)
  file(APPEND "${plain}/kbuild/linux/options.txt" "${option} n\n")
  file(APPEND "${plain}/kbuild/linux/Kconfig" "\nconfig ${option}\n\tbool \"${option}\"\n")
endforeach()
set(_fake_kbuild "${plain}/kbuild")
fake_archive(archive hash linux 1.0 "${plain}")
file(WRITE "${source}/kernel.config" "CONFIG_DEBUG_INFO=y\nCONFIG_GDB_SCRIPTS=y\n")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(debugged LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_declare_source(linux VERSION 1.0 URL "@archive@" URL_HASH SHA256=@hash@)
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG_FRAGMENTS kernel.config)
linuxbake_add_debug(kernel-debug KERNEL kernel CMDLINE quiet)
]])

# debug(<directory> <goal>...): it has to start; these goals of the fake tree have to run for it.
function(debug directory)
  configure("${directory}")
  build_target("${directory}" kernel)
  build_target("${directory}" kernel-debug)
  file(STRINGS "${log}" ran)
  list(TRANSFORM ran REPLACE ".*/" "")
  list(SORT ran)
  if(NOT result EQUAL 0 OR NOT "${ran}" STREQUAL "${ARGN}"
      OR NOT output MATCHES "gdb -x .*quiet nokaslr.* -S .*started")
    message(FATAL_ERROR "it does not start, or ran '${ran}', not '${ARGN}'\n${output}")
  endif()
  file(READ "${directory}/kernel-debug/commands.gdb" commands)
  string(REGEX REPLACE ".*\nfile \"([^\n]*)\"\n.*" "\\1" symbols "${commands}")
  if(NOT EXISTS "${symbols}" OR NOT EXISTS "${symbols}-gdb.py")
    message(FATAL_ERROR "there is not what gdb is to read\n${commands}")
  endif()
endfunction()
debug("${build}" scripts_gdb vmlinux)
debug("${WORK}/again" first.o linked scripts_gdb second.o vmlinux) # the kernel is the cache's

file(APPEND "${build}/kernel/System.map" "1 T another\n")
build_target("${build}" kernel-debug)
if(result EQUAL 0 OR NOT output MATCHES "vmlinux is another kernel than the one")
  message(FATAL_ERROR "it starts with the symbols of another kernel\n${output}")
endif()
file(REMOVE_RECURSE "${plain}")
