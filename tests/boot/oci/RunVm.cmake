# SPDX-License-Identifier: MIT
#
# Makes an image of three layers and boots it: the links of a merged /usr, files of installed packages
# as their lists have them, and a program with something that is gone.
cmake_minimum_required(VERSION 3.25)
foreach(program IN ITEMS umoci skopeo dpkg-query bsdtar)
  find_program(found_${program} "${program}")
  if(NOT found_${program})
    message(FATAL_ERROR "SKIP: there is no ${program}")
  endif()
endforeach()
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${WORK}" OUTPUT_VARIABLE output
    ERROR_VARIABLE errors RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    list(JOIN ARGN " " command)
    message(NOTICE "${command}\n${output}${errors}")
    message(FATAL_ERROR "exit code ${code}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

foreach(name IN ITEMS bin lib lib64 sbin)
  file(MAKE_DIRECTORY "${WORK}/links/usr/${name}")
  file(CREATE_LINK "usr/${name}" "${WORK}/links/${name}" SYMBOLIC)
endforeach()
run(bsdtar -cf links.tar -C links .)

run(dpkg-query -L dash libc6 coreutils libselinux1 libpcre2-8-0 base-passwd)
string(REPLACE "/usr/bin/[\n" "" output "${output}") # a bracket joins what follows, in CMake's lists
string(REPLACE "\n" ";" names "${output}")
set(files "")
foreach(name IN LISTS names)
  if((EXISTS "${name}" OR IS_SYMLINK "${name}") AND NOT name MATCHES "/share/(doc|man|locale)/"
      AND (NOT IS_DIRECTORY "${name}" OR IS_SYMLINK "${name}"))
    string(APPEND files "${name}\n")
  endif()
endforeach()
if(NOT files MATCHES "\n/usr/bin/factor\n")
  message(FATAL_ERROR "factor, which is to be removed, is not there")
endif()
file(WRITE "${WORK}/files" "${files}")
run(bsdtar -cf packages.tar -n -T files)

file(WRITE "${WORK}/app/srv/app/hello" "#!/bin/sh
gone=no
[ ! -e /usr/bin/factor ] || gone=there
echo \"hello from $(pwd): $TEXT, gone: $gone\"
")
file(WRITE "${WORK}/app/srv/app/other" "#!/bin/sh\necho another: 7\nexit 7\n")
file(CHMOD "${WORK}/app/srv/app/hello" "${WORK}/app/srv/app/other" PERMISSIONS
  OWNER_READ OWNER_EXECUTE)
file(WRITE "${WORK}/app/bin/.wh.factor" "") # /bin is a link of the first layer
run(bsdtar -cf app.tar -C app srv/app/hello srv/app/other bin/.wh.factor)

run(umoci init --layout layout)
run(umoci new --image layout:1.0)
foreach(layer IN ITEMS links packages app)
  run(umoci raw add-layer --image layout:1.0 ${layer}.tar)
endforeach()
run(umoci config --image layout:1.0 --config.cmd /srv/app/hello --config.workingdir /srv/app
  --config.env "TEXT=it's  a test")
run(skopeo copy oci:layout:1.0 oci-archive:image.tar:1.0)
file(SHA256 "${WORK}/image.tar" hash)

run("${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}/project" -B build "-DLinuxBake_DIR=${LINUXBAKE_DIR}"
  "-DKERNEL=${KERNEL}" "-DIMAGE=${WORK}/image.tar" "-DHASH=${hash}")
run("${CMAKE_COMMAND}" --build build)
if(output MATCHES "warning")
  message(FATAL_ERROR "${output}")
endif()
execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir build --output-on-failure
  WORKING_DIRECTORY "${WORK}" COMMAND_ERROR_IS_FATAL ANY)
