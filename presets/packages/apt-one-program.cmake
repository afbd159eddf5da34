# SPDX-License-Identifier: MIT
#
# Included by apt's project(): apt's programs and methods as one static program, apt-one, which is what
# it is called (apt-one.cc). Each of them alone would hold the whole of libapt-pkg.
set_property(GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS FALSE)

# <its name>|<its file>
set(apt_one_programs
  "apt|cmdline/apt.cc" "apt-get|cmdline/apt-get.cc" "apt-cache|cmdline/apt-cache.cc"
  "apt-config|cmdline/apt-config.cc" "apt-mark|cmdline/apt-mark.cc"
  "apt-helper|cmdline/apt-helper.cc" "apt-extracttemplates|cmdline/apt-extracttemplates.cc"
  "copy|methods/copy.cc" "file|methods/file.cc" "gpgv|methods/gpgv.cc" "http|methods/http.cc"
  "mirror|methods/mirror.cc" "rred|methods/rred.cc" "store|methods/store.cc")

# The main function of each has another name, which apt-one.cc calls.
function(apt_one_add_programs)
  set(objects "")
  foreach(line IN LISTS apt_one_programs)
    string(REPLACE "|" ";" words "${line}")
    list(GET words 0 name)
    list(GET words 1 file)
    string(MAKE_C_IDENTIFIER "main_of_${name}" main)
    add_library(apt-one-${name} OBJECT "${file}")
    target_compile_definitions(apt-one-${name} PRIVATE main=${main})
    list(APPEND objects $<TARGET_OBJECTS:apt-one-${name}>)
  endforeach()
  # All of the library: kinds of repositories are objects that only their constructors make known.
  add_executable(apt-one "${APT_ONE_SOURCE}" methods/basehttp.cc ${objects}
    $<TARGET_OBJECTS:connectlib> $<TARGET_OBJECTS:apt-pkg>)
  target_link_libraries(apt-one apt-private apt-pkg)
  set_target_properties(apt-one PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endfunction()
cmake_language(DEFER CALL apt_one_add_programs)
