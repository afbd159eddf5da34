# SPDX-License-Identifier: MIT
#
# Makes a package of the build with cpack and unpacks it: <PREFIX> is then what a user has.
#
#   cmake -DBUILD=<binary directory> -DFORMAT=DEB|TGZ -DWORK=<directory, emptied>
#         -DPREFIX=<directory> -P Unpack.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/unpacked")
get_filename_component(bin "${CMAKE_COMMAND}" DIRECTORY)
execute_process(COMMAND "${bin}/cpack" -G "${FORMAT}" --config "${BUILD}/CPackConfig.cmake"
  -B "${WORK}/made" WORKING_DIRECTORY "${BUILD}" COMMAND_ERROR_IS_FATAL ANY)
if(FORMAT STREQUAL "DEB")
  file(GLOB package "${WORK}/made/*.deb")
  execute_process(COMMAND dpkg-deb --info "${package}" COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND dpkg-deb --extract "${package}" "${WORK}/unpacked"
    COMMAND_ERROR_IS_FATAL ANY)
  set(unpacked "${WORK}/unpacked/usr")
else()
  file(GLOB package "${WORK}/made/*.tar.gz")
  file(ARCHIVE_EXTRACT INPUT "${package}" DESTINATION "${WORK}/unpacked")
  file(GLOB unpacked "${WORK}/unpacked/*")
endif()
file(REMOVE_RECURSE "${PREFIX}")
get_filename_component(parent "${PREFIX}" DIRECTORY)
file(MAKE_DIRECTORY "${parent}")
file(RENAME "${unpacked}" "${PREFIX}")
