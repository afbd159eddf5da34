# SPDX-License-Identifier: MIT
#
# Configures the project beside this file, runs its tests before and after the image is built, and
# its target to run; and once more without any QEMU.
cmake_minimum_required(VERSION 3.25)
set(build "${WORK}/build")
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/bin" "${WORK}/nothing")
file(CREATE_LINK "${FAKE_QEMU}" "${WORK}/bin/qemu-system-x86_64" SYMBOLIC)

function(run expected_code pattern)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output
    ERROR_VARIABLE errors)
  set(text "${output}${errors}")
  if(NOT code EQUAL expected_code OR NOT text MATCHES "${pattern}")
    list(JOIN ARGN " " command)
    message(NOTICE "${command}\n${text}")
    message(FATAL_ERROR "exit code ${code}, not ${expected_code}, or no '${pattern}'")
  endif()
endfunction()

run(0 "" "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${SOURCE}" -B "${build}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}")
set(ENV{PATH} "${WORK}/bin:$ENV{PATH}")
set(test "${CMAKE_CTEST_COMMAND}" --test-dir "${build}" --output-on-failure)
set(ENV{LINUXBAKE_FAKE_QEMU} "say=one;_[two] wait")
run(0 "100% tests passed" ${test} -R direct)
run(8 "x y.iso does not exist. build target iso first" ${test} -R image)
run(0 "" "${CMAKE_COMMAND}" --build "${build}")
if(EXISTS "${build}/run-iso")
  message(FATAL_ERROR "The default build has made the launcher.")
endif()
run(0 "" "${CMAKE_COMMAND}" --build "${build}" --target run-iso) # and the image with it
run(0 "100% tests passed" ${test} -R image)
set(ENV{LINUXBAKE_FAKE_QEMU} "say=started")
run(0 "Ctrl-A X ends the machine.*started" "${CMAKE_COMMAND}" --build "${build}" --target run)
run(0 "Ctrl-A X ends the machine.*started" "${build}/run-iso")
run(0 "-m 64 .*started" "${build}/run-iso" --memory 64)
file(RENAME "${build}/run-iso.command" "${build}/moved")
run(1 "linuxbake-launch: error: .*/run-iso.command: " "${build}/run-iso")
run(8 "INFRA: qemu-system-x86_64 ended by itself: exit code 0" ${test} -R image)
run(0 "direct boot +PASS .*image +INFRA .*1 of 2 boots passed" "${BOOT}" summary "${build}/boot-tests")
# Nothing in the path: skipped, with the package to install.
set(ENV{PATH} "${WORK}/nothing")
run(0 "Skipped" ${test} -R image)
run(77 "apt install qemu-system-x86" "${BOOT}" run "--directory=${WORK}/skipped"
  "--image=${build}/x y.iso")
