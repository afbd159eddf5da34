# SPDX-License-Identifier: MIT
#
# The configuration of a kernel from a (fake) archive: resolved by linuxbake-kconfig to the bytes
# that the tree's own make leaves, repaired by CONFIG_FIX, explained, linted; and wrong options as
# errors of the configuration of CMake as soon as the source is there.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P Configuration.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

fake_archive(archive hash linux 1.0 "${plain}")

# write_project(<argument>...): of linuxbake_add_kernel().
function(write_project)
  list(JOIN ARGN " " arguments)
  file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_declare_source(linux VERSION 1.0 URL "@archive@" URL_HASH SHA256=@hash@)
linuxbake_add_kernel(kernel ARCH x86_64 OUTPUT linux CONFIG_FRAGMENTS kernel.config @arguments@)
add_custom_target(consumer DEPENDS kernel)
]])
endfunction()

function(expect_result wanted)
  if(NOT result EQUAL wanted)
    message(FATAL_ERROR "the result has to be ${wanted}, but is ${result}\n${output}")
  endif()
endfunction()

function(expect_no_text text pattern)
  if(text MATCHES "${pattern}")
    message(FATAL_ERROR "'${pattern}' matches in:\n${text}")
  endif()
endfunction()

# Runs CMake; sets `output` and `result`.
function(configure_again)
  execute_process(COMMAND "${CMAKE_COMMAND}" "${build}" RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(result "${result}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# The same bytes, whoever makes them; and make leaves them alone.
foreach(base IN ITEMS tinyconfig allnoconfig defconfig)
  write_project(CONFIG ${base})
  file(WRITE "${source}/kernel.config" "CONFIG_SECOND=y\nCONFIG_TEXT=\"${base}\"\n")
  foreach(way IN ITEMS native kbuild)
    file(REMOVE_RECURSE "${cache}/results" "${build}")
    configure("${build}" "-DLINUXBAKE_KCONFIG=${way}")
    build_target("${build}" consumer)
    expect_result(0)
    expect_no_text("${output}" "changes what linuxbake-kconfig made")
    file(READ "${build}/kernel/config" config_${way})
  endforeach()
  if(NOT config_native STREQUAL config_kbuild)
    message(FATAL_ERROR "${base}: ${config_native}\n--- make:\n${config_kbuild}")
  endif()
endforeach()

# A clone of the day: nothing is there, CMake configures, and the build says what is wrong.
file(REMOVE_RECURSE "${cache}" "${build}")
write_project(CONFIG allnoconfig)
file(WRITE "${source}/kernel.config" "CONFIG_NEEDS_FIRST=y\n")
configure("${build}")
build_target("${build}" consumer)
if(result EQUAL 0)
  message(FATAL_ERROR "a wrong option was built\n${output}")
endif()
expect_text("${output}" "kernel.config:1: CONFIG_NEEDS_FIRST=y was asked for")
expect_text("${output}" "it depends on FIRST \\(Kconfig:15\\), which is n")
file(STRINGS "${log}" ran)
expect_no_text("${ran}" "first.o")

# Now the source is there: CMake says it.
configure_again()
expect_result(1)
expect_text("${output}" "linuxbake_add_kernel\\(kernel\\):")
expect_text("${output}" "kernel.config:1: CONFIG_NEEDS_FIRST=y was asked for")

# lint and explain.
file(WRITE "${source}/kernel.config" "CONFIG_SECOND=y\nCONFIG_FIRST=n\n")
configure_again()
expect_result(0)
build_target("${build}" kernel-lint)
expect_text("${output}" "kernel.config:2: CONFIG_FIRST=n has no effect: the base has this value")
expect_text("${output}" "kernel: lines of the fragments have no effect")
build_target("${build}" kernel-explain)
expect_result(0)
expect_text("${output}" "LINUXBAKE_SYMBOL=TTY cmake --build '[^']*build' --target kernel-explain")
set(ENV{LINUXBAKE_SYMBOL} "SECOND NEEDS_FIRST")
build_target("${build}" kernel-explain)
expect_result(0)
expect_text("${output}" "CONFIG_SECOND.*kernel.config:1.*CONFIG_NEEDS_FIRST.*depends on FIRST")
set(ENV{LINUXBAKE_SYMBOL} "NEEDS_FRIST")
build_target("${build}" kernel-explain)
expect_text("${output}" "the nearest names are CONFIG_NEEDS_FIRST")
file(WRITE "${source}/kernel.config" "CONFIG_SECOND=y\n")
build_target("${build}" kernel-lint)
expect_result(0)
expect_text("${output}" "each line of the fragments has an effect")

# CONFIG_FIX adds the line, lists it, and leaves it in a file.
write_project(CONFIG allnoconfig CONFIG_FIX)
file(WRITE "${source}/kernel.config" "CONFIG_NEEDS_FIRST=y\n")
build_target("${build}" consumer)
expect_result(0)
expect_text("${output}"
  "kernel: CONFIG_FIX added to the configuration:[ \n]*# for CONFIG_NEEDS_FIRST")
file(READ "${build}/kernel/fix.config" lines)
expect_text("${lines}" "^# for CONFIG_NEEDS_FIRST\nCONFIG_FIRST=y\n$")
file(READ "${build}/kernel/config" config)
expect_text("${config}" "CONFIG_FIRST=y\n.*CONFIG_NEEDS_FIRST=y")
expect_nothing("${build}" "CONFIG_FIX")
# The user takes the line over.
file(WRITE "${source}/kernel.config" "CONFIG_FIRST=y\nCONFIG_NEEDS_FIRST=y\n")
build_target("${build}" consumer)
expect_result(0)
expect_no_text("${output}" "CONFIG_FIX added")
file(READ "${build}/kernel/fix.config" lines)
expect_text("x${lines}" "^x$")

# make has the last word, and it is told: the tree's conf is made to disagree.
write_project(CONFIG allnoconfig SOURCE_DIR "${plain}/own/linux")
fake_source(ignored linux "${plain}/own")
file(WRITE "${plain}/own/linux/options.txt"
  "FIRST y\nSECOND y\nNEEDS_FIRST n FIRST\nTEXT \"\"\nBROKEN n\nLATE \"x\"\n")
file(WRITE "${source}/kernel.config" "CONFIG_SECOND=y\n")
build_target("${build}" consumer)
expect_result(0)
expect_text("${output}" "make olddefconfig changes what linuxbake-kconfig made")
expect_text("${output}" "\\+CONFIG_LATE=\"x\"")
file(READ "${build}/kernel/config" config)
expect_text("${config}" "CONFIG_LATE=\"x\"")
file(REMOVE_RECURSE "${plain}")
