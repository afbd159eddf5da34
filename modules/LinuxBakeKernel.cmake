# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeKernel
---------------

.. versionadded:: 0.1

Linux kernels: built from source, or taken ready.

::

  linuxbake_add_kernel(<target> [ALL]
    [VERSION <version> | SOURCE_DIR <directory>]
    [ARCH <arch>]
    [CONFIG tinyconfig|allnoconfig|defconfig|<board>_defconfig|<file>]
    [CONFIG_FRAGMENTS <file>...] [CONFIG_FIX] [OPTIONS_OF <program>...]
    [PATCHES <file>...]
    [MODULES]
    [FORMAT boot|pvh]
    [OUTPUT <file>])

``ALL``
  Build it with the default target.  A test does not need this, because the default build of a
  project builds what its tests need.
``VERSION``
  A version of ``linux`` that linuxbake_declare_source() or the catalogue has declared.  Default:
  the catalogue's long-term kernel.
``SOURCE_DIR``
  A kernel tree of your own.  It stays untouched; an edited file in it is
  compiled in the next build.  Its path may have no space and no colon.
``ARCH``
  x86_64, i386, i486, aarch64 or riscv64; the default is that of the host.
``CONFIG``
  What the configuration starts from: the name of a make target (a ``<board>_defconfig`` is one of
  the tree's own for the architecture), or a whole ``.config``.  The default is tinyconfig.  If it
  is of another architecture or version, CMake warns of the options that are lost.  If it is of
  another project (BusyBox, U-Boot ...), that is an error.
``CONFIG_FRAGMENTS``
  Files of ``CONFIG_X=…`` lines, put on top in their order.  Every option in them has its value in
  the final configuration.  Otherwise there is an error with the reasons: what the option depends on
  and where that is written, what selects it, which names are similar to an unknown one.  The error
  comes when CMake configures, if the source is there (a tree of your own, or in the cache) and the
  helper program is built (an installed LinuxBake, or an earlier build).  Otherwise the first build
  step has it.  A later fragment may take back what an earlier one asks for below a line ``#
  override``. In a fragment that several kernels share, a line below ``# optional`` holds where it
  can, and is no error where the kernel does not know it or it does not take.
  If the project has no file of a name without a directory, it is one of LinuxBake's own fragments
  (``modules/fragments/linux``): ``containers.config`` is what a kernel needs to run containers, by
  crun, runc, Podman or Docker.
``CONFIG_FIX``
  Finds and adds the fewest lines that the fragments lack to take effect.  The build lists them.
  They are in ``<target>/fix.config`` of the binary directory; copy them into a fragment.  What no
  line can make possible stays an error.
``OPTIONS_OF``
  Executables that this kernel will run.  What they and their libraries need by
  linuxbake_target_kernel_options() becomes one more fragment, ``<target>/options.config`` in the
  binary directory.  Call target_link_libraries() for them before this function.
``PATCHES``
  For ``patch -p1``, applied in their order to a copy of the source.
``MODULES``
  Builds the modules too, strips them, and has depmod make its lists.  linuxbake_rootfs_modules()
  puts them into a system.  The configuration has to have CONFIG_MODULES, and not CONFIG_MODULE_SIG,
  whose keys are random.
``FORMAT``
  ``boot`` (the default) is what boot loaders start: a bzImage for x86, which unpacks itself, an
  Image for others.  ``pvh``, for x86, is an ELF file that is not compressed.  QEMU, Cloud Hypervisor
  and Firecracker load it by Xen's PVH protocol, so that the machine does not unpack it: the kernel of
  ``tiny`` comes to its shell in 370 million instructions instead of 1,041, with an initramfs of
  COMPRESSION none in 242.  The file has 10 MB instead of 1.4, most of it holes.  Boot tests, tests in
  a virtual machine and emulators take such a kernel as KERNEL; images do not.  It brings its options
  along, ``modules/fragments/linux/pvh.config``.
``OUTPUT``
  Where the kernel goes; relative to the directory for images (``images`` in the
  project's binary directory).  The default is ``<target>.vmlinuz``.

Targets: ``<target>`` is an ExternalProject; ``<target>-menuconfig`` changes the
configuration in the build tree, and the next build takes it; ``<target>-savefragment``
writes the shortest fragment that makes it from CONFIG to ``<target>.fragment`` in the source
directory of the caller; ``<target>-lint`` fails if lines of CONFIG_FRAGMENTS have no effect, and
names them, but not those of LinuxBake's own fragments, which are for every kernel;
``<target>-explain`` says all about an option::

  LINUXBAKE_SYMBOL=TTY cmake --build build --target vm-kernel-explain

Properties: KIND (kernel), OUTPUT, FORMAT, ARCH, CONFIG, SOURCE_DIR, BINARY_DIR, RECORD, RECIPE, MODULES.
Beside CONFIG (``<binary dir>/<target>/config``) lie ``System.map`` and ``size.json`` (bytes by
directory of the source; see ``helpers/bake/kbuild/kernel_size.h``).

linuxbake-kconfig makes the configuration, with the same bytes as Kbuild's own ``conf``.  ``conf``
has to confirm it before anything is compiled.  If ``conf`` changes it, the configuration of
``conf`` holds, and the build prints the difference.  It reads Linux from 4.9 on, each as the
``conf`` of its version does.  If it cannot read a tree, it says so.  ``LINUXBAKE_KCONFIG=kbuild``,
as a CMake variable or in the environment, leaves all of it to Kbuild then.

Files of the host that the configuration names (CONFIG_INITRAMFS_SOURCE, CONFIG_EXTRA_FIRMWARE,
CONFIG_SYSTEM_TRUSTED_KEYS …; a relative path is meant in the source) are inputs.  If one changes,
the kernel is built again.  If one is missing, that is an error when CMake configures, unless it is
below the binary directory, where the build may make it.  Each build looks at everything in such
directories, modes, owners, links and empty directories too, and at the files that a list in
CONFIG_INITRAMFS_SOURCE (of the kernel's ``gen_init_cpio``) names.  Of the environment, only what
``scripts/Environment.cmake`` keeps reaches the build.  A file or directory that another option names
is an input as well if the host has it.  Directories that the guest will have too (``/etc``,
``/usr``, ``/var`` and the like) are none, unless the project is there.

A kernel is compiled once.  The cache keeps it in ``results/``, by source, patches, configuration,
the files that this names, compiler and tools of the host (their bytes, not their versions), and
checks it when it is used.  The build uses ccache if it is installed.  The bytes do not depend on
the time, the user or the directory.  SOURCE_DATE_EPOCH is the kernel's build time.

::

  linuxbake_import_kernel(<target> [ALL] FILE <file> [ARCH <arch>] [CONFIG <file>]
    [MODULES <directory>])

Takes a ready kernel, for example the distribution's: a bzImage for x86, an Image for aarch64 and
riscv64; anything else is an error.  ``ALL`` is as above.  ``ARCH`` is by default the file's own,
and has to be the same.  ``CONFIG`` is its configuration; without it no option can be checked.
``MODULES`` is the directory of its modules, ``lib/modules/<release>``, as its package holds it; it
does not need depmod's lists. ``linuxbake_add_vm_test()`` loads those that a test needs.  Same
properties, but no SOURCE_DIR and BINARY_DIR; OUTPUT is the file itself.  Example, of a package that
was only unpacked, by ``apt-get download`` and ``dpkg-deb -x``::

  file(GLOB release RELATIVE "${image}/lib/modules" "${image}/lib/modules/*")
  linuxbake_import_kernel(debian FILE "${image}/boot/vmlinuz-${release}"
    CONFIG "${image}/boot/config-${release}" MODULES "${image}/lib/modules/${release}")

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_kernel(vm-kernel CONFIG tinyconfig CONFIG_FRAGMENTS kernel.config)
  linuxbake_import_kernel(ready-kernel FILE bzImage CONFIG bzImage.config)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Kbuild.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/KernelImage.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/KernelOptions.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Recipe.cmake")

# The fragment for OPTIONS_OF: a list with the file, empty where they need nothing.
function(_linuxbake_options_fragment out where file)
  set(text "")
  foreach(program IN LISTS ARGN)
    if(NOT TARGET "${program}")
      _linuxbake_error("${where}" "OPTIONS_OF '${program}' is not a target."
        "Make the program, and link it, before this call.")
    endif()
    _linuxbake_required_options(options "${program}")
    foreach(option IN LISTS options)
      string(REGEX REPLACE "^([^:]*):(.*)$" "# for \\2\nCONFIG_\\1=y\n" line "${option}")
      string(APPEND text "${line}")
    endforeach()
  endforeach()
  set(${out} "" PARENT_SCOPE)
  if(NOT text STREQUAL "")
    file(CONFIGURE OUTPUT "${file}" CONTENT "@text@" @ONLY)
    set(${out} "${file}" PARENT_SCOPE)
  endif()
endfunction()

# What linuxbake-kconfig has to know. Not through ccache: the answers are kept anyway.
function(_linuxbake_kconfig_of_kernel out arch cross)
  set(arguments --arch "${arch}" --cc "${cross}gcc")
  if(NOT cross STREQUAL "")
    list(APPEND arguments --cross-compile "${cross}")
  endif()
  set(${out} "${arguments}" PARENT_SCOPE)
endfunction()

# FORMAT: the file of the tree that it is, and the fragments that it needs. On the way to a bzImage
# Kbuild makes vmlinux.bin, the ELF file without symbols that is then packed.
function(_linuxbake_kernel_format out_file out_fragments where format arch srcarch image)
  _linuxbake_one_of("${where}" FORMAT "${format}" boot pvh)
  set(${out_file} "arch/${srcarch}/boot/${image}" PARENT_SCOPE)
  set(${out_fragments} "" PARENT_SCOPE)
  if(format STREQUAL "pvh" AND NOT srcarch STREQUAL "x86")
    _linuxbake_error("${where}" "FORMAT pvh is for x86, and ARCH is ${arch}."
      "Leave it out: the kernels of ${arch} are not compressed.")
  elseif(format STREQUAL "pvh")
    set(${out_file} "arch/x86/boot/compressed/vmlinux.bin" PARENT_SCOPE)
    set(${out_fragments} "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/fragments/linux/pvh.config" PARENT_SCOPE)
  endif()
endfunction()

# The fields of the recipe that say what make is told, and what comes out. ARCH and IMAGE are what
# Kbuild calls the architecture and its bootable image, FILE the file that is wanted.
function(_linuxbake_fields_of_kernel out)
  _linuxbake_parse(kernel 1 "" "ARCH;IMAGE;FILE;CROSS;CACHE;OUTPUT;DIRECTORY;MODULES;DEPMOD" "")
  string(STRIP "${kernel_CACHE} ${kernel_CROSS}gcc" cc)
  string(STRIP "${kernel_CACHE} gcc" host_cc)
  # Kbuild itself adds -m32. An empty LOCALVERSION keeps the "+" of a modified git tree out.
  set(make "ARCH=${kernel_ARCH}" "CROSS_COMPILE=${kernel_CROSS}" "CC=${cc}" "HOSTCC=${host_cc}"
    "LOCALVERSION=")
  set(products "kernel=${kernel_FILE}" "System.map=System.map"
    "size.json=linuxbake-size.json")
  set(outputs "kernel=${kernel_OUTPUT}" "config=${kernel_DIRECTORY}/config"
    "System.map=${kernel_DIRECTORY}/System.map" "size.json=${kernel_DIRECTORY}/size.json")
  _linuxbake_recipe_fields(fields TEXT update olddefconfig LIST make_arguments "${make}"
    TEXT identity "ARCH=${kernel_ARCH}" LIST goals "${kernel_IMAGE}" LIST products "${products}"
    LIST outputs "${outputs}" LIST programs "" TEXT modules "${kernel_MODULES}"
    TEXT depmod "${kernel_DEPMOD}")
  set(${out} "${fields}" PARENT_SCOPE)
endfunction()

# Where the modules go, depmod, and the notes of what they are; all empty for a kernel without.
function(_linuxbake_modules_of_kernel out out_depmod out_notes where target tree)
  _linuxbake_find_program("${where}" depmod "depmod" depmod)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(${out} "${tree}/modules" PARENT_SCOPE)
  set(${out_depmod} "${depmod}" PARENT_SCOPE)
  set(${out_notes} "${directory}/modules.manifest" "${directory}/modules.sums" PARENT_SCOPE)
endfunction()

function(linuxbake_add_kernel target)
  _linuxbake_parse_arguments(target "ALL;CONFIG_FIX;MODULES"
    "VERSION;SOURCE_DIR;ARCH;CONFIG;FORMAT;OUTPUT" "CONFIG_FRAGMENTS;OPTIONS_OF;PATCHES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_check_source_arguments("${where}" "${arg_VERSION}" "${arg_SOURCE_DIR}")
  _linuxbake_arch_or_host(arch "${arg_ARCH}")
  _linuxbake_value_or(config "${arg_CONFIG}" tinyconfig)
  _linuxbake_get_architecture("${where}" "${arch}")
  _linuxbake_value_or(format "${arg_FORMAT}" boot)
  _linuxbake_kernel_format(file format_fragments "${where}" "${format}" "${arch}"
    "${arch_SRCARCH}" "${arch_IMAGE}")
  _linuxbake_compiler("${where}" "${arch}")
  _linuxbake_require_programs("${where}" flex bison bc)
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.vmlinuz")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  _linuxbake_options_fragment(options "${where}" "${directory}/options.config" ${arg_OPTIONS_OF})
  _linuxbake_tree_directory(tree "${where}" "${target}" "the kernel")
  set(modules "")
  set(depmod "")
  set(notes "")
  if(arg_MODULES)
    _linuxbake_modules_of_kernel(modules depmod notes "${where}" "${target}" "${tree}")
  endif()
  _linuxbake_kconfig_of_kernel(kconfig "${arch_KBUILD}" "${compiler_CROSS}")
  _linuxbake_fields_of_kernel(fields ARCH "${arch_KBUILD}" IMAGE "${arch_IMAGE}"
    FILE "${file}" CROSS "${compiler_CROSS}" CACHE "${compiler_CACHE}" OUTPUT "${output}"
    DIRECTORY "${directory}" MODULES "${modules}" DEPMOD "${depmod}")
  _linuxbake_add_kbuild("${target}" "${where}" NAME linux WHAT "the kernel"
    VERSION "${arg_VERSION}" SOURCE_DIR "${arg_SOURCE_DIR}" ARCH "${arch}" TREE "${tree}"
    ALL "${arg_ALL}" TERMINAL TRUE IN_TREE FALSE CONFIG "${config}" CONFIG_FIX "${arg_CONFIG_FIX}"
    BASES tinyconfig allnoconfig defconfig FRAGMENTS ${format_fragments}
      ${arg_CONFIG_FRAGMENTS} ${options}
    KCONFIG ${kconfig} PATCHES ${arg_PATCHES} MARKS Makefile Kconfig arch init
    MADE "arch/${arch_SRCARCH}/include/generated" COMPILER "${compiler_CROSS}gcc"
    BINUTILS "${compiler_CROSS}" FIELDS "${fields}" PRODUCTS "${output}" "${directory}/config"
      "${directory}/System.map" "${directory}/size.json" ${notes})
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_MODULES_NOTES "${notes}")
  _linuxbake_set_properties("${target}" KIND kernel OUTPUT "${output}"
    FORMAT "${format}" CONFIG "${directory}/config" SIZES "${directory}/size.json"
    MODULES "${modules}"
    HELP "Build the Linux kernel ${output}")
endfunction()

# What an import takes for a kernel's .config is believed: what it lacks is an error of tests.
function(_linuxbake_check_kernel_config where file)
  file(STRINGS "${file}" options REGEX "^(# )?CONFIG_[A-Za-z0-9_]+( is not set|=)" LIMIT_COUNT 1)
  file(STRINGS "${file}" others REGEX "^# (Busybox version|Toybox|Buildroot)" LIMIT_COUNT 1)
  if(options STREQUAL "" OR NOT others STREQUAL "")
    _linuxbake_error("${where}" "CONFIG '${file}' is no configuration of a kernel."
      "It is .config in the tree where the kernel was built, or a distribution's"
      "/boot/config-<release>.")
  endif()
endfunction()

function(linuxbake_import_kernel target)
  _linuxbake_parse_arguments(target "ALL" "FILE;ARCH;CONFIG;MODULES" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED FILE)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_file("${where}" FILE "${arg_FILE}" file)
  _linuxbake_kernel_image_arch(arch "${file}")
  if(arch STREQUAL "")
    _linuxbake_error("${where}" "FILE '${arg_FILE}' is not a bootable Linux kernel:"
      "neither a bzImage (x86) nor an uncompressed Image (aarch64, riscv64).")
  endif()
  if(NOT "${arg_ARCH}" STREQUAL "")
    _linuxbake_get_architecture("${where}" "${arg_ARCH}")
    if(NOT arg_ARCH STREQUAL arch)
      _linuxbake_error("${where}"
        "FILE '${arg_FILE}' is a kernel for ${arch}, not for ${arg_ARCH}.")
    endif()
  endif()
  set(config "")
  if(NOT "${arg_CONFIG}" STREQUAL "")
    _linuxbake_require_file("${where}" CONFIG "${arg_CONFIG}" config)
    _linuxbake_check_kernel_config("${where}" "${config}")
  endif()
  set(modules "")
  if(NOT "${arg_MODULES}" STREQUAL "")
    get_filename_component(modules "${arg_MODULES}" ABSOLUTE
      BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    if(NOT EXISTS "${modules}/modules.builtin")
      _linuxbake_error("${where}"
        "MODULES '${arg_MODULES}' is not the directory of a kernel's modules:"
        "there is no file ${modules}/modules.builtin."
        "It is called lib/modules/<release>.")
    endif()
  endif()
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  set(record "${CMAKE_CURRENT_BINARY_DIR}/${target}/record.json")
  set(recipe "${CMAKE_CURRENT_BINARY_DIR}/${target}/${target}.recipe.json")
  add_custom_command(OUTPUT "${record}"
    COMMAND LinuxBake::bake import --recipe "${recipe}"
    DEPENDS LinuxBake::bake "${recipe}" "${file}" ${config}
    COMMENT "Looking at the kernel ${target}" VERBATIM)
  _linuxbake_add_target("${target}" ${all} KIND kernel OUTPUT "${file}" DEPENDS "${record}")
  _linuxbake_recipe_fields(fields TEXT arch "${arch}" TEXT file "${file}" TEXT config "${config}"
    TEXT record "${record}")
  _linuxbake_recipe("${target}" KIND import DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}"
    "${fields}")
  _linuxbake_set_properties("${target}" FORMAT boot ARCH "${arch}" CONFIG "${config}" RECORD "${record}"
    MODULES "${modules}" HELP "The ready kernel ${file}")
endfunction()
