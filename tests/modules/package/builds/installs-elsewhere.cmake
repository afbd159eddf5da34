# A makefile that does not heed DESTDIR: nothing may be written there, whoever builds.
linuxbake_add_package(package SOURCE hello LIBC libc BUILD_SYSTEM make
  INSTALL install "ELSEWHERE=/tmp/linuxbake-elsewhere")
