# SPDX-License-Identifier: MIT
#
# merge_config.sh and conf beside linuxbake-kconfig resolve, in one run, on a kernel tree. No test:
# what it prints is worth something on an idle machine only.
#
#   cmake -DPROGRAM=<linuxbake-kconfig> -DTREE=<kernel tree> -DFRAGMENT=<file> -DWORK=<directory>
#         [-DROUNDS=5] -P Benchmark.cmake
#   cmake --build <build> --target kconfig-benchmark      # the first of LINUXBAKE_TEST_KCONFIG_TREES
#
# Prints for each way the median in milliseconds, the best round, and how often the cached one of
# ours goes into it; both results have to be the same bytes.
#
# Where our time goes (6.12, x86_64, callgrind, 272 million instructions): reading and parsing 1,606
# files 68 % (of that the lexer 41 %), finalizing the menu 17 %, tinyconfig 9 %, writing the result
# 6 %. System calls take a quarter of the time; opening, reading and closing those files alone, the
# limit, takes 20 to 25 ms of some 75.
#
# Cold, three quarters are the tree's own questions. It has 110 of them; 74 matter in a small
# configuration (questions.h), with 51 runs of gcc, of which one that only compiles an empty file
# takes 15 ms of processor time; two trial links and the linker's scripts take a tenth of all. They
# are asked on all processors, and without a shell where none is needed (shell.h).
cmake_minimum_required(VERSION 3.25)

if(NOT DEFINED ROUNDS)
  set(ROUNDS 5)
endif()
set(answers "${WORK}/answers")
set(make make -C "${TREE}" "O=${WORK}/tree" ARCH=x86_64)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "'${ARGN}' failed: ${result}\n${output}")
  endif()
endfunction()

function(now out)
  string(TIMESTAMP time "%s%f" UTC)
  set(${out} "${time}" PARENT_SCOPE)
endfunction()

# What people do: merge_config.sh over the base, then conf for the rest.
function(way_merge_config)
  run("${TREE}/scripts/kconfig/merge_config.sh" -m -O "${WORK}/tree" "${WORK}/base.config"
    "${FRAGMENT}")
  run(${make} olddefconfig)
endfunction()

function(way_conf)
  run(${make} olddefconfig)
endfunction()

function(resolve)
  run("${PROGRAM}" resolve --tree "${TREE}" --arch x86_64 --base tinyconfig
    --fragment "${FRAGMENT}" --output "${WORK}/ours.config" ${ARGN})
endfunction()

function(way_cold)
  file(REMOVE_RECURSE "${answers}")
  resolve(--cache "${answers}")
endfunction()

function(way_cached)
  resolve(--cache "${answers}")
endfunction()

function(measure way)
  set(times "")
  foreach(round RANGE 1 ${ROUNDS})
    now(begin)
    cmake_language(CALL "way_${way}")
    now(end)
    math(EXPR time "${end} - ${begin}")
    list(APPEND times "${time}")
  endforeach()
  list(SORT times COMPARE NATURAL)
  math(EXPR middle "${ROUNDS} / 2")
  list(GET times ${middle} median)
  list(GET times 0 best)
  set(median_${way} "${median}" PARENT_SCOPE)
  set(best_${way} "${best}" PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY "${WORK}/tree")
run(${make} tinyconfig)
file(COPY_FILE "${WORK}/tree/.config" "${WORK}/base.config")
set(ways merge_config conf cold cached)
foreach(way IN LISTS ways)
  measure("${way}")
endforeach()
way_merge_config()
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${WORK}/tree/.config"
  "${WORK}/ours.config" RESULT_VARIABLE differ)
if(differ)
  message(FATAL_ERROR "conf and ours differ: ${WORK}/tree/.config ${WORK}/ours.config")
endif()
set(text_merge_config "merge_config.sh -m, then make olddefconfig")
set(text_conf "make olddefconfig alone")
set(text_cold "resolve, no answer of the compiler known")
set(text_cached "resolve, the compiler's answers cached")
foreach(way IN LISTS ways)
  math(EXPR milliseconds "${median_${way}} / 1000")
  math(EXPR best "${best_${way}} / 1000")
  math(EXPR ratio "10 * ${median_${way}} / ${median_cached}")
  string(REGEX REPLACE "(.)$" ".\\1" ratio "${ratio}")
  message(NOTICE "${milliseconds} ms (best ${best}), ${ratio} times: ${text_${way}}")
endforeach()
