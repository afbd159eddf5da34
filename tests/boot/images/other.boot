shell
run cat /proc/cmdline
  contains entry=other
