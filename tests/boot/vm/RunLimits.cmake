# SPDX-License-Identifier: MIT
#
# Nothing is cut in silence: many arguments arrive, long ones too; files that do not fit into the
# guest's memory end the test with a line that says MEMORY.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

# Runs a command of the test's program, with further options before it.
function(run options out)
  execute_process(COMMAND "${BOOT}" vm "--directory=${WORK}/run" "--machines=${WORK}/machines"
    "--kernel=${KERNEL}" "--init=${INIT}" --accel tcg ${options} -- "${PROGRAM}" ${ARGN}
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(code EQUAL 77)
    message(FATAL_ERROR "SKIP: there is no QEMU")
  endif()
  set(${out} "${output}" PARENT_SCOPE)
endfunction()

function(expect output pattern)
  if(NOT output MATCHES "${pattern}")
    string(SUBSTRING "${output}" 0 1000 output)
    message(FATAL_ERROR "There is no '${pattern}' in '${output}'")
  endif()
endfunction()

foreach(number RANGE 1 3000)
  list(APPEND long "a-rather-long-path/of/a/file/as/tools/get/them/number-${number}.cpp")
endforeach()
foreach(number RANGE 1 9000)
  list(APPEND many "${number}")
endforeach()
run("" output arguments ${long} "end of it")
expect("${output}" "number-3000.cpp><end of it><>\n")
run("" output arguments ${many} "end of it")
expect("${output}" "<9000><end of it><>\n")

# More than there is at all, which is known before the boot; more than half, which only the guest
# knows, because some kernels take more.
foreach(size IN ITEMS 400 150)
  execute_process(COMMAND truncate -s "${size}M" "${WORK}/large" COMMAND_ERROR_IS_FATAL ANY)
  run("--memory=256;--file=${WORK}/large" output size "${WORK}/large")
  math(EXPR bytes "${size} * 1048576")
  if(NOT size EQUAL 150 OR NOT output MATCHES "^${bytes}\n")
    expect("${output}" "MEMORY")
  endif()
endforeach()
file(REMOVE_RECURSE "${WORK}")
