# A word that CMake's lists cannot hold would be joined to the next one.
linuxbake_add_vm_test(NAME suite KERNEL kernel COMMAND /bin/echo "C:\\" next)
