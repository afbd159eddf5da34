# From the medium to a disk that starts by itself.
timeout 240
expect live login:
send root
expect Password:
send live
shell
run linuxbake-install
  exit 2
  contains Usage: linuxbake-install
run linuxbake-install /dev/nothing
  exit 1
  contains /dev/nothing is no disk. There are:
  contains /dev/sda  128 MiB
run linuxbake-install /dev/sdb
  exit 1
  contains /dev/sdb has 8 MiB; this system needs

# Who does not say yes loses nothing.
run echo no | linuxbake-install /dev/sda
  exit 1
  contains All of it will be lost.
  contains Nothing was changed.
run blkid | grep -c sda
  exit 1
  output 0

run echo "It was me." > /root/letter
run echo yes | linuxbake-install /dev/sda
  contains Done.
run mount | grep -c sda
  exit 1
  output 0
# What is mounted is not written over.
run mkdir -p /mnt && mount /dev/sda2 /mnt && echo yes | linuxbake-install /dev/sda
  exit 1
  contains /dev/sda2 is mounted on /mnt
run umount /mnt

eject
send reboot
wait reset
expect live: clean
expect live login:
send root
expect Password:
send live
shell
run mount
  contains /dev/sda2 on / type ext4 (rw
run cat /root/letter
  output It was me.
run stat -c "%u %a" /etc/shadow
  output 0 600
# What is written now survives, too.
run echo "And again." > /root/letter
send reboot
wait reset
expect live login:
send root
expect Password:
send live
shell
run cat /root/letter
  output And again.
send poweroff
wait poweroff
