# SPDX-License-Identifier: MIT
#
# Stands for the makefile of a package: a program that is a script, a manual, a file of data.
# PROGRAM is another program to install; EMPTY=1 installs nothing; ELSEWHERE is a directory to which
# it installs without heeding DESTDIR.
here := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
note = @$(if $(LINUXBAKE_FAKE_LOG),echo $@ >> "$(LINUXBAKE_FAKE_LOG)")
told = $(if $(wildcard told),told,/dev/null)

hello: $(here)hello.sh
	$(note)
	@cp $< $@
	@echo "# $(GREETING)" | cat - $(told) | sed 's/^/# /' >> $@
install: hello
	@$(if $(LINUXBAKE_FAKE_LOG),echo $@ >> ../fake-log)
	@$(if $(ELSEWHERE),mkdir -p $(ELSEWHERE)/bin && cp hello $(ELSEWHERE)/bin)
	@$(if $(EMPTY),true,$(MAKE) --no-print-directory copy)
copy:
	@mkdir -p $(DESTDIR)/usr/bin $(DESTDIR)/usr/share/man/man1 $(DESTDIR)/etc/empty
	@cp hello $(DESTDIR)/usr/bin/hello && chmod 0755 $(DESTDIR)/usr/bin/hello
	@ln -sf hello $(DESTDIR)/usr/bin/hi
	@$(if $(PROGRAM),cp "$(PROGRAM)" $(DESTDIR)/usr/bin/program)
	@echo manual > $(DESTDIR)/usr/share/man/man1/hello.1
	@echo data > $(DESTDIR)/usr/share/hello.data

install-libs:
	@true
