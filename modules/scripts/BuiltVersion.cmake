# SPDX-License-Identifier: MIT
#
# For the scripts of compiled sources: `version` becomes that of the source that was taken, which is
# another than the pinned one where a package of Debian's stands in for it.
if(EXISTS "${source_record}")
  file(READ "${source_record}" taken)
  string(JSON taken ERROR_VARIABLE error GET "${taken}" version)
  if(NOT error AND NOT taken STREQUAL "local")
    set(version "${taken}")
  endif()
  unset(error)
  unset(taken)
endif()
