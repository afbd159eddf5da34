# There is no such file on the medium: it says so, and somebody can look.
expect (live:LABEL=LOST) cannot be mounted:
expect Leave the shell (exit) to try again
shell
# Nothing of the attempt is left, so that it can be tried again.
run grep -c /run/initramfs /proc/mounts
  exit 1
  output 0
run mount -t iso9660 -o ro /dev/sr0 /run/initramfs/live && ls /run/initramfs/live/LiveOS
  output squashfs.img
send poweroff -f
wait poweroff
