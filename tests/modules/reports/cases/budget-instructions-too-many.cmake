include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_budget_test(NAME vm.budget KERNEL vm-kernel
  INSTRUCTIONS 1000000000000000000)
