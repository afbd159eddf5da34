# What a whole kernel has and a tiny one has not: a network, disks, file systems.
timeout 120
shell
run uname -sm
  output Linux x86_64
run hostname
  output standard
run mount
  contains proc on /proc type proc
  contains devtmpfs on /dev type devtmpfs

# The address came by DHCP, and somebody answers there.
run until ifconfig eth0 | grep -q 10.0.2.15; do sleep 1; done
run route -n
  contains 10.0.2.0
run ping -c 1 10.0.2.2
  contains 1 packets received

# The disk that it started from.
run cat /proc/partitions
  contains sda
run mkdir -p /mnt && mount -t vfat -o ro /dev/sda /mnt && cd /mnt && ls | sort && cd / && umount /mnt
  contains initramfs
  contains vmlinuz
run blkid /dev/sda
  contains LABEL="STANDARD"

# A kernel with namespaces, 9P, IPv6 and what else distributions have.
run unshare -p -f sh -c 'echo $$'
  output 1
run ping6 -c 1 ::1
  contains 1 packets received

send exit
shell
send poweroff
wait poweroff
