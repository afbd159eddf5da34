# SPDX-License-Identifier: MIT
#
# Writes a bootable FAT image; see LinuxBakeFat.cmake for what is on it.
#
#   cmake -DPLAN=<file> -P WriteFat.cmake
cmake_minimum_required(VERSION 3.25...4.4)
include("${PLAN}")
include("${CMAKE_CURRENT_LIST_DIR}/BootMedia.cmake")

get_filename_component(mtools "${MFORMAT}" DIRECTORY)

# How large Syslinux's own files are depends on its version: installed on an image that has room,
# they tell.
function(measure_syslinux out)
  media_run("Making a FAT file system" COMMAND "${MFORMAT}" -C -i probe.img -T 2880 -h 2 -s 18 ::)
  media_run("Installing Syslinux" COMMAND "${SYSLINUX}" --install probe.img)
  media_run("Reading Syslinux" COMMAND "${mtools}/mcopy" -i probe.img ::ldlinux.sys ::ldlinux.c32 .)
  set(${out} "${WORK}/ldlinux.sys" "${WORK}/ldlinux.c32" PARENT_SCOPE)
endfunction()

function(check_size keyword path)
  file(SIZE "${path}" bytes)
  if(bytes GREATER 4294967295)
    media_fail("${keyword} has ${bytes} bytes; a file on FAT has less than 4 GiB:" "  ${path}"
      "Make it smaller, or write an ISO image.")
  endif()
endfunction()

# Better said before than as "disk full" by a tool in the middle.
function(check_that_it_fits)
  set(needed 0)
  set(list "")
  foreach(path IN LISTS ARGN)
    file(SIZE "${path}" bytes)
    math(EXPR needed "${needed} + (${bytes} + 511) / 512 * 512")
    get_filename_component(name "${path}" NAME)
    list(APPEND list "  ${name}: ${bytes} bytes")
  endforeach()
  # The least that a FAT file system takes: a sector to boot from, two FATs, a root directory.
  math(EXPR needed "${needed} + (1 + 2 + 1) * 512")
  if(needed GREATER SIZE)
    media_fail("What belongs on the image does not fit into its SIZE of ${SIZE} bytes:" ${list}
      "Make it smaller, or raise SIZE: ${needed} bytes at least are needed.")
  endif()
endfunction()

# A partition has a whole number of MiB, and the file system all of it; some is left for who edits the
# boot loader's configuration there.
function(partition_size out)
  set(bytes 0)
  foreach(path IN LISTS ARGN)
    file(SIZE "${path}" more)
    math(EXPR bytes "${bytes} + ${more}")
  endforeach()
  math(EXPR mebibytes "(${bytes} + 256 * 1024 + 1048575) / 1048576")
  math(EXPR bytes "${mebibytes} * 1048576")
  set(${out} "${bytes}" PARENT_SCOPE)
endfunction()

# make_file_system(<serial> <file>...): image.img, empty.
function(make_file_system serial)
  if(FLOPPY)
    media_make_floppy(image.img "${LABEL}" "${serial}" "${FLOPPY}")
  else()
    math(EXPR sectors "${SIZE} / 512")
    media_make_fat(image.img "${LABEL}" "${serial}" "${sectors}" "${PARTITION_START}" ${ARGN})
  endif()
endfunction()

# The pairs "<file>|<name on the image>" that UEFI boots from.
function(uefi_files out)
  set(${out} "${LOADER}|EFI/BOOT/BOOT${EFI}.EFI" "${ENTRY}|loader/entries/linux.conf" PARENT_SCOPE)
endfunction()

media_check_kernel()
check_size(KERNEL "${KERNEL}")
check_size(INITRAMFS "${INITRAMFS}")
set(contents "${KERNEL}|vmlinuz" "${INITRAMFS}|initramfs")
set(boot_loader "")
set(directories "")
if(SYSLINUX)
  measure_syslinux(boot_loader)
  list(PREPEND contents "${MENU}|syslinux.cfg")
endif()
if(LOADER)
  uefi_files(uefi)
  list(APPEND contents ${uefi})
  set(directories EFI EFI/BOOT loader loader/entries)
endif()
file(SHA256 "${KERNEL}" kernel_hash)
file(SHA256 "${INITRAMFS}" initramfs_hash)
string(SHA256 serial "${kernel_hash}${initramfs_hash}")
string(SUBSTRING "${serial}" 0 8 serial)

set(files "${contents}")
list(TRANSFORM files REPLACE "[|][^|]*$" "")
list(PREPEND files ${boot_loader})
if(SIZE EQUAL 0 AND PARTITION_START GREATER 0)
  partition_size(SIZE ${files})
endif()
if(SIZE GREATER 0)
  check_that_it_fits(${files})
endif()
make_file_system("${serial}" ${files})
if(SYSLINUX)
  media_run("Installing Syslinux" COMMAND "${SYSLINUX}" --install image.img)
endif()
foreach(name IN LISTS directories)
  media_run("Filling the FAT image" COMMAND "${mtools}/mmd" -i image.img "::${name}")
endforeach()
foreach(pair IN LISTS contents)
  string(REGEX MATCH "^(.*)[|]([^|]*)$" pair "${pair}")
  media_run("Filling the FAT image"
    COMMAND "${mtools}/mcopy" -i image.img "${CMAKE_MATCH_1}" "::${CMAKE_MATCH_2}")
endforeach()

# sum_of_sizes(<out> <file>...)
function(sum_of_sizes out)
  set(sum 0)
  foreach(path IN LISTS ARGN)
    file(SIZE "${path}" bytes)
    math(EXPR sum "${sum} + ${bytes}")
  endforeach()
  set(${out} "${sum}" PARENT_SCOPE)
endfunction()

sum_of_sizes(kernel "${KERNEL}")
sum_of_sizes(initramfs "${INITRAMFS}")
set(parts "kernel=${kernel}" "initramfs=${initramfs}")
if(SYSLINUX)
  sum_of_sizes(syslinux ${boot_loader})
  list(APPEND parts "Syslinux=${syslinux}")
endif()
if(LOADER)
  sum_of_sizes(loader "${LOADER}")
  list(APPEND parts "EFI loader=${loader}")
endif()
media_write_record(${parts})
media_finish("${WORK}/image.img")
