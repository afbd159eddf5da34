linuxbake_add_package(hello SOURCE dropbear)
