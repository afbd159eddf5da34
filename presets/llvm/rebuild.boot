# BusyBox, compiled by the system that it is a part of.
shell
timeout 2800
run cp -r /usr/src/busybox /root/busybox && cd /root/busybox && cp /usr/src/busybox.config .config
run tools="CC=cc HOSTCC=cc AR=ar NM=nm STRIP=strip OBJCOPY=objcopy OBJDUMP=objdump LD=ld"
run make $tools oldconfig </dev/null >/dev/null
run make -j2 $tools >/root/busybox.log 2>&1 || { tail -n 20 /root/busybox.log; false; }
run ./busybox echo rebuilt
  output rebuilt
run ./busybox | head -n 1
  contains BusyBox v1.37.0
