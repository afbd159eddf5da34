# SPDX-License-Identifier: MIT
#
# Writes a bootable FAT image; see LinuxBakeFat.cmake for what is on it.
#
#   cmake -DPLAN=<file> -P WriteFat.cmake
cmake_minimum_required(VERSION 3.25)
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

# make_file_system(<serial> <file>...): image.img, empty.
function(make_file_system serial)
  if(FLOPPY)
    media_make_floppy(image.img "${LABEL}" "${serial}" "${FLOPPY}")
  else()
    math(EXPR sectors "${SIZE} / 512")
    media_make_fat(image.img "${LABEL}" "${serial}" "${sectors}" ${ARGN})
  endif()
endfunction()

media_check_kernel()
check_size(KERNEL "${KERNEL}")
check_size(INITRAMFS "${INITRAMFS}")
measure_syslinux(boot_loader)
file(SHA256 "${KERNEL}" kernel_hash)
file(SHA256 "${INITRAMFS}" initramfs_hash)
string(SHA256 serial "${kernel_hash}${initramfs_hash}")
string(SUBSTRING "${serial}" 0 8 serial)

set(files ${boot_loader} "${KERNEL}" "${INITRAMFS}" "${MENU}")
if(SIZE GREATER 0)
  check_that_it_fits(${files})
endif()
make_file_system("${serial}" ${files})
media_run("Installing Syslinux" COMMAND "${SYSLINUX}" --install image.img)
foreach(pair IN ITEMS "MENU|syslinux.cfg" "KERNEL|vmlinuz" "INITRAMFS|initramfs")
  string(REPLACE "|" ";" pair "${pair}")
  list(GET pair 0 variable)
  list(GET pair 1 name)
  media_run("Filling the FAT image"
    COMMAND "${mtools}/mcopy" -i image.img "${${variable}}" "::${name}")
endforeach()

set(sizes "")
foreach(path IN LISTS KERNEL INITRAMFS boot_loader)
  file(SIZE "${path}" bytes)
  list(APPEND sizes "${bytes}")
endforeach()
list(GET sizes 0 kernel)
list(GET sizes 1 initramfs)
list(GET sizes 2 ldlinux_sys)
list(GET sizes 3 ldlinux_c32)
math(EXPR syslinux "${ldlinux_sys} + ${ldlinux_c32}")
media_write_record("kernel=${kernel}" "initramfs=${initramfs}" "Syslinux=${syslinux}")
media_finish("${WORK}/image.img")
