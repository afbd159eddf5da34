add_custom_target(thing)
linuxbake_get_property(value thing COLOUR)
