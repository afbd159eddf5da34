# SPDX-License-Identifier: MIT
#
# What runs again after a change of what is packed.
include("${CMAKE_CURRENT_LIST_DIR}/../Steps.cmake")
set(target consumer)
set(steps "(Packing|Consuming|Making|Building|Linking)")

set(overlay "${source}/overlay")
file(WRITE "${overlay}/etc/two words" "1\n")
file(WRITE "${overlay}/etc/a:b|c" "1\n") # no depfile can hold it
file(CREATE_LINK here "${overlay}/link" SYMBOLIC)

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
