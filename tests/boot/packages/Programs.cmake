# SPDX-License-Identifier: MIT
#
# packages_of_others(<prefix> <libc> <cxx> <targets>)
#
# Other people's programs and libraries that depend on each other, with each build system, as they
# are in Debian 12's source packages (the hashes are those of its list), unchanged. The packages are
# <prefix>-zlib and so on; <targets> receives what there is to build for all of them.
include_guard(GLOBAL)

function(packages_of_others prefix libc cxx targets)
  linuxbake_add_package(${prefix}-zlib SOURCE zlib LIBC ${libc}
    BUILD_SYSTEM configure CONFIGURE --static --prefix=/usr)
  linuxbake_add_package(${prefix}-libspng SOURCE libspng LIBC ${libc} DEPENDS ${prefix}-zlib
    BUILD_SYSTEM meson CONFIGURE -Dbuild_examples=false)
  linuxbake_add_package(${prefix}-libzip SOURCE libzip LIBC ${libc} DEPENDS ${prefix}-zlib
    BUILD_SYSTEM cmake CONFIGURE -DBUILD_EXAMPLES=OFF -DBUILD_DOC=OFF -DBUILD_REGRESS=OFF)
  linuxbake_add_package(${prefix}-ncurses SOURCE ncurses LIBC ${libc}
    CONFIGURE --without-cxx --without-cxx-binding --without-ada --without-tests --without-debug
      --without-manpages --enable-pc-files --with-pkg-config-libdir=/usr/lib/pkgconfig
      --with-fallbacks=linux,vt100
    INSTALL install.libs install.includes)
  linuxbake_add_package(${prefix}-nano SOURCE nano LIBC ${libc} DEPENDS ${prefix}-ncurses
    CONFIGURE --enable-tiny KEEP /usr/bin/nano)
  linuxbake_add_package(${prefix}-htop SOURCE htop LIBC ${libc} DEPENDS ${prefix}-ncurses AUTORECONF
    CONFIGURE --disable-unicode KEEP /usr/bin/htop)
  linuxbake_add_package(${prefix}-xz SOURCE xz LIBC ${libc}
    CONFIGURE --disable-shared --disable-nls --disable-doc --disable-scripts)
  linuxbake_add_package(${prefix}-zstd SOURCE zstd LIBC ${libc}
    BUILD_SYSTEM make # its CMake wants C++
    MAKE -C programs zstd HAVE_ZLIB=0 HAVE_LZMA=0 HAVE_LZ4=0
    INSTALL -C programs install PREFIX=/usr HAVE_ZLIB=0 HAVE_LZMA=0 HAVE_LZ4=0)
  linuxbake_add_package(${prefix}-lua SOURCE lua LIBC ${libc} BUILD_SYSTEM make
    MAKE posix "AR=ar rcu" INSTALL install "INSTALL_TOP=@DESTDIR@/usr")
  linuxbake_add_package(${prefix}-sqlite SOURCE sqlite LIBC ${libc}
    CONFIGURE --disable-shared --disable-tcl --disable-readline KEEP /usr/bin/sqlite3)
  linuxbake_add_package(${prefix}-mbedtls SOURCE mbedtls LIBC ${libc} BUILD_SYSTEM cmake
    CONFIGURE -DENABLE_PROGRAMS=OFF -DENABLE_TESTING=OFF)
  linuxbake_add_package(${prefix}-curl SOURCE curl LIBC ${libc}
    DEPENDS ${prefix}-mbedtls ${prefix}-zlib
    CONFIGURE --with-mbedtls --disable-shared --disable-ldap --disable-manual --without-libpsl
    KEEP /usr/bin/curl)
  linuxbake_add_package(${prefix}-png SOURCE png SOURCE_DIR "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/png"
    LIBC ${libc} DEPENDS ${prefix}-libspng BUILD_SYSTEM meson)
  set(all ${prefix}-libzip ${prefix}-nano ${prefix}-htop ${prefix}-xz ${prefix}-zstd ${prefix}-lua
    ${prefix}-sqlite ${prefix}-curl ${prefix}-png)

  # In C++: a library and a program of this project on it, and a large program.
  if(TARGET "${cxx}")
    linuxbake_add_package(${prefix}-fmt SOURCE fmt LIBC ${cxx} BUILD_SYSTEM cmake
      CONFIGURE -DFMT_DOC=OFF -DFMT_TEST=OFF)
    add_executable(${prefix}-formatted EXCLUDE_FROM_ALL
      "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/formatted.cpp")
    set_target_properties(${prefix}-formatted PROPERTIES FOLDER LinuxBake/tests CXX_STANDARD 20)
    linuxbake_target_libc(${prefix}-formatted LIBC ${cxx} PACKAGES ${prefix}-fmt)
    target_link_libraries(${prefix}-formatted PRIVATE fmt)
    linuxbake_add_package(${prefix}-cmake SOURCE cmake LIBC ${cxx} BUILD_SYSTEM cmake
      CONFIGURE -DCMAKE_USE_OPENSSL=OFF -DBUILD_TESTING=OFF -DBUILD_CursesDialog=OFF
      KEEP /usr/bin/cmake)
    list(APPEND all ${prefix}-formatted ${prefix}-cmake)
  endif()
  set(${targets} "${all}" PARENT_SCOPE)
endfunction()
