# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeEmulator
-----------------

.. versionadded:: 0.1

.. versionchanged:: 0.2
  The function ``linuxbake_use_emulator``.

The tests that a project has already, run in virtual machines::

  linuxbake_add_emulator(<target> [ALL] KERNEL <kernel>
    [ENVIRONMENT <name>=<value>...] [FILES <file>...] [KERNEL_OPTIONS <option>...]
    [NETWORK isolated|open] [SHARE <directory>...] [MODULES <module>...]
    [TIMEOUT <seconds>] [MEMORY <MiB>] [CPUS <n>] [ACCELERATOR auto|tcg|kvm])

  linuxbake_use_emulator(<emulator> [STRICT])

``linuxbake_add_emulator()`` makes a program that runs another one in a machine, as
``linuxbake_add_vm_test()`` does, and ends as that ends, by the same signal if need be::

  <binary dir>/<target>/run /path/of/program --its arguments

The program has the caller's standard input, output and error.  Nothing else is printed there,
unless the machine fails, or ``run --verbose`` says how the program ended. A test whose machine
fails ends by SIGABRT, which makes it red whatever its properties say.

``linuxbake_use_emulator()`` makes the tests of this directory and those below run in the machine.
``add_test()`` may name the program in any form: by its target, by ``$<TARGET_FILE:exe>``, by its
path, after ``env``, or by ``gtest_discover_tests()``.  It works with every CMake from 3.25 to 4.4
and with any policies.  (CMake itself would do it in the first form only, by
CMAKE_CROSSCOMPILING_EMULATOR or CMAKE_TEST_LAUNCHER, and that depends on its version, on the policy
CMP0158, and on whether it cross-compiles.  LinuxBake sets both variables as well, for suites that
list their tests.  No program is started twice.)

* A program whose CROSSCOMPILING_EMULATOR is empty stays on the host.  One where it is an emulator's
  OUTPUT runs in that machine, even without ``linuxbake_use_emulator()``.  The project's own
  TEST_LAUNCHER comes before the emulator.
* Suites list their tests when CTest begins (DISCOVERY_MODE PRE_TEST).  One that does so when it
  is built needs ``add_dependencies(<suite> <emulator>)``.
* What CMake itself tries while it configures the project (``try_run()``,
  ``check_cxx_source_runs()``) runs on the host: there is no machine yet.  If the project
  cross-compiles, CMake warns of that, and configures it again when the emulator is built.  Where a
  machine fails, or does not have what such a program needs, CMake warns of it and says why.
* CMake names, in one warning, the tests that will run on the host after all; STRICT makes an error
  of it.  These are tests in which another program starts one of these, and all whose program may
  start anything: a script, a shell, an interpreter, a runner of tests, a build (``sh``,
  ``python3``, ``prove``, ``cmake -P``, ``make check``).  Not named are those that start nothing
  (``cmake -E``, ``grep``, ``diff``), and those of which the project says where they run, as below.
* Each test has the label ``guest`` or ``host``.  CTest counts both at its end, and lists them:
  ``ctest -N -L host``.  It says which tests of the host CMake could not name, because they were
  added before ``linuxbake_use_emulator()`` was called or come from a file that CTest reads.
* What the build runs is no test: ``add_custom_command()`` and ``add_custom_target()`` start
  programs on the host, as code generators need it.  Only where the project cross-compiles, CMake
  puts the emulator before a program that ``COMMAND`` names by its target.  A target ``check`` says
  ``COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:hello>``; where the emulator is made by
  the same project, it needs ``DEPENDS <emulator>`` in each case.

A test may start programs by the emulator itself.  Give it the emulator as a word of its command or
in its ENVIRONMENT; it then has the label ``guest``.  A test that belongs on the host says so by a
property; CMake does not name it then::

  add_test(NAME script COMMAND sh run.sh)           # it starts programs by:  "$EMULATOR" ./hello
  set_tests_properties(script PROPERTIES ENVIRONMENT "EMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}")
  add_test(NAME style COMMAND clang-format --dry-run -Werror hello.cpp)
  set_tests_properties(style PROPERTIES LINUXBAKE_HOST_TEST ON)

If you cannot change the project, ``-DLINUXBAKE_HOST_TESTS=<regular expression>;...`` does the same
for tests whose names match one.

A project that knows nothing of LinuxBake gets all that from the toolchain file beside the program::

  cmake --toolchain <binary dir>/<target>/toolchain.cmake ...

What ``try_run()`` tries runs in the machine there.  So build ``<target>`` before you configure that
project; otherwise CMake warns.  A project with a toolchain file of its own takes the same file by
``-DCMAKE_PROJECT_TOP_LEVEL_INCLUDES=``.  ``-DLINUXBAKE_EMULATOR_STRICT=ON`` is STRICT.
``-DLINUXBAKE_EMULATE_ARGUMENTS=ON`` puts the emulator before a program among the arguments of a
script, as in ``COMMAND sh run.sh $<TARGET_FILE:exe>``.

``ALL``
  Build it with the default target.  Without ALL the default build builds it in a project that has
  tests (``enable_testing()``) and is not part of another one.
``KERNEL``
  A target made by ``linuxbake_add_kernel()`` or ``linuxbake_import_kernel()``.
``ENVIRONMENT``
  Variables for the programs, besides those of the caller, which a test's ENVIRONMENT sets.  PATH,
  HOME and other names of this host do not come along.  The libraries of the caller's
  LD_LIBRARY_PATH do.
``FILES``
  Files and directories that are in the machine at the same paths, in addition to
  the program, what it needs to run, and the files among its arguments.
``KERNEL_OPTIONS``
  What the programs need of the kernel, without ``CONFIG_``, as
  ``linuxbake_target_kernel_options()`` says it for programs of one's own.
``NETWORK``, ``SHARE``, ``MODULES``, ``TIMEOUT``, ``MEMORY``, ``CPUS``, ``ACCELERATOR``
  As for ``linuxbake_add_vm_test()``.  If the build directory of the other project is a SHARE, its
  programs find all files there, and can write beside them.

Each run begins in a clean machine, in the directory in which it was started; nothing
that it writes comes back.  It is a copy of one that has booted before (see
FRESH_BOOT of ``linuxbake_add_vm_test()``): a quarter of a second for a small C++ program, and
several at a time.  A failed run leaves its log in ``boot-tests/<target>``.

Targets: ``<target>`` builds the kernel and what else the program needs.  Properties: KIND
(emulator), OUTPUT (the program), KERNEL.  The program ``<target>/run`` is written when the
project is generated.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello LANGUAGES CXX)
  find_package(LinuxBake REQUIRED)
  enable_testing()

  linuxbake_add_kernel(vm-kernel CONFIG_FRAGMENTS kernel.config)
  linuxbake_add_emulator(vm KERNEL vm-kernel)
  linuxbake_use_emulator(vm)

  add_executable(hello hello.cpp)
  add_test(NAME hello COMMAND hello --check)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/LinuxBakeVmTest.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/EmulatedTests.cmake")

# Words for a shell. What a generator expression gives cannot be put in quotes here, since only CMake's
# generator knows it: <out_lines> are lines with which the shell reads it as it is.
function(_linuxbake_shell_words out_words out_lines)
  set(words "")
  set(lines "")
  cmake_parse_arguments(PARSE_ARGV 2 shell "" "" "") # ARGN would be split at semicolons in words
  foreach(word IN LISTS shell_UNPARSED_ARGUMENTS)
    if(word MATCHES "\\$<")
      string(SHA256 name "${word}")
      string(SUBSTRING "${name}" 0 16 name)
      string(APPEND lines "IFS= read -r word_${name} <<'end ${name}'\n${word}\nend ${name}\n")
      string(APPEND words " \"$word_${name}\"")
    else()
      string(REPLACE "'" "'\\''" word "${word}")
      string(APPEND words " '${word}'")
    endif()
  endforeach()
  set(${out_words} "${words}" PARENT_SCOPE)
  set(${out_lines} "${lines}" PARENT_SCOPE)
endfunction()

# Writes the program, which starts another one by `words` after `lines`; it needs the files, which the
# target <made_by> makes.
function(_linuxbake_emulator_program program words lines made_by)
  _linuxbake_shell_words(quoted no_lines "${program}")
  # CMake has two variables for an emulator, and may put it before a program by both. try_run() takes
  # one of them, while this project is configured: then there is nothing yet to run a program in.
  set(tried "exec \"$@\"")
  set(lines_of_files "")
  if(CMAKE_CROSSCOMPILING)
    _linuxbake_shell_words(files lines_of_files ${ARGN})
    set(tried "for file in${files}; do [ -e \"$file\" ] || { : > \"$0.tried\"; exit 126; }; done")
  endif()
  set(begin "#!/bin/sh
${lines_of_files}while [ \"$1\" =${quoted} ]; do shift; done
case \"$LINUXBAKE_IS_CONFIGURING $1\" in yes\\ */cmTC_*) ${tried} ;; esac
")
  set(ENV{LINUXBAKE_IS_CONFIGURING} yes)
  if(NOT EXISTS "${program}")
    file(WRITE "${program}" "${begin}")
    file(CHMOD "${program}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
  endif()
  _linuxbake_shell_words(boot line_of_boot "$<TARGET_FILE:LinuxBake::boot>")
  file(GENERATE OUTPUT "${program}" CONTENT "${begin}${line_of_boot}\
[ -x${boot} ] || {
  echo \"The emulator is not built: build the target ${made_by}.\" >&2
  exit 1
}
case \"$1\" in
--verbose) shift; set -- --verbose -- \"$@\" ;;
*/cmTC_*) set -- \"--failure-file=$0.tried\" -- \"$@\" ;;
*) set -- -- \"$@\" ;;
esac
${lines}exec${words} \"$@\"
"
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
      WORLD_EXECUTE)
endfunction()

# Writes toolchain.cmake beside the program, which needs the files.
function(_linuxbake_emulator_toolchain program)
  set(needs "[==[$<TARGET_FILE:LinuxBake::boot>]==]")
  foreach(file IN LISTS ARGN)
    string(APPEND needs " [==[${file}]==]")
  endforeach()
  cmake_path(GET program PARENT_PATH directory)
  cmake_path(GET directory FILENAME target)
  _linuxbake_top_directory(top)
  _linuxbake_read_property(binary DIRECTORY "${top}" PROPERTY BINARY_DIR)
  file(READ "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/emulator-toolchain.cmake.in" text)
  string(CONFIGURE "${text}" text @ONLY)
  file(GENERATE OUTPUT "${directory}/toolchain.cmake" CONTENT "${text}")
endfunction()

function(linuxbake_add_emulator target)
  _linuxbake_parse_arguments(target "ALL" "KERNEL;NETWORK;TIMEOUT;MEMORY;CPUS;ACCELERATOR"
    "ENVIRONMENT;FILES;KERNEL_OPTIONS;SHARE;MODULES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED KERNEL)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_timeout(timeout "${where}" "${arg_TIMEOUT}")
  _linuxbake_value_or(cpus "${arg_CPUS}" 1)
  _linuxbake_vm_machine(machine init "${where}" "${target}" KERNEL "${arg_KERNEL}"
    TIMEOUT "${timeout}" MEMORY "${arg_MEMORY}" CPUS "${cpus}" ACCELERATOR "${arg_ACCELERATOR}"
    NETWORK "${arg_NETWORK}" SHARE "${arg_SHARE}" MODULES "${arg_MODULES}")
  _linuxbake_vm_options(options "${where}" "${arg_ENVIRONMENT}" "${arg_FILES}" "" "")
  list(TRANSFORM arg_KERNEL_OPTIONS APPEND ":${target}" OUTPUT_VARIABLE needed)
  if(needed)
    _linuxbake_call_at_end(_linuxbake_check_options "${where}" "${arg_KERNEL}" ${needed})
    list(JOIN needed "," needed)
    list(APPEND options "--require=${needed}")
  endif()
  _linuxbake_shell_words(words lines "$<TARGET_FILE:LinuxBake::boot>" vm --emulator ${machine}
    ${options})
  set(program "${CMAKE_CURRENT_BINARY_DIR}/${target}/run")
  set(needs "${machine}")
  list(FILTER needs INCLUDE REGEX "^--(kernel|init)=")
  list(TRANSFORM needs REPLACE "^--[a-z]+=" "")
  _linuxbake_emulator_program("${program}" "${words}" "${lines}" "${target}" ${needs})
  _linuxbake_emulator_toolchain("${program}" ${needs})
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" ${all} KIND emulator OUTPUT "${program}")
  add_dependencies("${target}" "${arg_KERNEL}")
  _linuxbake_build_for_tests(SYSTEM "${target}" "${arg_KERNEL}"
    NEEDS "${init}" LinuxBake::boot WORDS ${options})
  linuxbake_get_property(arch "${arg_KERNEL}" ARCH)
  _linuxbake_set_properties("${target}" ARCH "${arch}" KERNEL "${arg_KERNEL}"
    HELP "Build what ${program} needs to run programs in a machine")
  _linuxbake_emulate_tests("${program}" "${CMAKE_CURRENT_BINARY_DIR}/${target}")
endfunction()

function(linuxbake_use_emulator emulator)
  _linuxbake_parse_arguments(emulator "STRICT" "" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${emulator})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_target("${where}" EMULATOR "${emulator}" emulator)
  linuxbake_get_property(program "${emulator}" OUTPUT)
  _linuxbake_emulate_tests("${program}" "${CMAKE_CURRENT_BINARY_DIR}/${emulator}" EVERYWHERE)
  _linuxbake_watch_tests("${arg_STRICT}")
  # Suites list their tests where these run, and when there is a kernel to run them.
  set(CMAKE_CROSSCOMPILING_EMULATOR "${program}" PARENT_SCOPE)
  if(NOT DEFINED CMAKE_TEST_LAUNCHER)
    set(CMAKE_TEST_LAUNCHER "${program}" PARENT_SCOPE)
  endif()
  foreach(suite IN ITEMS GTEST CATCH)
    if(NOT DEFINED CMAKE_${suite}_DISCOVER_TESTS_DISCOVERY_MODE)
      set(CMAKE_${suite}_DISCOVER_TESTS_DISCOVERY_MODE PRE_TEST PARENT_SCOPE)
    endif()
  endforeach()
endfunction()
