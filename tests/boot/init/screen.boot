# The kernel's console is the screen; the serial line has its shell all the same. The reset comes by
# what Ctrl-Alt-Del sends.
refuse can't access tty
expect Welcome to test-vm.example
shell
run ps -o tty,args | grep ^4,1
  contains sh
run for i in 1 2 3 4 5 6 7 8 9; do grep -q root@test-vm: /dev/vcs1 && break; sleep 1; done; grep -c root@test-vm: /dev/vcs1
  output 1
run grep -c "can't access tty" /dev/vcs1
  exit 1
  output 0
send kill -INT 1
wait reset
