# A fragment of ours by its name; a file of the project's own of that name comes first; what is named
# with a directory, or for another project, is never ours.
_linuxbake_named_fragments(found linux containers.config ./containers.config other.config)
list(GET found 0 ours)
if(NOT IS_ABSOLUTE "${ours}" OR NOT EXISTS "${ours}"
    OR NOT ours MATCHES "/modules/fragments/linux/containers.config$"
    OR NOT found STREQUAL "${ours};./containers.config;other.config")
  message(FATAL_ERROR "${found}")
endif()
_linuxbake_named_fragments(found busybox containers.config)
if(NOT found STREQUAL "containers.config")
  message(FATAL_ERROR "${found}")
endif()
file(WRITE "${CMAKE_CURRENT_SOURCE_DIR}/containers.config" "CONFIG_NET=y\n")
_linuxbake_named_fragments(found linux containers.config)
if(NOT found STREQUAL "containers.config")
  message(FATAL_ERROR "${found}")
endif()
