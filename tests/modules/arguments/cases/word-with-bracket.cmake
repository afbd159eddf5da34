# A word that CMake's lists cannot hold would be joined to the next one.
linuxbake_add_emulator(vm KERNEL kernel ENVIRONMENT "BEGIN=[" "END=]")
