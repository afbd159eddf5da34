# SPDX-License-Identifier: MIT
#
# Debian's kernel (DistributionKernel.cmake) runs the tests of the project in distribution/, which
# builds none.
cmake_minimum_required(VERSION 3.25)
file(WRITE "${WORK}/served/text" "from this host\n")
set(build "${WORK}/build")
file(REMOVE_RECURSE "${build}")
execute_process(COMMAND "${PYTHON}" "${SOURCE}/serve.py" "${WORK}/served"
  "${CMAKE_COMMAND}" -DWORK=${WORK} -DIMAGE=${IMAGE} -DSOURCE=${SOURCE}
    -DLINUXBAKE_DIR=${LINUXBAKE_DIR} "-DPYTHON=${PYTHON}" "-DLAUNCHER=${LAUNCHER}" -DCTEST=${CTEST}
    -DPORT=@port@ -P "${SOURCE}/Run.cmake"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The tests did not pass")
endif()
