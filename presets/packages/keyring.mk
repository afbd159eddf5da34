# SPDX-License-Identifier: MIT
#
# The keys of Debian's archive, which are armoured in their source, as one keyring: that is their
# bytes one after the other. The checksum of an armour begins with '='.
keyring:
	for key in apt-trusted-asc/*.asc; do \
	  sed -n '/^$$/,/^=/{/^=/d;/^$$/d;p}' "$$key" | base64 -d || exit 1; \
	done > debian-archive-keyring.gpg

install:
	install -m 644 -D debian-archive-keyring.gpg \
	  "$(DESTDIR)/usr/share/keyrings/debian-archive-keyring.gpg"

.PHONY: keyring install
