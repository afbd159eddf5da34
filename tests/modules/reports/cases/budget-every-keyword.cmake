include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(vm-iso image FORMAT iso KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE console=ttyS0)
linuxbake_add_budget_test(NAME vm.budget IMAGE vm-iso SIZE 2000000 KERNEL_SIZE 1500K
  INITRAMFS_SIZE 1M INSTRUCTIONS 1000000000 MEMORY 32 BASELINE budget.json TOLERANCE 2.5
  TIMEOUT 30 LABELS small)
linuxbake_add_budget_test(NAME vm.kernel KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE a "b c"
  COUNT_INSTRUCTIONS BASELINE kernel.json)
linuxbake_add_budget_test(NAME "a name" KERNEL vm-kernel KERNEL_SIZE 1)
foreach(test IN ITEMS vm.budget vm.budget.boot vm.kernel vm.kernel.boot "a name")
  if(NOT TEST "${test}")
    message(FATAL_ERROR "no test ${test}")
  endif()
endforeach()
if(TEST "a name.boot" OR NOT TARGET vm.budget-renew OR NOT TARGET vm.kernel-renew)
  message(FATAL_ERROR "other tests and targets than those asked for")
endif()
