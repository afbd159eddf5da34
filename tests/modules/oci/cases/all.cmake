include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
linuxbake_add_oci_image(Vm__image ALL ROOTFS vm-rootfs)
linuxbake_add_oci_image(vm-all ROOTFS vm-rootfs NAME localhost:5000/a/b_c-d.e:F_1.x COMPRESSION zstd
  ENTRYPOINT a CMD b ENV C= LABELS d==e PORTS 1/udp 65535 USER f WORKING_DIRECTORY / OUTPUT all.tar)
linuxbake_get_property(kind vm-all KIND)
linuxbake_get_property(output vm-all OUTPUT)
linuxbake_get_property(layout vm-all LAYOUT)
linuxbake_get_property(compression Vm__image COMPRESSION)
if(NOT "${kind} ${compression}" STREQUAL "oci gzip" OR NOT output MATCHES "/images/all\\.tar$"
    OR NOT layout MATCHES "/vm-all/layout$")
  message(FATAL_ERROR "${kind}|${compression}|${output}|${layout}")
endif()
