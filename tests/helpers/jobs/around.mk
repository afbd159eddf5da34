# SPDX-License-Identifier: MIT
# COUNT jobs as in concurrency.mk, and beside them a linuxbake-jobs with twice as many.
here := $(dir $(abspath $(firstword $(MAKEFILE_LIST))))
jobs := $(addprefix job,$(shell seq $(COUNT)))
all: inner $(jobs)
inner:
	+@LINUXBAKE_JOBSERVER="$$MAKEFLAGS" "$(JOBS)" run --jobs 4 --pool "$(POOL)" -- \
	  make -s -f "$(here)concurrency.mk" COUNT=$(COUNT) LOG="$(LOG)"
job%:
	@echo "$$(date +%s%N) +1" >> "$(LOG)"; sleep 0.03; echo "$$(date +%s%N) -1" >> "$(LOG)"
