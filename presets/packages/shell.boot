# dpkg, apt and gpgv run, a package that is made here is installed and removed, and the database is in
# order. With repositories: tests/boot/apt.
timeout 180
shell
run apt --version
  contains apt 2.6.1 (amd64)
run dpkg --version
  contains 1.21.23 (amd64)
run gpgv --version
  contains gpgv (GnuPG) 2.2.40
run apt-get check && dpkg --audit
  lacks error
run cd /tmp && mkdir -p own/DEBIAN own/usr/bin
run printf 'Package: own\nVersion: 1\nArchitecture: all\nMaintainer: me <me@example.org>\nDescription: mine\n' > own/DEBIAN/control
run printf '#!/bin/sh\necho It is here.\n' > own/usr/bin/own && chmod 755 own/usr/bin/own
run dpkg-deb --build own && apt install -y ./own.deb && own
  contains It is here.
run dpkg -S /usr/bin/own
  output own: /usr/bin/own
run apt remove -y own; own
  exit 127
# The system itself stays.
run apt remove -y linuxbake-base
  exit any
  contains This should NOT be done unless you know exactly what you are doing!
send poweroff
wait poweroff
