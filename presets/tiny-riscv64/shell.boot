# A shell that works, not only a banner: `linuxbake-boot run --help` describes this language.
shell
run uname -sm
  output Linux riscv64
run hostname
  output tiny-riscv64
run cat /proc/1/comm
  output init
run mount
  contains proc on /proc type proc
  contains sysfs on /sys type sysfs
  contains devtmpfs on /dev type devtmpfs
  contains devpts on /dev/pts type devpts
  contains tmpfs on /tmp type tmpfs
run top -b -n 1
  contains PID
# Job control: the shell has a terminal that is its own.
run sleep 100 & jobs -l; kill -KILL %1; wait %1 2>/dev/null; true
  contains sleep 100
run echo hello > /tmp/greeting && cat /tmp/greeting
  output hello
run false
  exit 1
# Leaving the shell gives a new one instead of a panic.
send exit
shell
run kill -0 1
send poweroff
wait poweroff
