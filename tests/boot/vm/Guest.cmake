# SPDX-License-Identifier: MIT
#
# The guest is a proper Unix, and a program starts in it as from a login shell: unix.cpp asks.
add_executable(vm-test-unix unix.cpp)
set_target_properties(vm-test-unix PROPERTIES FOLDER LinuxBake/tests)

# vm.guest.<name> asks the questions; what is printed has to match.
function(linuxbake_guest_case name pattern)
  linuxbake_add_vm_test(NAME "vm.guest.${name}" KERNEL "${kernel}" COMMAND vm-test-unix ${ARGN}
    TIMEOUT 10 LABELS boot)
  set_tests_properties("vm.guest.${name}" PROPERTIES PASS_REGULAR_EXPRESSION "${pattern}")
endfunction()

string(CONCAT login "descriptors: 0 1 2, next 3\n" "signals: 0 odd\n"
  "session: leader 0, parent is init 0, terminal 1, foreground 1, group 1\n"
  "limits: files 1024 1048576, core 0, stack 8388608, umask 022\n")
linuxbake_guest_case(login "${login}" descriptors signals session limits)
linuxbake_guest_case(killer "killer: alive\n" killer)
linuxbake_guest_case(child-output "child: done\n" leaves-child)
linuxbake_guest_case(server "HANG: the program has ended, but .*: vm-test-unix .[0-9]+.\n"
  leaves-server)
