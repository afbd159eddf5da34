# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBake
---------

.. versionadded:: 0.1

Builds a minimal Linux from source, puts a project's own programs in it, turns
it into bootable images and proves with ``ctest`` that it boots.  This module
includes all the others::

  find_package(LinuxBake REQUIRED)   # or FetchContent, or add_subdirectory()

The chain
^^^^^^^^^

::

  kernel ---------------------------------.
  musl --> busybox, packages -.            +--> iso, fat, disk --> boot test (ctest)
  init -----------------------+--> rootfs --> initramfs --'
  your programs, files -------'

Each function makes one custom target of the name that the caller gives and
puts what it knows on properties of that target, so that the next function
needs nothing but the target.  Nothing is read from variables of a module.

Like any custom target it is built when something needs it; ``ALL`` adds it to the default build.
The default build of a project builds what the tests of that project need
(``linuxbake_add_boot_test()``, ``linuxbake_add_vm_test()``, ``linuxbake_add_instruction_test()``,
``linuxbake_add_emulator()``).  A project that is part of another one adds nothing to the other's
``all``; there the target ``linuxbake-for-tests`` builds it.

Properties
^^^^^^^^^^

All have the prefix ``LINUXBAKE_`` and are read with::

  linuxbake_get_property(<out-variable> <target> <PROPERTY>)

========================  ============================  ==================================
property                  on                            meaning
========================  ============================  ==================================
``KIND``                  all                           kernel, libc, userland, package, init,
                                                        rootfs, initramfs, squashfs, oci, image,
                                                        emulator, sysroot, deb or repository
``OUTPUT``                all but rootfs and init       absolute path of the file that
                                                        others use; of a package or a repository
                                                        the directory
``ARCH``                  kernel, libc, userland,       x86_64, i386, i486, aarch64,
                          package, initramfs, image     riscv64; agrees along the chain
``CONFIG``                kernel, userland              the final ``.config``
``MODULES``               kernel                        the directory of its modules, what
                                                        stands in ``lib/modules/<release>``
``SOURCE_DIR``            kernel, libc, userland,       the source tree
                          package
``BINARY_DIR``            likewise                      where it is built
``RECORD``                kernel, libc, userland,       JSON file, written by the build: sources
                          package, image                with version, hash and origin; of an
                                                        image, what takes the space
``RECIPE``                kernel, libc, userland,       JSON file, written when CMake generates:
                          package, image, squashfs      what linuxbake-bake makes of it
``SIZES``                 kernel                        JSON file: bytes by directory of the
                                                        source; written by the build
``SYSROOT``, ``CC``       libc, sysroot                 headers and libraries of the target;
                                                        the compiler wrapper
``CXX``                   libc with C++, sysroot        the same for C++
``RESOURCE_DIR``          libc with C++                 clang's own libraries for the target
``LAYOUT``                oci                           the image layout as a directory
``KEY``, ``SUITE``        repository                    the public key for systems, a file that
                                                        the build makes; what they name it by
``TOOLCHAIN_FILE``,       libc, sysroot                 for other projects' CMake and Meson; a
``MESON_CROSS_FILE``,                                   ``pkg-config`` that does not know the
``PKG_CONFIG``                                          host's packages
``LIBC``                  userland, package, libc with  the libc that it is linked against
                          C++, sysroot
``ENTRIES``               rootfs, userland, package,    manifest lines for linuxbake-cpio;
                          init, deb                     may hold generator expressions and
                                                        may be appended to
``DEPENDS``               likewise                      files and targets behind ENTRIES;
                                                        may be appended to
``USERLAND``,             rootfs                        the targets that it was made of
``PACKAGES``, ``INIT``
``PACKAGES``              package, sysroot, repository  those that it was compiled with, or
                                                        that are in it
``ROOTFS``                initramfs, image of a disk    the rootfs that is in it
``COMPRESSION``           initramfs                     none, gzip, xz, zstd or lz4
``XZ_FILTER``             initramfs                     none or x86
``FORMAT``                image, kernel                 iso, fat or disk; boot or pvh
``KERNEL``,               image; emulator has KERNEL    the targets it was made of
``INITRAMFS``
``CMDLINE``               image                         the kernel's command line
``KERNEL_OPTIONS``        programs and libraries of a   what they need of the kernel, see
                          project                       linuxbake_target_kernel_options()
``HELP``                  all                           one line for ``linuxbake-help``
========================  ============================  ==================================

A function that uses the target of another checks its kind, takes
``$<TARGET_PROPERTY:target,LINUXBAKE_OUTPUT>`` in its command, and lists both the
target and that file in DEPENDS.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello LANGUAGES CXX)
  find_package(LinuxBake REQUIRED)
  enable_testing()

  add_executable(hello hello.cpp)
  target_link_options(hello PRIVATE -static)
  linuxbake_add_kernel(kernel CONFIG_FRAGMENTS kernel.config)
  linuxbake_add_musl(libc)
  linuxbake_add_busybox(busybox LIBC libc)
  linuxbake_add_init(init HOSTNAME hello RUN /usr/bin/hello)
  linuxbake_add_rootfs(rootfs USERLAND busybox INIT init)
  linuxbake_rootfs_install(rootfs TARGETS hello DESTINATION /usr/bin)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs)
  linuxbake_add_iso(hello-iso KERNEL kernel INITRAMFS initramfs)
  linuxbake_add_boot_test(NAME hello.iso IMAGE hello-iso EXPECT "hello from userspace")
  linuxbake_get_property(image hello-iso OUTPUT)
  message(STATUS "The image will be ${image}")
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

# CMake itself would complain of it, of each of our rules and for pages, but not say what to do.
if(CMAKE_CURRENT_BINARY_DIR MATCHES "[#<>]")
  message(FATAL_ERROR "LinuxBake:\n\n  The path of the build directory has a '${CMAKE_MATCH_0}':\n"
    "    ${CMAKE_CURRENT_BINARY_DIR}\n"
    "  CMake has no rules for files with such a path.  Configure into another one: cmake -B <directory>")
endif()

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/LinuxBakeHelpers.cmake")
foreach(_linuxbake_module IN ITEMS
    Sources Kernel Musl Cxx BusyBox Toybox Package TargetLibc Sysroot Rootfs RootfsOci Users Init
    Repository Initramfs Squashfs Oci Iso Fat Disk Installer Test VmTest Emulator Instructions Run Debug
    Size Budget BootChart Manifest Summary Install Help)
  include("${CMAKE_CURRENT_LIST_DIR}/LinuxBake${_linuxbake_module}.cmake")
endforeach()
unset(_linuxbake_module)
