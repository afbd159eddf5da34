# SPDX-License-Identifier: MIT
#
# Small repositories of the test's own, each with something else wrong with it, signed by keys that are
# made here:
#   cmake -DOUTPUT=<directory> -P MakeRepositories.cmake
# <directory>/key.gpg is the key that the guest knows. Below <directory>/www:
#   one        greeting 1.0, broken (its postinst fails), less (a name that BusyBox has, too)
#   two        greeting 2.0, which has 8 MB of data, unpacked 72 MB, and broken 1.1, whose postinst does not fail
#   unsigned   two without a signature         stranger   two, signed by another key
#   tampered   two, changed after it was signed       index   two, with another list of packages
#   package    two, with another package of the same size    expired   two, valid until yesterday
#   old, new   part1 to part6, which are small and slow, 1.0 and 2.0
# one is three days old, two is of now. Needs dpkg-deb and gpg.
cmake_minimum_required(VERSION 3.25...4.4)

file(REMOVE_RECURSE "${OUTPUT}")
file(MAKE_DIRECTORY "${OUTPUT}/gnupg" "${OUTPUT}/www")
file(CHMOD "${OUTPUT}/gnupg" DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(ENV{GNUPGHOME} "${OUTPUT}/gnupg")
set(ENV{LC_ALL} C)

function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE result
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

foreach(name IN ITEMS tester stranger)
  run(gpg --batch --quiet --passphrase "" --quick-generate-key "${name}@example.org" ed25519 sign never)
endforeach()
run(gpg --batch --output "${OUTPUT}/key.gpg" --export tester@example.org)

# A package of <root>, with the fields that are given besides.
# [<prerm>] is what the script does that runs before another version takes this one's place.
function(make_package name version postinst data)
  set(root "${OUTPUT}/build/${name}_${version}")
  file(WRITE "${root}/DEBIAN/control" "Package: ${name}\nVersion: ${version}\nArchitecture: all\n"
    "Maintainer: A test <tester@example.org>\nDescription: says what its version is\n")
  file(WRITE "${root}/usr/bin/${name}" "#!/bin/sh\necho ${name} ${version}\n")
  file(CHMOD "${root}/usr/bin/${name}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
    GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  file(WRITE "${root}/usr/share/${name}/version" "${name} ${version}\n")
  set(prerm "${ARGN}")
  foreach(script IN ITEMS postinst prerm)
    if(NOT ${script} STREQUAL "")
      file(WRITE "${root}/DEBIAN/${script}" "#!/bin/sh\n${${script}}\n")
      file(CHMOD "${root}/DEBIAN/${script}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
        GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    endif()
  endforeach()
  if(data GREATER 0)
    # What does not compress.
    execute_process(COMMAND head -c "${data}" /dev/urandom OUTPUT_FILE "${OUTPUT}/build/data"
      COMMAND_ERROR_IS_FATAL ANY)
    file(RENAME "${OUTPUT}/build/data" "${root}/usr/share/${name}/data")
    # And eight times as much that does: the disk is full long after there was room for the package.
    math(EXPR zeros "8 * ${data}")
    execute_process(COMMAND head -c "${zeros}" /dev/zero OUTPUT_FILE "${root}/usr/share/${name}/zeros"
      COMMAND_ERROR_IS_FATAL ANY)
  endif()
  run(dpkg-deb --root-owner-group --build "${root}" "${OUTPUT}/build/${name}_${version}_all.deb")
endfunction()

make_package(greeting 1.0 "" 0)
make_package(greeting 2.0 "" 8000000)
make_package(less 600 "" 0)
make_package(broken 1.0 "echo 'This postinst fails.' >&2; exit 3" 0)
make_package(broken 1.1 "exit 0" 0)

# release <directory> <how old, in days> [<field>]: Packages and Release, not yet signed.
function(write_release repository days)
  set(root "${OUTPUT}/www/${repository}")
  set(dists "${root}/dists/stable")
  file(GLOB packages RELATIVE "${root}" "${root}/pool/*.deb")
  set(index "")
  foreach(package IN LISTS packages)
    run(dpkg-deb --field "${root}/${package}")
    file(SIZE "${root}/${package}" size)
    file(SHA256 "${root}/${package}" hash)
    string(APPEND index "${output}\nFilename: ${package}\nSize: ${size}\nSHA256: ${hash}\n\n")
  endforeach()
  file(WRITE "${dists}/main/binary-amd64/Packages" "${index}")
  file(SIZE "${dists}/main/binary-amd64/Packages" size)
  file(SHA256 "${dists}/main/binary-amd64/Packages" hash)
  run(date -u -R -d "${days} days ago")
  file(WRITE "${dists}/Release" "Origin: Test\nLabel: Test\nSuite: stable\nCodename: stable\n"
    "Date: ${output}\n${ARGN}Architectures: amd64 all\nComponents: main\nSHA256:\n"
    " ${hash} ${size} main/binary-amd64/Packages\n")
endfunction()

function(sign repository who)
  set(dists "${OUTPUT}/www/${repository}/dists/stable")
  file(REMOVE "${dists}/InRelease")
  run(gpg --batch --quiet --local-user "${who}@example.org" --clearsign --output "${dists}/InRelease"
    "${dists}/Release")
  file(REMOVE "${dists}/Release")
endfunction()

function(put repository)
  file(MAKE_DIRECTORY "${OUTPUT}/www/${repository}/pool")
  foreach(package IN LISTS ARGN)
    file(COPY "${OUTPUT}/build/${package}_all.deb" DESTINATION "${OUTPUT}/www/${repository}/pool")
  endforeach()
endfunction()

put(one greeting_1.0 broken_1.0 less_600)
write_release(one 3)
sign(one tester)
foreach(repository IN ITEMS two unsigned stranger tampered index package expired)
  put(${repository} greeting_1.0 greeting_2.0 broken_1.1 less_600)
endforeach()
write_release(two 0)
sign(two tester)
write_release(unsigned 0)
write_release(stranger 0)
sign(stranger stranger)
run(date -u -R -d "1 day ago")
write_release(expired 4 "Valid-Until: ${output}\n")
sign(expired tester)
foreach(repository IN ITEMS tampered index package)
  write_release(${repository} 0)
  sign(${repository} tester)
endforeach()

function(change file from to)
  file(READ "${OUTPUT}/www/${file}" text)
  string(FIND "${text}" "${from}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "${file} does not hold '${from}'")
  endif()
  string(REPLACE "${from}" "${to}" text "${text}")
  file(WRITE "${OUTPUT}/www/${file}" "${text}")
endfunction()
change(tampered/dists/stable/InRelease "Label: Test" "Label: Tset")
change(index/dists/stable/main/binary-amd64/Packages "says what" "Says what")
# Another package of the same name and size: the same bytes, but the last one.
set(deb "${OUTPUT}/www/package/pool/greeting_2.0_all.deb")
file(SIZE "${deb}" size)
math(EXPR last "${size} - 1")
execute_process(COMMAND printf "\\001" COMMAND dd "of=${deb}" bs=1 "seek=${last}" conv=notrunc
  ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)

foreach(part RANGE 1 6)
  make_package(part${part} 1.0 "sleep 0.2" 500000 "sleep 0.2")
  make_package(part${part} 2.0 "sleep 0.2" 600000)
  put(old part${part}_1.0)
  put(new part${part}_2.0)
endforeach()
write_release(old 3)
sign(old tester)
write_release(new 0)
sign(new tester)
# The agent that gpg has started would answer for keys that the next run removes.
run(gpgconf --kill gpg-agent)
