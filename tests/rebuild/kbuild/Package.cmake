# SPDX-License-Identifier: MIT
#
# A package from a (fake) archive: what configure is told, what is kept of the files, what each
# change makes again; the tree of one's own; a makefile without configure.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P Package.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

set(declarations "")
foreach(name IN ITEMS linux musl hello)
  fake_archive(archive hash "${name}" 1.0 "${plain}")
  string(APPEND declarations
    "linuxbake_declare_source(${name} VERSION 1.0 URL \"${archive}\" URL_HASH SHA256=${hash})\n")
endforeach()
fake_source(tree hello "${plain}")

# write_project(<argument>...): of linuxbake_add_package().
function(write_project)
  list(JOIN ARGN " " arguments)
  file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
@declarations@
linuxbake_add_musl(libc ARCH x86_64)
linuxbake_add_package(hello SOURCE hello LIBC libc @arguments@)
linuxbake_add_package(upper SOURCE hello LIBC libc DEPENDS hello)
linuxbake_add_package(uppermost SOURCE hello LIBC libc DEPENDS upper)
linuxbake_get_property(root hello OUTPUT)
linuxbake_add_package(generated SOURCE hello LIBC libc NATIVE_DEPENDS hello
  CONFIGURE "--with-file=${CMAKE_CURRENT_SOURCE_DIR}/file" "--tool=${root}/usr/bin/hello"
  MAKE "GREETING=\$(shell hello)")
linuxbake_get_property(generated generated OUTPUT)
file(WRITE "${CMAKE_BINARY_DIR}/root-of-generated" "${generated}")
linuxbake_add_rootfs(rootfs PACKAGES hello)
linuxbake_add_initramfs(consumer-archive ROOTFS rootfs COMPRESSION none OUTPUT archive)
file(WRITE "${CMAKE_BINARY_DIR}/root" "${root}")
linuxbake_get_property(uppermost uppermost BINARY_DIR)
file(WRITE "${CMAKE_BINARY_DIR}/tree-of-uppermost" "${uppermost}")
add_custom_command(OUTPUT consumed COMMAND "${CMAKE_COMMAND}" -E touch consumed
  DEPENDS consumer-archive "${CMAKE_BINARY_DIR}/images/archive" COMMENT "Consuming" VERBATIM)
add_custom_target(consumer DEPENDS consumed)
]])
endfunction()

file(WRITE "${source}/file" "a file that configure reads")

function(expect_installed what)
  file(READ "${build}/root" root)
  file(GLOB_RECURSE files RELATIVE "${root}" LIST_DIRECTORIES TRUE "${root}/*")
  list(SORT files)
  if(NOT files STREQUAL "${ARGN}")
    message(FATAL_ERROR "${what}: '${ARGN}' has to be there, '${files}' is")
  endif()
endfunction()

write_project(CONFIGURE "\"--with-word=two words\"" CFLAGS -DX=1 MAKE GREETING=one)
configure("${build}")
expect("the first build" consumed musl configure hello install)
set(everything usr usr/bin usr/bin/hello usr/bin/hi usr/share usr/share/hello.data)
expect_installed("all but manuals and empty directories" ${everything})
file(READ "${build}/root" root)
file(READ "${root}/usr/bin/hello" text)
expect_text("${text}" "# one\n# --host=x86_64-linux-musl\n# --build=[a-z0-9_]+-linux-gnu\n")
expect_text("${text}" "# --prefix=/usr\n# --with-word=two words\n# CFLAGS=-Os ")
expect_text("${text}" " -ffile-prefix-map=<source>=\\. [^\n]* -DX=1\n# AR=ar\n")
configure("${build}")
expect("configured again")

write_project(CONFIGURE "\"--with-word=two words\"" CFLAGS -DX=1 MAKE GREETING=two)
expect("another argument of make" consumed configure hello install)
write_project(CONFIGURE "\"--with-word=two words\"" CFLAGS -DX=1 MAKE GREETING=one)
expect("the argument changed back: from the cache" consumed)
expect_installed("from the cache" ${everything})
configure("${WORK}/second é")
expect_in("${WORK}/second é" "a second build directory" consumed)
expect_text("${output}" "hello: hello 1.0 was built before, taken from the cache")
file(SHA256 "${build}/images/archive" first)
file(SHA256 "${WORK}/second é/images/archive" second)
file(SHA256 "${build}/hello/record.json" first_record)
file(SHA256 "${WORK}/second é/hello/record.json" second_record)
if(NOT "${first} ${first_record}" STREQUAL "${second} ${second_record}")
  message(FATAL_ERROR "two build directories give different bytes")
endif()

write_project(KEEP "/usr/bin/h?" "/usr/share")
expect("KEEP" consumed configure hello install)
expect_installed("KEEP" usr usr/bin usr/bin/hi usr/share usr/share/hello.data usr/share/man
  usr/share/man/man1 usr/share/man/man1/hello.1)

# Packages on which others depend: what these find, and when they are built again. A program of the
# host's own pkg-config knows what is there for programs of the host.
write_project()
configure("${build}")
build_target("${build}" uppermost)
file(READ "${build}/tree-of-uppermost" uppermost)
file(READ "${uppermost}/root/usr/bin/hello" text)
expect_text("${text}" "# CFLAGS=-Os [^\n]* -isystem [^ ]*/needed/usr/include ")
foreach(file IN ITEMS usr/bin/hello usr/share/hello.data)
  if(NOT EXISTS "${uppermost}/needed/${file}")
    message(FATAL_ERROR "DEPENDS: ${file} of a package two steps below is not there")
  endif()
endforeach()
execute_process(COMMAND "${uppermost}/pkg-config" --exists fmt RESULT_VARIABLE found)
if(found EQUAL 0)
  message(FATAL_ERROR "the pkg-config of a package knows a library of the host")
endif()
write_project(MAKE GREETING=four)
configure("${build}")
build_target("${build}" uppermost)
file(READ "${log}" events)
string(REGEX MATCHALL "(^|\n)configure" configured "${events}")
list(LENGTH configured count)
if(NOT count EQUAL 3)
  message(FATAL_ERROR "DEPENDS: three packages have to be built again, not ${count}:\n${events}")
endif()

# A package whose program runs in the build of another one, of the same project in two places.
function(expect_generated directory)
  build_target("${directory}" generated)
  file(READ "${directory}/root-of-generated" root)
  file(READ "${root}/usr/bin/hello" text)
  expect_text("${text}" "# hello\n# --host=")
  set(output "${output}" PARENT_SCOPE)
endfunction()
expect_generated("${build}")
file(COPY "${source}" DESTINATION "${WORK}/elsewhere")
set(source "${WORK}/elsewhere/source")
configure("${WORK}/third é")
expect_generated("${WORK}/third é")
expect_text("${output}" "generated: hello 1.0 was built before, taken from the cache")
set(source "${WORK}/source")
file(WRITE "${source}/file" "another content")
expect_generated("${build}")
expect_text("${output}" "generated: building hello 1.0")

# Without configure: in a copy of the source, with the tools on make's command line.
write_project(BUILD_SYSTEM make MAKE GREETING=three)
expect("a makefile alone" consumed hello install)
expect_installed("a makefile alone" ${everything})

# An edited file of one's own tree is taken over, without another configure.
write_project(SOURCE_DIR "\"${tree}\"" IN_SOURCE)
expect_in("${build}" "one's own tree" consumed configure hello install)
file(APPEND "${tree}/hello.sh" "echo edited\n")
expect_in("${build}" "an edited file" consumed hello install)
file(READ "${build}/root" root)
file(READ "${root}/usr/bin/hello" text)
expect_text("${text}" "\necho edited\n")
file(REMOVE_RECURSE "${plain}")
