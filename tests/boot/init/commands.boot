# What cannot be mounted is said; arguments arrive as they are; results are reported; consoles that
# are not there do no harm.
refuse can't open
refuse not found
expect "/never is not mounted: this kernel has no nosuchfs"
expect "/data2 is not mounted: "
expect "it's a \"test\" $HOME x;y ü a\\nb [1]"
expect "linuxbake-init: result 1/3: exit 0: /bin/echo it's a \"test\" $HOME x;y ü a\\nb [1]"
expect "linuxbake-init: result 2/3: exit 3: sh /test/exit-3"
expect "linuxbake-init: result 3/3: signal 11: sh /test/kill-itself $$"
expect Welcome to linux
shell
run echo "$GREETING" $TERM
  output it's $HOME xterm
run stty speed
  output 115200
run mount | grep /data
  contains mode=750
run dmesg | grep -c 'no terminal [ht][vt][cy]'
  output 3
run ps -o args | grep -c '[c]onsole ttyS1\|[s]hell ttyS1'
  exit any
  lacks 0
send reboot
wait reset
