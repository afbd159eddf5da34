# SPDX-License-Identifier: MIT
#
# Writes the image of a disk; see LinuxBakeDisk.cmake for what is on it.
#
#   cmake -DPLAN=<file> -P WriteDisk.cmake
cmake_minimum_required(VERSION 3.25...4.4)
set(epoch "$ENV{SOURCE_DATE_EPOCH}") # as it was given: ext4 begins in 1970, not in 1980
include("${PLAN}")
include("${CMAKE_CURRENT_LIST_DIR}/BootMedia.cmake")

set(sector 512)
set(block 4096)
math(EXPR mebibyte "1024 * 1024")

# round_up(<out> <bytes>): to a whole MiB.
function(round_up out bytes)
  math(EXPR bytes "(${bytes} + ${mebibyte} - 1) / ${mebibyte} * ${mebibyte}")
  set(${out} "${bytes}" PARENT_SCOPE)
endfunction()

# Sets `blocks` and `inodes`: what the file system is made with.
function(plan_file_system)
  file(STRINGS "${COMMANDS}" first LIMIT_COUNT 1)
  if(NOT first MATCHES "^# blocks ([0-9]+) inodes ([0-9]+)$")
    media_fail("What belongs into the file system is not readable:" "  ${COMMANDS}")
  endif()
  set(needed "${CMAKE_MATCH_1}")
  set(inodes "${CMAKE_MATCH_2}")
  set(bytes "${SIZE}")
  if(bytes EQUAL 0)
    math(EXPR bytes "${needed} * ${block} * 5 / 4 + 16 * ${mebibyte}")
    round_up(bytes "${bytes}")
  endif()
  math(EXPR blocks "${bytes} / ${block}")
  if(needed GREATER blocks)
    math(EXPR bytes "${needed} * ${block}")
    media_fail("What belongs into the file system does not fit into its SIZE of ${SIZE} bytes."
      "Make it smaller, or raise SIZE: ${bytes} bytes are needed for the files alone.")
  endif()
  math(EXPR inodes "${inodes} * 3 / 2 + ${blocks} / 4")
  set(blocks "${blocks}" PARENT_SCOPE)
  set(inodes "${inodes}" PARENT_SCOPE)
endfunction()

# debugfs returns 0 whatever happens, and says what did on standard error, below its version.
function(fill_file_system image)
  execute_process(COMMAND "${DEBUGFS}" -w -f "${COMMANDS}" "${image}" WORKING_DIRECTORY "${WORK}"
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
  string(REGEX REPLACE "^debugfs [^\n]*\n" "" errors "${errors}")
  if(NOT result EQUAL 0 OR NOT errors STREQUAL "")
    string(STRIP "${errors}" errors)
    string(REPLACE "\n" "\n    " errors "${errors}")
    media_space_advice(advice "${errors}")
    if(errors MATCHES "Could not allocate block")
      set(advice "What belongs into the file system does not fit into it: raise SIZE.")
    endif()
    media_fail("Filling the file system failed (debugfs: ${result}):" "  ${errors}" ${advice})
  endif()
endfunction()

# The features are named, because /etc/mke2fs.conf has other ones on other machines.
function(make_file_system image)
  if(epoch STREQUAL "")
    set(epoch 0)
  endif()
  set(ENV{E2FSPROGS_FAKE_TIME} "${epoch}")
  if(epoch EQUAL 0) # to libext2fs that is: now
    set(ENV{E2FSPROGS_FAKE_TIME} 1)
  endif()
  set(ENV{SOURCE_DATE_EPOCH} "$ENV{E2FSPROGS_FAKE_TIME}")
  set(ENV{MKE2FS_CONFIG} /dev/null)
  set(features none has_journal ext_attr resize_inode dir_index filetype extent 64bit flex_bg
    sparse_super large_file huge_file dir_nlink extra_isize metadata_csum)
  list(JOIN features "," features)
  file(REMOVE "${image}")
  media_run("Making an ext4 file system" COMMAND "${MKE2FS}" -q -F -t ext4 -b "${block}" -I 256
    -N "${inodes}" -m 0 -O "${features}" -L "${LABEL}" -U "${UUID}"
    -E "hash_seed=${UUID},root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0"
    "${image}" "${blocks}")
  fill_file_system("${image}")
endfunction()

# copy_to(<sector> <file>): its bytes into image.img; what is zero becomes a hole.
function(copy_to start file)
  media_run("Writing the disk" COMMAND dd "if=${file}" of=image.img bs=${sector} seek=${start}
    conv=notrunc,sparse status=none)
endfunction()

plan_file_system()
make_file_system(root.img)
file(SIZE "${BOOT}" boot_bytes)
file(SIZE "${WORK}/root.img" root_bytes)
round_up(boot_room "${boot_bytes}")
math(EXPR boot_sectors "${boot_room} / ${sector}")
math(EXPR root_start "${START} + ${boot_sectors}")
math(EXPR root_sectors "${root_bytes} / ${sector}")
# Behind the last partition: the second copy of the partition table.
math(EXPR disk_bytes "(${root_start} + ${root_sectors}) * ${sector} + ${mebibyte}")

string(UUID boot_id NAMESPACE "${DISK_ID}" NAME boot TYPE SHA1)
string(UUID root_id NAMESPACE "${DISK_ID}" NAME root TYPE SHA1)
file(WRITE "${WORK}/table" "label: gpt
label-id: ${DISK_ID}
first-lba: 34
start=${START}, size=${boot_sectors}, type=uefi, name=boot, uuid=${boot_id}, \
attrs=LegacyBIOSBootable
start=${root_start}, size=${root_sectors}, type=linux, name=root, uuid=${root_id}
")
media_run("Making the disk" COMMAND dd if=/dev/null of=image.img bs=1 seek=${disk_bytes}
  status=none)
media_run_with_input("Writing the partition table" "${WORK}/table"
  COMMAND "${SFDISK}" --quiet --no-reread --no-tell-kernel --wipe never image.img)
copy_to("${START}" "${BOOT}")
copy_to("${root_start}" root.img)
if(MBR)
  # Its code stands before the table of the protective MBR, which begins at byte 446.
  media_run("Writing the boot code" COMMAND dd "if=${MBR}" of=image.img bs=1 count=440
    conv=notrunc status=none)
endif()
math(EXPR rest "${disk_bytes} - ${boot_bytes} - ${root_bytes}")
media_write_record("boot partition=${boot_bytes}" "root file system=${root_bytes}"
  "partition table and space between=${rest}")
media_finish("${WORK}/image.img")
