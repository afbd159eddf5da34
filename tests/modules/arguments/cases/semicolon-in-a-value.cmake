linuxbake_import_kernel(vm-kernel FILE "no;such;file")
