# SPDX-License-Identifier: MIT
#
# The guest is a proper Unix, and a program starts in it as from a login shell: unix.cpp asks. What
# it needs comes along, and nothing is cut.
find_package(Threads REQUIRED)
add_executable(vm-test-unix unix.cpp)
target_link_libraries(vm-test-unix PRIVATE Threads::Threads)
add_library(vm-test-needed SHARED plugins.cpp)
target_compile_definitions(vm-test-needed PRIVATE NEEDED)
add_library(vm-test-plugin MODULE plugins.cpp)
target_compile_definitions(vm-test-plugin PRIVATE PLUGIN)
target_link_libraries(vm-test-plugin PRIVATE vm-test-needed)
add_executable(vm-test-plugins plugins.cpp)
target_link_libraries(vm-test-plugins PRIVATE ${CMAKE_DL_LIBS})
# Found by LD_LIBRARY_PATH only.
add_library(vm-test-lost-plugin MODULE plugins.cpp)
target_compile_definitions(vm-test-lost-plugin PRIVATE PLUGIN)
target_link_libraries(vm-test-lost-plugin PRIVATE vm-test-needed)
set_target_properties(vm-test-lost-plugin PROPERTIES SKIP_BUILD_RPATH ON)
set_target_properties(vm-test-unix vm-test-needed vm-test-plugin vm-test-plugins
  vm-test-lost-plugin PROPERTIES FOLDER LinuxBake/tests)

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
linuxbake_vm_ends_by_exit_code(vm.guest.server)
string(CONCAT unix "device\ndevice\ndevice\ndevices: stdin 1, stderr 1, full 1\n"
  "directories: 755 1777 1777 1777 755 1777 755 1777 700 755 755 755 755 755 755 755 755 755 755\n"
  "loads: thread 1, iconv 1, locale 1\n" "tools: 0\n" "dropped: 1 1 1\n")
linuxbake_guest_case(unix "${unix}" devices directories loads tools drop)

# A kernel without INET has no addresses, but names.
set(addresses "[a-zA-Z ]+")
if(NOT TARGET tiny-kernel)
  set(addresses "ok")
endif()
linuxbake_guest_case(names "names: linuxbake, user root, group root, localhost ${addresses}, \
own ${addresses}, http ${addresses}, tcp 6\n" names)

# Of FILES: modes, a pipe.
set(tree "${CMAKE_CURRENT_BINARY_DIR}/guest/tree")
file(REMOVE_RECURSE "${tree}")
foreach(name IN ITEMS key suid ro)
  file(WRITE "${tree}/${name}" "${name}")
endforeach()
file(CHMOD "${tree}/key" PERMISSIONS OWNER_READ OWNER_WRITE)
file(CHMOD "${tree}/ro" PERMISSIONS OWNER_READ GROUP_READ WORLD_READ)
file(CHMOD "${tree}/suid" PERMISSIONS SETUID OWNER_READ OWNER_EXECUTE GROUP_EXECUTE)
file(CHMOD "${tree}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
execute_process(COMMAND mkfifo --mode=620 "${tree}/pipe" COMMAND_ERROR_IS_FATAL ANY)
linuxbake_add_vm_test(NAME vm.guest.modes KERNEL "${kernel}" COMMAND vm-test-unix modes
  FILES "${tree}" WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/guest" LABELS boot)
set_tests_properties(vm.guest.modes PROPERTIES
  PASS_REGULAR_EXPRESSION "modes: 700 600 4510 444 620\n")

# What variables name comes along.
if(EXISTS "/usr/share/zoneinfo/Asia/Kolkata")
  linuxbake_add_vm_test(NAME vm.guest.zone KERNEL "${kernel}" COMMAND vm-test-unix zone
    ENVIRONMENT "TZ=Asia/Kolkata" LABELS boot)
  set_tests_properties(vm.guest.zone PROPERTIES PASS_REGULAR_EXPRESSION "zone: IST 05\n")
endif()
linuxbake_add_vm_test(NAME vm.guest.library-path KERNEL "${kernel}" LABELS boot
  COMMAND vm-test-plugins "$<TARGET_FILE:vm-test-lost-plugin>"
  ENVIRONMENT "LD_LIBRARY_PATH=$<TARGET_FILE_DIR:vm-test-needed>"
  FILES "$<TARGET_FILE:vm-test-lost-plugin>")
set_tests_properties(vm.guest.library-path PROPERTIES PASS_REGULAR_EXPRESSION "plugin 42\n")
# By its path, so that CMake does not know whose libraries it needs.
set(lost "$<TARGET_FILE_DIR:vm-test-lost-plugin>/$<TARGET_FILE_NAME:vm-test-lost-plugin>")
linuxbake_add_vm_test(NAME vm.guest.library-missing KERNEL "${kernel}" LABELS boot
  COMMAND vm-test-plugins "${lost}" FILES "${lost}")
set_tests_properties(vm.guest.library-missing PROPERTIES PASS_REGULAR_EXPRESSION
  "library libvm-test-needed.so is not to be found.*FILES brings a library along, ENVIRONMENT LD_")
linuxbake_vm_ends_by_exit_code(vm.guest.library-missing)

# What it names and the host does not have is told where a program fails, which libc does not say.
linuxbake_add_vm_test(NAME vm.guest.absent KERNEL "${kernel}" LABELS boot
  COMMAND vm-test-program exit 3 ENVIRONMENT LANG=xx_YY.UTF-8 TZ=No/Where)
set_tests_properties(vm.guest.absent PROPERTIES PASS_REGULAR_EXPRESSION "the program exited with 3. \
the locale xx_YY.UTF-8 of LANG is not on this host .*. the time zone No/Where of TZ is not on")

# A module that the host's own configuration of name services names, and no program.
set(name_services "")
if(EXISTS /etc/nsswitch.conf)
  file(STRINGS /etc/nsswitch.conf name_services REGEX "^[a-z]+:")
endif()
file(GLOB modules "/lib/*/libnss_*.so.2")
list(FILTER modules EXCLUDE REGEX "_(files|dns)[.]")
foreach(module IN LISTS modules)
  string(REGEX REPLACE "^.*libnss_(.*)[.]so[.]2$" "\\1" service "${module}")
  if("${name_services}" MATCHES "[: \t]${service}( |\t|;|$)")
    linuxbake_add_vm_test(NAME vm.guest.name-service KERNEL "${kernel}" LABELS boot
      COMMAND /bin/ls "${module}" FILES /etc/nsswitch.conf)
    break()
  endif()
endforeach()

# The library of a plugin; and an interpreter in a directory that is only in the PATH of ctest.
linuxbake_add_vm_test(NAME vm.guest.plugin KERNEL "${kernel}" LABELS boot
  COMMAND vm-test-plugins "$<TARGET_FILE:vm-test-plugin>" FILES "$<TARGET_FILE:vm-test-plugin>")
set_tests_properties(vm.guest.plugin PROPERTIES PASS_REGULAR_EXPRESSION "plugin 42\n")
# The same of plugins that come with their directory, one below it and one by a link.
add_library(vm-test-deep-plugin MODULE plugins.cpp)
target_compile_definitions(vm-test-deep-plugin PRIVATE PLUGIN)
target_link_libraries(vm-test-deep-plugin PRIVATE vm-test-needed)
set(plugins "${CMAKE_CURRENT_BINARY_DIR}/guest/plugins")
set_target_properties(vm-test-deep-plugin PROPERTIES FOLDER LinuxBake/tests
  LIBRARY_OUTPUT_DIRECTORY "${plugins}/deep")
file(MAKE_DIRECTORY "${plugins}")
file(CREATE_LINK "deep/libvm-test-deep-plugin.so" "${plugins}/link.so" SYMBOLIC)
linuxbake_add_vm_test(NAME vm.guest.plugins KERNEL "${kernel}" LABELS boot
  COMMAND vm-test-plugins "$<TARGET_FILE:vm-test-deep-plugin>" "${plugins}/link.so"
  FILES "${plugins}")
set_tests_properties(vm.guest.plugins PROPERTIES PASS_REGULAR_EXPRESSION "plugin 42\nplugin 42\n")

set(scripts "${CMAKE_CURRENT_BINARY_DIR}/guest/scripts")
file(WRITE "${scripts}/bin/vm-test-interpreter" "#!/bin/sh\necho interpreted\n")
file(WRITE "${scripts}/script" "#!/usr/bin/env vm-test-interpreter\n")
file(CHMOD "${scripts}/bin/vm-test-interpreter" "${scripts}/script" PERMISSIONS OWNER_READ
  OWNER_EXECUTE)
linuxbake_add_vm_test(NAME vm.guest.interpreter KERNEL "${kernel}" COMMAND "${scripts}/script"
  LABELS boot)
set_tests_properties(vm.guest.interpreter PROPERTIES PASS_REGULAR_EXPRESSION "interpreted\n"
  ENVIRONMENT_MODIFICATION "PATH=path_list_prepend:${scripts}/bin")

# Sizes that were fixed once: of arguments, of files.
add_test(NAME vm.guest.limits COMMAND "${CMAKE_COMMAND}"
  "-DBOOT=$<TARGET_FILE:LinuxBake::boot>" "-DPROGRAM=$<TARGET_FILE:vm-test-program>"
  "-DKERNEL=$<TARGET_PROPERTY:${kernel},LINUXBAKE_OUTPUT>"
  "-DINIT=$<TARGET_PROPERTY:linuxbake-vm-init-x86_64,LINUXBAKE_OUTPUT>"
  "-DWORK=${CMAKE_CURRENT_BINARY_DIR}/limits" -P "${CMAKE_CURRENT_SOURCE_DIR}/RunLimits.cmake")
set_tests_properties(vm.guest.limits PROPERTIES LABELS "boot;vm" TIMEOUT 300
  SKIP_REGULAR_EXPRESSION "SKIP: there is no QEMU")
