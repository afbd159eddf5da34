# SPDX-License-Identifier: MIT
#
# host_family(<out>): whose packages this host has: debian, ubuntu; debian as well where nothing says.
function(host_family out)
  set(${out} debian PARENT_SCOPE)
  if(EXISTS /etc/os-release)
    file(STRINGS /etc/os-release lines REGEX "^ID(_LIKE)?=.*ubuntu")
    if(lines)
      set(${out} ubuntu PARENT_SCOPE)
    endif()
  endif()
endfunction()
