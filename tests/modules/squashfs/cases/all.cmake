include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
linuxbake_add_squashfs(vm-root ROOTFS vm-rootfs)
linuxbake_add_squashfs(vm-small ALL ROOTFS vm-rootfs COMPRESSION xz LEVEL 9 XZ_FILTER x86
  BLOCK_SIZE 1M OUTPUT small.sqfs)
linuxbake_add_squashfs(vm-fast ROOTFS vm-rootfs COMPRESSION lz4)
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs ROOT_IMAGE vm-root
  CMDLINE quiet LABEL VM)
linuxbake_get_property(kind vm-root KIND)
linuxbake_get_property(compression vm-small COMPRESSION)
linuxbake_get_property(output vm-small OUTPUT)
linuxbake_get_property(cmdline vm-iso CMDLINE)
linuxbake_get_property(rootfs vm-iso ROOTFS)
if(NOT "${kind} ${compression} ${cmdline} ${rootfs}" STREQUAL "squashfs xz root=live:LABEL=VM quiet vm-rootfs"
    OR NOT output MATCHES "/images/small\\.sqfs$")
  message(FATAL_ERROR "${kind}|${compression}|${cmdline}|${rootfs}|${output}")
endif()
