# SPDX-License-Identifier: MIT
#
# arguments_after_dashes(<out>)
#   The arguments of this script after "--", as a list; a semicolon in one of them stays one.
function(arguments_after_dashes out)
  set(arguments "")
  set(after FALSE)
  math(EXPR last "${CMAKE_ARGC} - 1")
  foreach(index RANGE ${last})
    if(after)
      string(REPLACE ";" "\\;" argument "${CMAKE_ARGV${index}}")
      list(APPEND arguments "${argument}")
    elseif("${CMAKE_ARGV${index}}" STREQUAL "--")
      set(after TRUE)
    endif()
  endforeach()
  set(${out} "${arguments}" PARENT_SCOPE)
endfunction()
