# The program of the image, in its directory, with its environment, on Debian's own shell and libc.
timeout 120
expect "hello from /srv/app: it's  a test, gone: no"
expect "linuxbake-init: result 1/2: exit 0: /etc/oci/run"
expect "another: 7"
expect "linuxbake-init: result 2/2: exit 7: /etc/oci/run /srv/app/other"
wait poweroff
