include("${CASE_DIRECTORY}/../../../fake-kbuild/FakeSources.cmake")
string(SHA256 id "${CMAKE_CURRENT_BINARY_DIR}")
string(SUBSTRING "${id}" 0 12 id)
fake_source(tree linux "/tmp/linuxbake-test-${id}")
set(fragment "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
file(WRITE "${fragment}" "CONFIG_FIRST=n\nCONFIG_NEEDS_FIRST=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG allnoconfig CONFIG_FIX SOURCE_DIR "${tree}"
  CONFIG_FRAGMENTS "${fragment}")
