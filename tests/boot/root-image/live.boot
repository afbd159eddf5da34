# The root can be written to, but the medium is read-only, and read where it is needed.
shell
run grep " / " /proc/mounts
  contains overlay / overlay rw
run grep -o "root=[^ ]*" /proc/cmdline
  output root=live:LABEL=LIVE
run grep -c " /run/initramfs/live iso9660 ro" /proc/mounts
  output 1
run hostname
  output live
run cmp /usr/share/large /run/rootfsbase/usr/share/large
# A directory of the image that is removed and made anew is empty.
run rm -r /usr/share && mkdir /usr/share && ls -A /usr/share
  output
run echo text > /etc/hostname && cat /etc/hostname && cat /run/rootfsbase/etc/hostname
  contains text
  contains live
send poweroff
wait poweroff
