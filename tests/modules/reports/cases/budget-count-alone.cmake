include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_budget_test(NAME vm.budget KERNEL vm-kernel KERNEL_SIZE 1 COUNT_INSTRUCTIONS)
