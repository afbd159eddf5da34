cmake_policy(VERSION 3.25...4.4) # as in all our modules
function(label_it target)
  _linuxbake_parse_arguments(target "" "LABEL" "")
  _linuxbake_check_arguments("${CMAKE_CURRENT_FUNCTION}(${target})" REQUIRED LABEL)
endfunction()
label_it(thing LABEL)
