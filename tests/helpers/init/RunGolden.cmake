# SPDX-License-Identifier: MIT
#
# Runs linuxbake-init on one case and compares everything that it writes. A case is a folder
#
#   kind          busybox, script, minimal or switch_root
#   description   the input
#   expected/     all files of the output directory, or
#   stderr.txt    the complete error; then it has to fail with exit code 1 and write nothing
#
#   cmake -DPROGRAM=<linuxbake-init> -DCASE=<folder> -DWORK=<folder> [-DUPDATE=ON] -P RunGolden.cmake
#
# UPDATE replaces what is expected by what came out; read the difference before committing it.
file(READ "${CASE}/kind" kind)
string(STRIP "${kind}" kind)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
execute_process(COMMAND "${PROGRAM}" "${kind}" --description description --output "${WORK}"
  WORKING_DIRECTORY "${CASE}" RESULT_VARIABLE result ERROR_VARIABLE errors OUTPUT_VARIABLE output)

function(fail text)
  message(NOTICE "${text}\n--- exit code ${result}\n--- stderr\n${errors}---")
  message(FATAL_ERROR "failed: ${CASE}")
endfunction()

if(NOT output STREQUAL "")
  fail("nothing belongs on stdout, but there is:\n${output}")
endif()
file(GLOB_RECURSE written RELATIVE "${WORK}" "${WORK}/*")

if(EXISTS "${CASE}/stderr.txt")
  if(UPDATE)
    file(WRITE "${CASE}/stderr.txt" "${errors}")
  endif()
  file(READ "${CASE}/stderr.txt" expected)
  if(NOT result EQUAL 1 OR NOT errors STREQUAL expected)
    fail("expected exit code 1 and\n${expected}")
  elseif(written)
    fail("it wrote ${written}")
  endif()
  return()
endif()

if(NOT result EQUAL 0 OR NOT errors STREQUAL "")
  fail("expected exit code 0, and nothing on stderr")
endif()
if(UPDATE)
  file(REMOVE_RECURSE "${CASE}/expected")
  file(COPY "${WORK}/" DESTINATION "${CASE}/expected")
endif()
file(GLOB_RECURSE expected RELATIVE "${CASE}/expected" "${CASE}/expected/*")
if(NOT written STREQUAL expected)
  fail("expected the files\n  ${expected}\nbut there are\n  ${written}")
endif()
foreach(file IN LISTS expected)
  file(READ "${CASE}/expected/${file}" left)
  file(READ "${WORK}/${file}" right)
  if(NOT left STREQUAL right)
    execute_process(COMMAND diff -u "${CASE}/expected/${file}" "${WORK}/${file}")
    fail("${file} differs")
  endif()
endforeach()
