linuxbake_add_cxx(cxx)
