# SPDX-License-Identifier: MIT
#
# No test runs on the host in silence: what nobody can know is named, once, and can be answered.
configure(own emulator)
if(NOT result EQUAL 0)
  fail("The emulator is not configured")
endif()
exchange_program("${WORK}/emulator/vm/run")
set(toolchain "-DCMAKE_TOOLCHAIN_FILE=${WORK}/emulator/vm/toolchain.cmake")
set(named "script: start.sh" "script-relative: ./start.sh" "sh: sh" "sh-relative: sh" "sh-text: sh"
  "env-script: env A=b start.sh" "env-sh: env A=b sh" "cmake-env-sh: cmake -E env A=b -- sh"
  "cmake-chdir: cmake" "timeout: timeout 20 sh" "timeout-nice: timeout -k 5 20 nice -n 5 sh"
  "perl: perl" "cmake-script: cmake" "find: find" "xargs: xargs" "build: cmake"
  "build-and-test: ctest" "pytest: pytest" "prove: prove" "bats: bats" "lit: lit" "make: make"
  "python3: python3" "old-form: sh" "below: sh")

# That the warning has exactly these lines for tests.
function(expect_named)
  set(found "")
  string(REGEX MATCHALL "\n      [^ \n]+: [^\n]+" lines "${errors}")
  foreach(line IN LISTS lines)
    string(STRIP "${line}" line)
    list(APPEND found "${line}")
  endforeach()
  if(NOT "${found}" STREQUAL "${ARGN}")
    fail("Named were '${found}', not '${ARGN}'")
  endif()
endfunction()

configure(starts starts "${toolchain}")
if(NOT result EQUAL 0)
  fail("The project is not configured")
endif()
expect_named(${named})
expect_text("test's ENVIRONMENT (\${CMAKE_CROSSCOMPILING_EMULATOR}):\n")
expect_text("\n${WORK}/emulator/vm/run\n")
expect_text("set_tests_properties(<test> PROPERTIES LINUXBAKE_HOST_TEST ON)\n")
build(starts)
run_tests(starts)
if(NOT result EQUAL 0)
  fail("A test did not run where it should")
endif()
expect_count(guest 11)
set(of_host 36)
if(CMAKE_VERSION VERSION_GREATER_EQUAL 4.4)
  math(EXPR of_host "${of_host} + 2")
endif()
expect_count(host ${of_host})
# CTest has nothing more to say, but of the test that CMake does not know.
string(REGEX MATCHALL "[^\n]* runs? on the host[^\n]*" notices "${errors}${output}")
if(NOT notices STREQUAL "from-a-file runs on the host, and what it starts: 'sh'")
  fail("CTest said '${notices}'")
endif()

# STRICT is about all of them.
configure(starts strict "${toolchain}" -DLINUXBAKE_EMULATOR_STRICT=ON)
if(result EQUAL 0)
  fail("STRICT made no error of tests that may start anything")
endif()
expect_named(${named})
# With answers there is nothing to say.
configure(starts answered "${toolchain}" -DLINUXBAKE_EMULATOR_STRICT=ON
  "-DLINUXBAKE_HOST_TESTS=^(env-|sh|cmake-|build|timeout|below\$)\\;^[fmpblxos]")
if(NOT result EQUAL 0 OR errors MATCHES "Tests outside")
  fail("Tests that are the host's by their names are named")
endif()
# A name takes a test of the program out of the machine as well.
configure(starts starts "-DLINUXBAKE_HOST_TESTS=\\;^in-guest-by-alias\$")
run_tests(starts -R "^in-guest-by-(alias|list)\$")
if(NOT output MATCHES "\n[0-9]+: <host>\n" OR NOT output MATCHES "\n[0-9]+: <guest 1>\n")
  fail("LINUXBAKE_HOST_TESTS does not take the one test out of the machine")
endif()
