# SPDX-License-Identifier: MIT
#
# Builds the project in own/ twice, as 1.0 and 1.1, and keeps its repository as it was each time:
#   cmake -DLINUXBAKE=<directory of LinuxBakeConfig.cmake> -DOUTPUT=<directory> -P MakeOwnRepository.cmake
# <directory>/www/1.0 and <directory>/www/1.1 are what a web server would have, <directory>/www/key.asc
# is the key for systems. The second one has both versions, and the package that did not change once.
cmake_minimum_required(VERSION 3.25...4.4)

file(REMOVE_RECURSE "${OUTPUT}")
file(MAKE_DIRECTORY "${OUTPUT}/www")
foreach(version IN ITEMS 1.0 1.1)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/own" -B "${OUTPUT}/build"
    "-DCMAKE_PREFIX_PATH=${LINUXBAKE}" "-DVERSION=${version}" COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${OUTPUT}/build" COMMAND_ERROR_IS_FATAL ANY)
  set(images "${OUTPUT}/build/images")
  file(COPY "${images}/own-repository/" DESTINATION "${OUTPUT}/www/${version}")
  file(COPY_FILE "${images}/own-repository.asc" "${OUTPUT}/www/key.asc")
endforeach()
