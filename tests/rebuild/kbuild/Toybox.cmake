# SPDX-License-Identifier: MIT
#
# A source that builds only where it lies, from an archive and as a tree of the user's own: it stays
# as it was, and only what has changed runs.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P Toybox.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

set(declarations "")
foreach(name IN ITEMS linux toybox musl)
  fake_archive(archive hash "${name}" 1.0 "${plain}")
  string(APPEND declarations
    "linuxbake_declare_source(${name} VERSION 1.0 URL \"${archive}\" URL_HASH SHA256=${hash})\n")
endforeach()
set(project [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
@declarations@
linuxbake_add_musl(libc ARCH x86_64)
linuxbake_add_toybox(toybox LIBC libc @own@ CONFIG_FRAGMENTS toybox.config)
add_custom_command(OUTPUT consumed COMMAND "${CMAKE_COMMAND}" -E touch consumed
  DEPENDS "$<TARGET_PROPERTY:toybox,LINUXBAKE_DEPENDS>" COMMENT "Consuming" VERBATIM)
add_custom_target(consumer DEPENDS consumed)
]])
set(own "")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT "${project}")
file(WRITE "${source}/toybox.config" "CONFIG_SECOND=y\n")

configure("${build}")
expect("the first build" consumed musl oldconfig first.o second.o linked toybox)
file(READ "${build}/toybox/applets.manifest" manifest)
foreach(line IN ITEMS "slink /bin/ls toybox" "slink /sbin/rmmod ../bin/toybox"
    "slink /usr/bin/ascii ../../bin/toybox")
  expect_text("${manifest}" "\n${line} 0777 0 0")
endforeach()
file(GLOB cached "${cache}/sources/toybox-*/*")
expect_text("${cached}" "Config.in")
if(cached MATCHES "/generated|/toybox(;|$)|/linked")
  message(FATAL_ERROR "the source in the cache was built in: ${cached}")
endif()

file(WRITE "${source}/toybox.config" "CONFIG_TEXT=\"x\"\n")
expect("the fragment changed" consumed oldconfig second.o linked toybox)
file(WRITE "${source}/toybox.config" "CONFIG_SECOND=y\n")
expect("the fragment changed back: from the cache" consumed)
file(REMOVE "${build}/toybox/toybox")
expect_in("${build}" "the program deleted" consumed)

# The copy has all of Config.in: what is wrong is said when CMake configures.
file(WRITE "${source}/toybox.config" "CONFIG_FRIST=y\n")
execute_process(COMMAND "${CMAKE_COMMAND}" "${build}" RESULT_VARIABLE result
  OUTPUT_VARIABLE output ERROR_VARIABLE output)
expect_text("${result}/${output}" "^1/.*FRIST")

# A tree of the user's own, in which somebody has built.
fake_source(tree toybox "${plain}")
file(WRITE "${tree}/.config" "CONFIG_FIRST=y\n")
file(WRITE "${tree}/generated/Config.in" "what another build has left\n")
set(own "SOURCE_DIR \"${tree}\"")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT "${project}")
file(WRITE "${source}/toybox.config" "CONFIG_SECOND=y\n")
file(REMOVE_RECURSE "${build}")
configure("${build}")
expect_in("${build}" "a tree of one's own" consumed oldconfig first.o second.o linked toybox)
file(WRITE "${tree}/first.c" "int more;\n")
expect_in("${build}" "a file of it edited" consumed oldconfig first.o second.o linked toybox)
expect_in("${build}" "a file of it edited, and then nothing")
file(READ "${tree}/generated/Config.in" text)
expect_text("${text}" "what another build has left")
if(EXISTS "${tree}/linked")
  message(FATAL_ERROR "the user's own tree was built in")
endif()

# What X-menuconfig chose stays when the copy is made anew.
build_target("${build}" toybox-menuconfig)
expect_text("${result}" "^0$")
file(APPEND "${tree}/first.c" "int still_more;\n")
build_target("${build}" consumer)
expect_text("${result}" "^0$")
file(READ "${build}/toybox/config" config)
expect_text("${config}" "CONFIG_TEXT=\"menu\"")
