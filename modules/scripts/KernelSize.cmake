# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
KernelSize
----------

``write_kernel_size(<tree> <file>)``
  Which directories of a kernel take how much, from the objects in the
  ``built-in.a`` of a finished tree, as JSON::

    {"directories": [{"name": "drivers/tty", "text": 1, "data": 2, "bss": 3}, …],
     "vmlinux": {"text": 1, "data": 2, "bss": 3}}

  in bytes, as size(1) counts; a directory of the first level includes those of
  the second, which are listed as well.  It is measured before linking: what the
  linker then drops or aligns is in the difference to ``vmlinux``.
#]=======================================================================]
include_guard(GLOBAL)

# size(1) on the archives and vmlinux; its totals as a list of "text;data;bss" each.
function(kernel_size_total out file)
  execute_process(COMMAND size -t "${file}" OUTPUT_VARIABLE output ERROR_QUIET
    RESULT_VARIABLE result)
  set(${out} "0;0;0" PARENT_SCOPE)
  if(result EQUAL 0 AND output MATCHES
      " *([0-9]+)[ \t]+([0-9]+)[ \t]+([0-9]+)[ \t]+[0-9]+[ \t]+[0-9a-f]+[ \t]+\\(TOTALS\\)")
    set(${out} "${CMAKE_MATCH_1};${CMAKE_MATCH_2};${CMAKE_MATCH_3}" PARENT_SCOPE)
  endif()
endfunction()

function(kernel_size_json out total)
  list(GET total 0 text)
  list(GET total 1 data)
  list(GET total 2 bss)
  set(${out} "\"text\": ${text}, \"data\": ${data}, \"bss\": ${bss}" PARENT_SCOPE)
endfunction()

function(write_kernel_size tree file)
  file(GLOB archives RELATIVE "${tree}" "${tree}/*/built-in.a" "${tree}/*/*/built-in.a")
  list(SORT archives)
  set(lines "")
  foreach(archive IN LISTS archives)
    kernel_size_total(total "${tree}/${archive}")
    get_filename_component(name "${archive}" DIRECTORY)
    kernel_size_json(json "${total}")
    if(NOT total STREQUAL "0;0;0")
      list(APPEND lines "    {\"name\": \"${name}\", ${json}}")
    endif()
  endforeach()
  list(JOIN lines ",\n" lines)
  kernel_size_total(total "${tree}/vmlinux")
  kernel_size_json(json "${total}")
  file(WRITE "${file}" "{\n  \"directories\": [\n${lines}\n  ],\n  \"vmlinux\": {${json}}\n}\n")
endfunction()
