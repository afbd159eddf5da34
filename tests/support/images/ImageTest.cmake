# SPDX-License-Identifier: MIT
#
# linuxbake_image_test(<name> <label> <script> <case> [GENERATOR <generator>])
#   A test that runs a Python script on a copy of project/; imagelab.py says how. Skipped without
#   Python.
include_guard(GLOBAL)

find_program(LINUXBAKE_PYTHON NAMES python3)
mark_as_advanced(LINUXBAKE_PYTHON)

function(linuxbake_image_test name label script case)
  cmake_parse_arguments(PARSE_ARGV 4 arg "" "GENERATOR" "")
  if(NOT DEFINED arg_GENERATOR)
    set(arg_GENERATOR Ninja)
  endif()
  if(NOT LINUXBAKE_PYTHON)
    return()
  endif()
  add_test(NAME "${name}" COMMAND "${CMAKE_COMMAND}" -E env PYTHONDONTWRITEBYTECODE=1
    "PYTHONPATH=${CMAKE_CURRENT_FUNCTION_LIST_DIR}" "${LINUXBAKE_PYTHON}" "${script}" "${case}"
    "${CMAKE_COMMAND}" "${arg_GENERATOR}" "${LINUXBAKE_TEST_PACKAGE}"
    "${CMAKE_BINARY_DIR}/tests/image labs é/${name}")
  set_tests_properties("${name}" PROPERTIES LABELS "${label}" TIMEOUT 300 SKIP_RETURN_CODE 77)
endfunction()
