# The tree of a case stands in a directory with a space.
file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/my linux")
linuxbake_add_kernel(kernel SOURCE_DIR "${CMAKE_CURRENT_BINARY_DIR}/my linux")
