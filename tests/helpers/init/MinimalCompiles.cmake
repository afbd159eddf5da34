# SPDX-License-Identifier: MIT
#
# Compiles the minimal init with the headers of the golden cases, with every compiler for every
# architecture that this machine has: without a warning, and not larger than promised.
#
#   cmake -DCASES=<folder> -DSOURCE=<minimal-init.c> -DWORK=<folder> -P MinimalCompiles.cmake
set(flags -std=c11 -Os -Wall -Wextra -Wshadow -Werror -ffreestanding -fno-pic -fomit-frame-pointer
  -fno-stack-protector -fno-asynchronous-unwind-tables -fno-unwind-tables -static -nostdlib
  -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,norelro -Wl,-z,noexecstack -s)
set(compilers "gcc" "gcc -m32" "clang" "clang -m32" "aarch64-linux-gnu-gcc"
  "clang --target=aarch64-linux-gnu -fuse-ld=lld")
set(largest 5000)
set(count 0)
file(MAKE_DIRECTORY "${WORK}")
file(GLOB headers "${CASES}/*/expected/init.h")
foreach(compiler IN LISTS compilers)
  separate_arguments(command UNIX_COMMAND "${compiler}")
  list(GET command 0 name)
  find_program(program NAMES "${name}" NO_CACHE)
  if(NOT program OR (compiler MATCHES "lld" AND NOT EXISTS "/usr/bin/ld.lld"))
    message(STATUS "${compiler}: not on this machine")
    continue()
  endif()
  unset(program)
  foreach(header IN LISTS headers)
    get_filename_component(directory "${header}" DIRECTORY)
    execute_process(COMMAND ${command} ${flags} -I "${directory}" -o "${WORK}/init" "${SOURCE}"
      RESULT_VARIABLE result ERROR_VARIABLE errors)
    if(NOT result EQUAL 0)
      message(NOTICE "${errors}")
      message(FATAL_ERROR "${compiler} does not compile ${header}")
    endif()
    file(SIZE "${WORK}/init" size)
    message(STATUS "${compiler}: ${size} bytes with ${header}")
    if(size GREATER largest)
      message(FATAL_ERROR "That is more than ${largest} bytes.")
    endif()
    math(EXPR count "${count} + 1")
  endforeach()
endforeach()
if(count EQUAL 0)
  message(FATAL_ERROR "Nothing was compiled.")
endif()
