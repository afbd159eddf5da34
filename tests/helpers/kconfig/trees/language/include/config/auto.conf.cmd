autoconfig := include/config/auto.conf

deps_config := \
	Kconfig \
	sub/Kconfig.numbers \

$(autoconfig): $(deps_config)
$(deps_config): ;

ifneq "$(ARCH)" "x86_64"
$(autoconfig): FORCE
endif

ifneq "$(KERNELVERSION)" "6.12.1"
$(autoconfig): FORCE
endif
