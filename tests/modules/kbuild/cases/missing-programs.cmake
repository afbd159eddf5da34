# As on a machine without them.
set(CMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH OFF)
set(CMAKE_FIND_USE_CMAKE_SYSTEM_PATH OFF)
linuxbake_add_kernel(kernel ARCH x86_64)
