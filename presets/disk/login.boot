# The root is the disk's, it is checked before it is mounted, and keeps what is written.
timeout 180
expect disk: clean
expect disk login:
send root
expect Password:
send live
shell
run mount
  contains /dev/sda2 on / type ext4 (rw
run blkid /dev/sda2
  contains LABEL="disk"
  contains UUID="8d3c0f5e-6a47-4c0e-9b55-1f0a7c2e4d11"
run stat -c "%U %a" /etc/shadow /root
  contains root
run cat /proc/1/comm
  output init
run echo "It was me." > /root/letter
send reboot
wait reset
expect disk login:
send root
expect Password:
send live
shell
run cat /root/letter
  output It was me.
send poweroff
wait poweroff
