# SPDX-License-Identifier: MIT
#
# A budget with a baseline, as a user lives with it: nothing to compare with, the baseline of now, a
# file that makes the system grow, the baseline anew.
#
#   cmake -DLINUXBAKE_DIR=<dir> -DKERNEL=<file> -DWORK=<dir, emptied> -P RunBudget.cmake
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/rootfs")
file(WRITE "${WORK}/rootfs/motd" "hello\n")
file(COPY_FILE "${KERNEL}" "${WORK}/bzImage")
file(WRITE "${WORK}/CMakeLists.txt" [[
cmake_minimum_required(VERSION 3.25)
project(vm LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
enable_testing()
linuxbake_import_kernel(vm-kernel FILE bzImage)
linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
linuxbake_add_budget_test(NAME vm.budget KERNEL vm-kernel INITRAMFS vm-initramfs
  KERNEL_SIZE 100M BASELINE "the budget.json" TOLERANCE 10)
]])

# run(<success|failure> <expected text> <command>...)
function(run wanted expected)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if((wanted STREQUAL "success") STREQUAL (NOT result EQUAL 0))
    message(FATAL_ERROR "a ${wanted} is expected: ${ARGN}\n${output}")
  endif()
  string(FIND "${output}" "${expected}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "this is missing: ${expected}\nin: ${output}")
  endif()
endfunction()

set(build "${CMAKE_COMMAND}" --build build)
set(test "${CMAKE_CTEST_COMMAND}" --test-dir build --output-on-failure)
run(success "" "${CMAKE_COMMAND}" -G Ninja -B build "-DLinuxBake_DIR=${LINUXBAKE_DIR}")
run(success "" ${build})
run(failure "is not there yet: the target that renews the budget writes it" ${test})
run(success "has the figures of now" ${build} --target vm.budget-renew)
run(success "100% tests passed" ${test})

string(REPEAT "text " 1000 text)
file(WRITE "${WORK}/rootfs/large" "${text}")
run(success "" ${build})
run(failure "+5,000        large (new)" ${test})
run(failure "vm.budget: beyond its budget" ${test})
run(success "has the figures of now" ${build} --target vm.budget-renew)
run(success "100% tests passed" ${test})
run(success "had these figures already" ${build} --target vm.budget-renew)
