# SPDX-License-Identifier: MIT
# Variable, environment, XDG, home: the first that is set.
function(expect value)
  _linuxbake_cache_directory(directory)
  if(NOT directory STREQUAL value)
    message(FATAL_ERROR "the cache is '${directory}', not '${value}'")
  endif()
endfunction()

set(ENV{HOME} /home/somebody)
unset(ENV{XDG_CACHE_HOME})
unset(ENV{LINUXBAKE_CACHE_DIR})
expect(/home/somebody/.cache/linuxbake)
set(ENV{XDG_CACHE_HOME} "/cacheé")
expect("/cacheé/linuxbake")
set(ENV{LINUXBAKE_CACHE_DIR} /from/environment)
expect(/from/environment)
set(LINUXBAKE_CACHE_DIR /from/variable)
expect(/from/variable)
