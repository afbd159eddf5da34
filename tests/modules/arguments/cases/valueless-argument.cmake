cmake_policy(VERSION 3.25...4.4) # as in all our modules
function(label_it target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL" "")
  _linuxbake_check_arguments("${CMAKE_CURRENT_FUNCTION}(${target})" REQUIRED LABEL)
endfunction()
label_it(thing LABEL)
