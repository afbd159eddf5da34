# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
SourceCopy
----------

For Kbuild.cmake: a source that builds only where it lies (Toybox) is built in a copy, in ``tree``.
The one in the cache is everybody's, and the user's own stays untouched.

``make_source_copy()``
  Makes the copy if it is not there.

``renew_source_copy()``
  Makes it anew, but for ``.config``: a source of the user's own may have changed.  What another
  build has left there is not taken along.
#]=======================================================================]
include_guard(GLOBAL)

function(renew_source_copy)
  file(GLOB previous "${tree}/*")
  file(REMOVE_RECURSE "${tree}/.linuxbake-copy" ${previous})
  copy_source("${tree}" "\\.config.*" generated)
  _linuxbake_clean_environment()
  _linuxbake_make_command(make QUIET LOG "${directory}/generated.log")
  kbuild(command "${make}" generated/Config.in generated/Config.probed)
  _linuxbake_run("putting Config.in together" COMMAND ${command})
  file(TOUCH "${tree}/.linuxbake-copy")
endfunction()

function(make_source_copy)
  if(NOT EXISTS "${tree}/.linuxbake-copy")
    renew_source_copy()
  endif()
endfunction()
