# SPDX-License-Identifier: MIT
# A launcher with a quoted word, and tests of all kinds, whose words hold semicolons and "--".
set(LINUXBAKE_TEST_LAUNCHER "env 'A=b c'")
set(LINUXBAKE_TEST_BUNDLE ON)
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_boot_test(NAME boot IMAGE iso EXPECT "a;b")
linuxbake_add_vm_test(NAME vm KERNEL kernel COMMAND /bin/true "a;b" -- -x)
linuxbake_add_vm_test(NAME suite KERNEL kernel COMMAND /bin/true -- "a;b" RESULTS TAP)
function(check_launcher)
  foreach(test IN ITEMS boot vm suite.run)
    get_test_property("${test}" TIMEOUT timeout)
    if(NOT timeout EQUAL 87000) # 2 * (4 * 60 + 60), and a day
      message(FATAL_ERROR "TIMEOUT of ${test} is ${timeout}")
    endif()
  endforeach()
endfunction()
check_launcher()
