# SPDX-License-Identifier: MIT
#
# Builds the project beside this file with a fake kernel, looks what is in each image, and builds
# again, when nothing may be made. What it installs has the files of a kernel that was built.
#
#   cmake -DGENERATOR=<name> -DLINUXBAKE_DIR=<dir> -DCPIO=<linuxbake-cpio> -DWORK=<dir>
#         -P RunSeveral.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../../rebuild/kbuild/Common.cmake")

fake_source(tree linux "${plain}")
foreach(option IN ITEMS BLK_DEV_INITRD RD_XZ RD_GZIP)
  file(APPEND "${tree}/options.txt" "${option} n\n")
  file(APPEND "${tree}/Kconfig" "\nconfig ${option}\n\tbool \"${option}\"\n")
endforeach()
file(COPY "${CMAKE_CURRENT_LIST_DIR}/project/" DESTINATION "${source}")
configure("${build}" "-DLINUXBAKE_SOURCE_DIR_LINUX=${tree}")
build_target("${build}" everything)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the build fails\n${output}")
endif()

# Its kernel is the one with SECOND or the one without, its initramfs holds this file.
function(expect_image image kernel file)
  # CMake extracts nothing below a path with other letters if the locale is C.
  set(directory "${plain}/read")
  file(REMOVE_RECURSE "${directory}")
  file(COPY_FILE "${build}/${image}" "${plain}/image.iso")
  file(ARCHIVE_EXTRACT INPUT "${plain}/image.iso" DESTINATION "${directory}")
  file(GLOB_RECURSE kernel_file "${directory}/vmlinuz" "${directory}/VMLINUZ*")
  file(GLOB_RECURSE initramfs "${directory}/initramfs" "${directory}/INITRAMF*")
  file(STRINGS "${kernel_file}" second REGEX "CONFIG_SECOND=y")
  set(actual small)
  if(second)
    set(actual large)
  endif()
  execute_process(COMMAND "${CPIO}" list "${initramfs}" OUTPUT_VARIABLE list
    COMMAND_ERROR_IS_FATAL ANY)
  if(NOT actual STREQUAL kernel OR NOT list MATCHES "${file}")
    message(FATAL_ERROR "${image} has the kernel '${actual}' and in its initramfs\n${list}")
  endif()
endfunction()
expect_image(images/small-first.iso small small.config)
expect_image(images/large-first.iso large small.config)
expect_image(images/large-second.iso large large.config)
expect_image(below/images/small-first.iso small large.config)

build_target("${build}" everything)
if(NOT result EQUAL 0 OR output MATCHES "Writing|Packing|CC ")
  message(FATAL_ERROR "a second build makes something\n${output}")
endif()

execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${WORK}/prefix"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE files RELATIVE "${WORK}/prefix/lib/Several" "${WORK}/prefix/*")
set(wanted cmake/SeveralConfig.cmake cmake/SeveralConfigVersion.cmake
  first-initramfs/first-initramfs.cpio.xz small-first/record.json small-first/small-first.iso
  small/System.map small/config small/record.json small/size.json small/small.vmlinuz)
if(NOT files STREQUAL wanted)
  message(FATAL_ERROR "what is installed is '${files}'")
endif()
file(REMOVE_RECURSE "${plain}")
