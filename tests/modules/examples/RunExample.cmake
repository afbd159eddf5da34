# SPDX-License-Identifier: MIT
#
# Takes the example out of a module's header and does what a reader would: makes it the
# CMakeLists.txt, beside the files that it names (files/), configures and builds it, and all that
# linuxbake-help lists but what starts a machine. The sources are fake ones, unless FAKES is OFF;
# tests/consumers/examples does it with real ones and runs the tests.
# The targets that the header documents have to be there.
#
#   cmake -DMODULE=<file> -DFAKES=ON|OFF -DLINUXBAKE_DIR=<dir> -DWORK=<dir> -P RunExample.cmake
cmake_minimum_required(VERSION 3.25)
set(GENERATOR Ninja)
if(FAKES)
  include("${CMAKE_CURRENT_LIST_DIR}/../../rebuild/kbuild/Common.cmake")
else()
  set(source "${WORK}/source")
  set(build "${WORK}/build")
  file(REMOVE_RECURSE "${WORK}")
endif()
include("${CMAKE_CURRENT_LIST_DIR}/../../support/Codemodel.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../../support/Examples.cmake")

function(stop text)
  message(NOTICE "${text}")
  if(plain)
    file(REMOVE_RECURSE "${plain}")
  endif()
  message(FATAL_ERROR "The example of ${MODULE} fails.")
endfunction()

header_example(example "${MODULE}")
if(example STREQUAL "")
  stop("Its header has none. Give it a section `Example`, with a `.. code-block:: cmake`: a whole\n\
project, from cmake_minimum_required() on, that files in ${CMAKE_CURRENT_LIST_DIR}/files suffice for.")
endif()
if(NOT example MATCHES "^\n*cmake_minimum_required\\(.*\nproject\\(.*\nfind_package\\(LinuxBake")
  stop("It is no whole project, which begins with cmake_minimum_required(), project() and\n\
find_package(LinuxBake REQUIRED):\n${example}")
endif()

file(COPY "${CMAKE_CURRENT_LIST_DIR}/files/" DESTINATION "${source}")
file(WRITE "${source}/CMakeLists.txt" "${example}")
set(options "")
set(names linux busybox toybox musl dropbear e2fsprogs)
set(fakes linux busybox toybox musl hello hello)
if(FAKES)
  foreach(name fake IN ZIP_LISTS names fakes)
    fake_source(tree "${fake}" "${plain}")
    string(TOUPPER "${name}" upper)
    list(APPEND options "-DLINUXBAKE_SOURCE_DIR_${upper}=${tree}")
  endforeach()
  foreach(option IN ITEMS BLK_DEV_INITRD RD_XZ TUN NET) # what is asked of a kernel
    file(APPEND "${plain}/linux/options.txt" "${option} n\n")
    file(APPEND "${plain}/linux/Kconfig" "\nconfig ${option}\n\tbool \"${option}\"\n")
  endforeach()
  # A ready kernel, for those examples that import one.
  file(MAKE_DIRECTORY "${plain}/ready")
  execute_process(COMMAND make -s -C "${plain}/linux" "O=${plain}/ready" tinyconfig bzImage
    COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  file(COPY_FILE "${plain}/ready/arch/x86/boot/bzImage" "${source}/bzImage")
endif()
ask_codemodel("${build}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${source}" -B "${build}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" ${options} RESULT_VARIABLE result OUTPUT_VARIABLE output
  ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  stop("${output}")
endif()
read_codemodel("${build}" rows)
file(READ "${build}/linuxbake-help.txt" help)
file(READ "${MODULE}" header)
string(REGEX MATCHALL "``<target>-[a-z]+``" documented "${header}")
foreach(word IN LISTS documented)
  string(REGEX REPLACE ".*>|``" "" word "${word}")
  if(NOT rows MATCHES "\\|[^|]+${word}\\|" OR NOT help MATCHES "\n  [^ ]+${word} ")
    stop("The header documents a target <target>${word}, which the project or linuxbake-help\n\
does not have:\n${rows}")
  endif()
endforeach()
read_buildable_targets("${build}" targets)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --target all ${targets}
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  stop("${output}")
endif()
if(plain)
  file(REMOVE_RECURSE "${plain}")
endif()
