# SPDX-License-Identifier: MIT
#
# What is built by default of default-build/inner, a project whose tests need much and which says
# nowhere ALL: everything if it is the project at the top and has tests, else nothing. The kernels
# are fake ones.
#
#   cmake -DGENERATOR=<name> -DLINUXBAKE_DIR=<dir> -DWORK=<dir, emptied> -P RunDefaultBuild.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../../rebuild/kbuild/Common.cmake")
set(projects "${CMAKE_CURRENT_LIST_DIR}/default-build")
fake_source(tree linux "${plain}")
file(MAKE_DIRECTORY "${plain}/ready")
execute_process(COMMAND make -s -C "${tree}" "O=${plain}/ready" tinyconfig bzImage
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
set(ready "${plain}/ready/arch/x86/boot/bzImage")

# built(<name> <what is expected>...): what there is in the binary directory of this name.
function(built name)
  set(found "")
  file(GLOB_RECURSE files LIST_DIRECTORIES FALSE "${WORK}/${name}/*")
  foreach(file IN LISTS files)
    cmake_path(GET file FILENAME file)
    list(APPEND found "${file}")
  endforeach()
  set(all vm-kernel.vmlinuz program plugin argument boot-kernel.vmlinuz boot-initramfs.cpio
    image.iso emulator-kernel.vmlinuz init old.cpio)
  set(there "")
  foreach(file IN LISTS all)
    if(file IN_LIST found)
      list(APPEND there "${file}")
    endif()
  endforeach()
  if(ARGN STREQUAL "EVERYTHING")
    set(ARGN "${all}")
  endif()
  if(NOT there STREQUAL "${ARGN}")
    message(FATAL_ERROR "${name}: has to have built '${ARGN}', has built '${there}'")
  endif()
endfunction()

# default_build(<name> <project> <option>...): configures and builds it by default.
function(default_build name project)
  message(STATUS "${name}: ${project} ${ARGN}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${projects}/${project}"
    -B "${WORK}/${name}" "-DLinuxBake_DIR=${LINUXBAKE_DIR}" "-DLINUXBAKE_SOURCE_DIR_LINUX=${tree}"
    "-DREADY=${ready}" ${ARGN} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  build("${name}")
endfunction()

function(build name)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/${name}" ${ARGN}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${name} is not built:\n${output}")
  endif()
endfunction()

default_build(top inner)
built(top EVERYTHING)
default_build(late inner -DLATE=ON)
built(late EVERYTHING)
default_build(without-tests inner -DBUILD_TESTING=OFF)
built(without-tests)
default_build(excluded inner -DEXCLUDE=EXCLUDE_FROM_ALL)
built(excluded)
default_build(guest outer)
built(guest)
foreach(suffix IN ITEMS "" -2 -3 -4 -5)
  build(guest --target "linuxbake-for-tests${suffix}")
endforeach()
built(guest EVERYTHING)
default_build(own outer -DOWN=ON)
built(own program boot-kernel.vmlinuz init)
file(REMOVE_RECURSE "${plain}")
