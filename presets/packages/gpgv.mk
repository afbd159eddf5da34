# SPDX-License-Identifier: MIT
#
# Of GnuPG, what verifies a signature: gpgv and the two libraries of its own that it is linked with.
# Everything else wants libraries that gpgv does without.
gpgv:
	$(MAKE) -C common libcommon.a libgpgrl.a
	$(MAKE) -C kbx libkeybox.a
	$(MAKE) -C regexp libregexp.a
	$(MAKE) -C g10 gpgv

install:
	install -D g10/gpgv "$(DESTDIR)/usr/bin/gpgv"

.PHONY: gpgv install
