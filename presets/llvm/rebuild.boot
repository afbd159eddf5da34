# The system builds its own userland anew, with its own compiler; the root is a disk.
timeout 300
expect llvm: clean
shell
run grep " / " /proc/mounts
  contains ext4 rw
run cp -r /usr/src/busybox /root/busybox && cd /root/busybox && cp /usr/src/busybox.config .config
run tools="CC=cc HOSTCC=cc AR=ar NM=nm STRIP=strip OBJCOPY=objcopy LD=ld"
run yes "" | make $tools oldconfig > /root/oldconfig.log 2>&1
run diff /usr/src/busybox.config .config | grep "^[<>] C"
  exit 1
timeout 20000
# clang does not know all options of gcc that BusyBox names.
run make -j2 $tools EXTRA_CFLAGS="-Wno-ignored-optimization-argument -Qunused-arguments" busybox
timeout 300
run ./busybox | head -n 1
  contains BusyBox v1.37.0
run ./busybox --list > /root/names; busybox --list | cmp - /root/names
run ./busybox sh -c 'echo $((6 * 7)) | ./busybox sed s/4/four/'
  output four2
send poweroff
wait poweroff
