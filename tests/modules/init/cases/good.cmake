# SPDX-License-Identifier: MIT
linuxbake_add_init(plain)
linuxbake_add_init(init TYPE script HOSTNAME vm.example.org CONSOLES console tty1 ttyS1,115200
  MOUNTS "tmpfs /tmp tmpfs size=1m" "/dev/sda /data ext4"
  ENVIRONMENT "A=1;2" B= RUN /bin/x "a;b" "[" "]" "\"" RUN y BANNER "Hello; [you]\n")
linuxbake_add_init(small TYPE minimal RUN /bin/x THEN respawn)
linuxbake_add_init(full LOGIN HOTPLUG NETWORK DHCP SERVICE syslogd -n SERVICE x "a;b" RUN y)
foreach(target IN ITEMS plain init small full)
  linuxbake_get_property(kind ${target} KIND)
  if(NOT kind STREQUAL "init")
    message(FATAL_ERROR "KIND of ${target} is '${kind}'")
  endif()
endforeach()
linuxbake_get_property(arch small ARCH)
if(arch STREQUAL "")
  message(FATAL_ERROR "The minimal init has no ARCH")
endif()
linuxbake_add_rootfs(rootfs INIT init)
