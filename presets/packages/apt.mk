# SPDX-License-Identifier: MIT
#
# Of apt, the one program of apt-one-program.cmake with its names, and the script that verifies.
commands = apt-get apt-cache apt-config apt-mark
methods = copy file gpgv http https mirror mirror+http mirror+file rred store
root = $(DESTDIR)/usr

programs:
	$(MAKE) -f Makefile apt-one vendor-apt-key

install:
	install -D apt-one "$(root)/bin/apt"
	install -D cmdline/apt-key "$(root)/bin/apt-key"
	for name in $(commands); do ln -sf apt "$(root)/bin/$$name" || exit 1; done
	install -d "$(root)/lib/apt/methods"
	ln -sf ../../bin/apt "$(root)/lib/apt/apt-helper"
	ln -sf ../../bin/apt "$(root)/lib/apt/apt-extracttemplates"
	for name in $(methods); do ln -sf ../../../bin/apt "$(root)/lib/apt/methods/$$name" || exit 1; done

.PHONY: programs install
