file(WRITE "${CMAKE_BINARY_DIR}/bin/sccache" "#!/bin/sh\n")
file(WRITE "${CMAKE_BINARY_DIR}/bin/id" "#!/bin/sh\necho 0\n")
file(CHMOD "${CMAKE_BINARY_DIR}/bin/sccache" "${CMAKE_BINARY_DIR}/bin/id"
  PERMISSIONS OWNER_READ OWNER_EXECUTE)
set(ENV{PATH} "${CMAKE_BINARY_DIR}/bin:$ENV{PATH}")
set(LINUXBAKE_COMPILER_LAUNCHER sccache)
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG tinyconfig
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
