# A shell that works, not only a banner: `linuxbake-boot run --help` describes this language.
shell
run uname -sm
  output Linux i486
run hostname
  output floppy
run mount
  contains devtmpfs on /dev type devtmpfs
  contains /dev/fd0 on /floppy type vfat
run test $(busybox --list | wc -l) -ge 60
run for applet in ash vi mount mdev; do busybox --list | grep -qx $applet || echo no $applet; done
  output ""
run top -b -n 1
  contains PID
# The programs of the boot loader and the kernel are on the disk, as files.
run ls /floppy
  contains vmlinuz
# A file, written by a person in vi, is there after a reboot.
send vi /floppy/letter.txt
type "ihello from before\e"
expect - /floppy/letter.txt [Modified]
type ":wq\r"
shell
run cat /floppy/letter.txt
  output hello from before
send reboot
wait reset
shell
run cat /floppy/letter.txt
  output hello from before
