# SPDX-License-Identifier: MIT
# COUNT jobs that note in LOG when they begin and end; the sub-make has half of them.
jobs := $(addprefix job,$(shell seq $(COUNT)))
all: $(jobs) sub
job%:
	@echo "$$(date +%s%N) +1" >> "$(LOG)"; sleep 0.03; echo "$$(date +%s%N) -1" >> "$(LOG)"
ifeq ($(SUB),)
sub:
	@$(MAKE) -f $(firstword $(MAKEFILE_LIST)) SUB=1
else
sub:
endif
