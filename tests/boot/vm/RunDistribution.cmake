# SPDX-License-Identifier: MIT
#
# Debian's kernel, of a package that is downloaded and unpacked but not installed, runs the tests of
# the project in distribution/, which builds none.
cmake_minimum_required(VERSION 3.25)
set(image "${WORK}/image")
file(GLOB kernel "${image}/boot/vmlinuz-*")
if(NOT kernel)
  file(REMOVE_RECURSE "${WORK}")
  file(MAKE_DIRECTORY "${image}")
  execute_process(COMMAND apt-cache depends linux-image-amd64 OUTPUT_VARIABLE depends)
  if(NOT depends MATCHES "Depends: (linux-image-[^ \n]+)")
    message(FATAL_ERROR "SKIP: apt knows no linux-image-amd64")
  endif()
  execute_process(COMMAND apt-get download "${CMAKE_MATCH_1}" WORKING_DIRECTORY "${WORK}"
    COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB package "${WORK}/linux-image-*.deb")
  execute_process(COMMAND dpkg-deb --extract "${package}" "${image}" COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE "${package}")
endif()
file(WRITE "${WORK}/served/text" "from this host\n")
set(build "${WORK}/build")
file(REMOVE_RECURSE "${build}")
execute_process(COMMAND "${PYTHON}" "${SOURCE}/serve.py" "${WORK}/served"
  "${CMAKE_COMMAND}" -DWORK=${WORK} -DSOURCE=${SOURCE} -DLINUXBAKE_DIR=${LINUXBAKE_DIR}
    "-DLAUNCHER=${LAUNCHER}" -DCTEST=${CTEST} -DPORT=@port@ -P "${SOURCE}/Run.cmake"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The tests did not pass")
endif()
