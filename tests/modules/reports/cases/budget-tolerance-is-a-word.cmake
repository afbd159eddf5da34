include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_budget_test(NAME vm.budget KERNEL vm-kernel BASELINE b.json TOLERANCE 3%)
