# The binary directory has a space, and so has the cache.
set(LINUXBAKE_CACHE_DIR "${CMAKE_CURRENT_BINARY_DIR}/cache")
linuxbake_add_kernel(kernel)
