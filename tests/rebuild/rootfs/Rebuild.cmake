# SPDX-License-Identifier: MIT
#
# Builds the project, changes one thing after the other, and compares which commands run with those
# that have to.
#
#   cmake -DGENERATOR=<name> -DPROJECT=<folder> -DWORK=<directory>
#         -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -P Rebuild.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(source "${WORK}/source")
set(build "${WORK}/build")
file(COPY "${PROJECT}/" DESTINATION "${source}")
set(overlay "${source}/overlay")
file(WRITE "${overlay}/etc/two words" "1\n")
file(WRITE "${overlay}/etc/a:b|c" "1\n") # no depfile can hold it
file(CREATE_LINK here "${overlay}/link" SYMBOLIC)

function(configure)
  execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${source}" -B "${build}"
    "-DLinuxBake_DIR=${LINUXBAKE_DIR}" ${ARGN} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Builds and compares the commands that ran, sorted, with those that have to.
function(expect_to_run what)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --target consumer
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  string(REGEX MATCHALL "(Packing|Consuming|Making|Building|Linking)" ran "${output}")
  list(SORT ran)
  if(NOT result EQUAL 0 OR NOT ran STREQUAL "${ARGN}")
    message(FATAL_ERROR "${what}: has to run '${ARGN}', ran '${ran}'\n${output}${errors}")
  endif()
  # Time stamps of some file systems are as coarse as this.
  execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.02)
endfunction()

function(expect_change what)
  expect_to_run("${what}" ${ARGN})
  expect_to_run("${what}, and then nothing")
endfunction()

configure()
expect_change("the first build" Building Consuming Linking Making Packing)
configure()
expect_to_run("configured again")

file(TOUCH "${overlay}/etc/two words")
expect_change("a file of the overlay touched" Packing)
file(WRITE "${overlay}/etc/two words" "2\n")
expect_change("a file of the overlay changed" Consuming Packing)
file(WRITE "${overlay}/etc/a:b|c" "2\n")
expect_change("a file with a strange name changed" Consuming Packing)
file(WRITE "${overlay}/etc/new/file" "")
expect_change("a file gained, in a new directory" Consuming Packing)
file(WRITE "${overlay}/etc/new/file" "1\n")
expect_change("the new file changed" Consuming Packing)
file(REMOVE "${overlay}/etc/new/file")
expect_change("a file lost" Consuming Packing)
file(REMOVE_RECURSE "${overlay}/etc/new")
expect_change("a directory lost" Consuming Packing)
file(REMOVE "${overlay}/link")
file(CREATE_LINK there "${overlay}/link" SYMBOLIC)
expect_change("a symbolic link leads elsewhere" Consuming Packing)
file(RENAME "${overlay}/etc" "${overlay}/opt")
expect_change("a directory renamed" Consuming Packing)
file(WRITE "${source}/files/more.txt" "")
expect_change("a file gained in an installed directory" Consuming Packing)

file(APPEND "${source}/hello.cpp" "// A comment.\n")
expect_to_run("the program compiled again, to the same bytes or not"
  Building Linking Packing)
file(WRITE "${source}/hello.cpp" "int main() { return 1; }\n")
expect_change("the program changed" Building Consuming Linking Packing)
file(WRITE "${source}/generated/in.txt" "2\n")
expect_change("a file that another directory makes" Consuming Making Packing)

file(REMOVE "${build}/images/initramfs.img")
expect_change("the archive deleted" Consuming Packing)
file(REMOVE_RECURSE "${build}/initramfs")
configure()
expect_change("the files beside it deleted" Packing)

file(APPEND "${source}/generated/CMakeLists.txt" "linuxbake_rootfs_symlink(rootfs /late x)\n")
expect_change("a late contribution" Consuming Packing)
configure(-DCOMPRESSION=none)
expect_change("another compression" Consuming Packing)
