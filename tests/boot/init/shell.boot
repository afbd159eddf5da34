# Everything that a shell needs, on the serial line and on the screen.
refuse can't access tty
refuse not found
refuse can't open
refuse is not mounted
expect Welcome to test-vm.example
expect root@test-vm:~#
shell
run hostname
  output test-vm.example
run tty
  output /dev/ttyS0
run stty size
  output 24 80
run echo $TERM $HOME $USER $SHELL; pwd
  output vt102 /root root /bin/sh
  output /root
run mount
  contains proc on /proc type proc (rw,nosuid,nodev,noexec
  contains sysfs on /sys type sysfs
  contains devtmpfs on /dev type devtmpfs
  contains devpts on /dev/pts type devpts
  contains tmpfs on /dev/shm type tmpfs
  contains tmpfs on /run type tmpfs
  contains tmpfs on /tmp type tmpfs
run stat -c %a /tmp /dev/shm /run /root
  output 1777
  output 1777
  output 755
  output 700
run echo x | cat /dev/stdin /dev/fd/0
  contains x
run cat /proc/sys/kernel/ctrl-alt-del
  output 0
run id -un
  output root
run top -b -n 1
  contains PID
# The screen: its shell has said who it is, and has a terminal of its own.
run for i in 1 2 3 4 5 6 7 8 9; do grep -q root@test-vm: /dev/vcs1 && break; sleep 1; done; grep -c root@test-vm: /dev/vcs1
  output 1
run grep -c "can't access tty" /dev/vcs1
  exit 1
  output 0
run ps -o tty,args | grep ^4,1
  contains sh
# Job control, Ctrl-C and Ctrl-Z.
run sleep 100 & jobs -l; kill -KILL %1; wait %1 2>/dev/null; true
  contains sleep 100
send sh -c 'echo begin 101; sleep 101'
expect begin 101
type "\x03"
shell
send sh -c 'echo begin 102; sleep 102'
expect begin 102
type "\x1a"
shell
run jobs; kill -KILL %1; wait %1 2>/dev/null; true
  contains begin 102
# Orphans are reaped.
run (sleep 1 &); sleep 2; ps -o stat,comm | grep -c ^Z
  exit 1
  output 0
# A new shell after the end of one, also of one that was killed.
send exit
expect Welcome to test-vm.example
shell
send kill -9 $$
expect Welcome to test-vm.example
shell
run tty; echo $PPID > /tmp/x
  output /dev/ttyS0
send poweroff
wait poweroff
