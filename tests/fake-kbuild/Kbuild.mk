# SPDX-License-Identifier: MIT
#
# Stands for Kbuild: the same targets, O=, a .config, steps that are printed alike; in milliseconds.
# Each tree has options.txt: "NAME default needed-option", and a Kconfig that says the same. What it ran goes to $LINUXBAKE_FAKE_LOG.
src := $(dir $(abspath $(firstword $(MAKEFILE_LIST))))
O ?= .
note = @$(if $(LINUXBAKE_FAKE_LOG),echo $@ >> "$(LINUXBAKE_FAKE_LOG)")
busybox := $(if $(wildcard $(src)Config.in),1,0)
configure = awk -v base=$(1) -v busybox=$(busybox) -f $(src)configure.awk $(src)options.txt

tinyconfig allnoconfig defconfig:
	$(note)
	@$(call configure,$@) > $(O)/.config
olddefconfig oldconfig:
	$(note)
	@$(call configure,old) $(O)/.config > $(O)/.config.new
	@cmp -s $(O)/.config.new $(O)/.config || mv $(O)/.config.new $(O)/.config
menuconfig:
	@echo "CONFIG_TEXT=\"menu\"" | cat $(O)/.config - > $(O)/.config.old
	@$(MAKE) -f $(src)Makefile O=$(O) old_menu=1 menu-result
menu-result:
	@$(call configure,old) $(O)/.config.old > $(O)/.config

# A part is compiled again if its source changed; the last one if the configuration did.
$(O)/first.o: $(src)first.c
	$(note)
	@echo "  CC      first.o"; cp $< $@
$(O)/second.o: $(src)second.c $(O)/.config
	$(note)
	@sleep $(or $(LINUXBAKE_FAKE_SLEEP),0)
	@echo "  CC      second.o"; cat $< $(O)/.config > $@
$(O)/linked: $(O)/first.o $(O)/second.o
	$(note)
	@echo "  LD      linked"
	@if grep -q "^CONFIG_BROKEN=y" $(O)/.config; then \
	  echo "$(src)second.c:1:1: error: broken"; exit 1; fi
	@cat $^ > $@
