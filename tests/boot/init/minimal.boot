expect /never is not mounted: error 19
expect the banner
expect "it's a \"test\" $HOME x;y ü a\\nb [1]"
expect "linuxbake-init: result 1/6: exit 0: /bin/echo it's a \"test\" $HOME x;y ü a\\nb [1]"
expect "linuxbake-init: result 2/6: exit 3: /bin/sh /test/exit-3"
expect "linuxbake-init: result 3/6: signal 11: /bin/sh /test/kill-itself $$"
expect mini
expect "it's $HOME /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
expect tmpfs on /data type tmpfs (ro,
expect /dev/tty1
expect result 4/6: exit 0
expect /bin/missing: cannot be started: error 2
expect result 5/6: exit 127: /bin/missing
expect result 6/6: exit 1
wait poweroff
