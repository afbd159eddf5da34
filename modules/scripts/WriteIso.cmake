# SPDX-License-Identifier: MIT
#
# Writes a bootable ISO image; see LinuxBakeIso.cmake for what is on it.
#
#   cmake -DPLAN=<file> -P WriteIso.cmake
cmake_minimum_required(VERSION 3.25...4.4)
include("${PLAN}")
include("${CMAKE_CURRENT_LIST_DIR}/BootMedia.cmake")

# The names of the modules and of all that they need, by the moddep.lst of GRUB.
function(grub_closure directory out)
  file(STRINGS "${directory}/moddep.lst" lines)
  set(found "")
  set(open ${ARGN})
  while(open)
    list(POP_FRONT open module)
    if(module IN_LIST found)
      continue()
    endif()
    list(APPEND found "${module}")
    foreach(line IN LISTS lines)
      if(line MATCHES "^${module}: *(.*)$")
        string(REPLACE " " ";" needed "${CMAKE_MATCH_1}")
        list(APPEND open ${needed})
      endif()
    endforeach()
  endwhile()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# What identifies this image: UEFI's GRUB looks for the file system with this UUID, so that it never
# takes another one of the same name. An ISO file system has its date of modification for a UUID;
# this one is made of the hash of the content and stands for no moment in time. The GUIDs of the
# partition table follow from it.
function(image_identity out_uuid out_serial)
  set(hashes "")
  foreach(path IN ITEMS "${KERNEL}" "${INITRAMFS}" "${MENU}" LISTS ROOT_IMAGE)
    file(SHA256 "${path}" hash)
    string(APPEND hashes "${hash}")
  endforeach()
  string(SHA256 hash "${hashes}${LABEL}")
  set(text "")
  set(offset 0)
  # Year, month, day, hour, minute, second, hundredth: first value and how many there are.
  foreach(first count IN ZIP_LISTS first_values counts)
    string(SUBSTRING "${hash}" ${offset} 4 digits)
    math(EXPR value "${first} + 0x${digits} % ${count}")
    string(REGEX REPLACE "^(.)$" "0\\1" value "${value}")
    list(APPEND text "${value}")
    math(EXPR offset "${offset} + 4")
  endforeach()
  list(JOIN text "-" text)
  string(SUBSTRING "${hash}" 32 8 serial)
  set(${out_uuid} "${text}" PARENT_SCOPE)
  set(${out_serial} "${serial}" PARENT_SCOPE)
endfunction()
set(first_values 2000 1 1 0 0 0 0)
set(counts 100 12 28 24 60 60 100)

function(make_grub_for_bios)
  media_run("Making GRUB for BIOS" COMMAND "${MKIMAGE}" -d "${GRUB_BIOS}" -O i386-pc-eltorito
    -o bios.img -p /boot/grub biosdisk iso9660 normal linux16 serial test keystatus)
endfunction()

# One program that has all modules inside would be twice as large: it cannot be compressed.
function(make_grub_for_uefi uuid serial)
  set(core iso9660 gzio search_fs_uuid)
  configure_file("${UEFI_MENU}" "${WORK}/early.cfg" @ONLY)
  media_run("Making GRUB for UEFI" COMMAND "${MKIMAGE}" -d "${GRUB_UEFI}" -O x86_64-efi
    -o BOOTX64.EFI -c early.cfg -p /boot/grub ${core})
  grub_closure("${GRUB_UEFI}" built_in ${core})
  grub_closure("${GRUB_UEFI}" modules normal linux test efi_gop)
  list(REMOVE_ITEM modules ${built_in})
  file(MAKE_DIRECTORY "${WORK}/x86_64-efi")
  foreach(module IN LISTS modules)
    configure_file("${GRUB_UEFI}/${module}.mod" "${WORK}/x86_64-efi/${module}.mod" COPYONLY)
    media_run("Compressing GRUB's modules" COMMAND "${GZIP}" -9 -n -S .gz
      "x86_64-efi/${module}.mod")
    file(RENAME "${WORK}/x86_64-efi/${module}.mod.gz" "${WORK}/x86_64-efi/${module}.mod")
  endforeach()
  get_filename_component(mtools "${MFORMAT}" DIRECTORY)
  media_make_fat(efi.img EFI "${serial}" 0 0 "${WORK}/BOOTX64.EFI")
  media_run("Filling the UEFI partition" COMMAND "${mtools}/mmd" -i efi.img ::/EFI ::/EFI/BOOT)
  media_run("Filling the UEFI partition"
    COMMAND "${mtools}/mcopy" -i efi.img BOOTX64.EFI ::/EFI/BOOT/BOOTX64.EFI)
endfunction()

function(write_iso uuid)
  string(TIMESTAMP date "%Y%m%d%H%M%S00" UTC) # of SOURCE_DATE_EPOCH
  string(REPLACE "-" "" uuid_date "${uuid}")
  set(boot "")
  set(padding "")
  set(files "boot/vmlinuz=${KERNEL}" "boot/initramfs=${INITRAMFS}" "boot/grub/grub.cfg=${MENU}")
  if(ROOT_IMAGE)
    list(APPEND files "LiveOS/squashfs.img=${ROOT_IMAGE}")
  endif()
  if(GRUB_BIOS)
    list(APPEND boot -b boot/grub/bios.img -no-emul-boot -boot-load-size 4 -boot-info-table
      --grub2-boot-info --grub2-mbr "${GRUB_BIOS}/boot_hybrid.img" --mbr-force-bootable)
    list(APPEND files "boot/grub/bios.img=${WORK}/bios.img")
  endif()
  if(GRUB_BIOS AND GRUB_UEFI)
    list(APPEND boot -eltorito-alt-boot)
  endif()
  if(GRUB_UEFI)
    list(APPEND boot -append_partition 2 C12A7328-F81F-11D2-BA4B-00A0C93EC93B efi.img
      -appended_part_as_gpt -iso_mbr_part_type EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
      -e --interval:appended_partition_2:all:: -no-emul-boot)
    list(APPEND files "boot/grub/x86_64-efi=${WORK}/x86_64-efi")
  else()
    # GRUB reads ahead by 32 KiB, and a drive has nothing after the last file.
    set(padding -- -padding 32k)
  endif()
  media_run("Writing the ISO image" COMMAND "${XORRISO}" -no_rc
    -as mkisofs -quiet -o "${OUTPUT}.part" -V "${LABEL}" -r -no-pad -graft-points
    --modification-date=${uuid_date} --set_all_file_dates ${date}
    -partition_cyl_align off -partition_offset 16 ${boot} ${files} ${padding})
endfunction()

# What stands on the image, for the size report; the rest is the file system's own.
function(write_record)
  set(parts "")
  foreach(pair IN ITEMS "kernel|${KERNEL}" "initramfs|${INITRAMFS}"
      "root file system|${ROOT_IMAGE}" "GRUB for BIOS|${WORK}/bios.img"
      "GRUB for UEFI: partition|${WORK}/efi.img")
    string(REPLACE "|" ";" pair "${pair}")
    list(GET pair 0 name)
    list(GET pair 1 path)
    if(EXISTS "${path}")
      file(SIZE "${path}" bytes)
      list(APPEND parts "${name}=${bytes}")
    endif()
  endforeach()
  file(GLOB modules "${WORK}/x86_64-efi/*.mod")
  set(sum 0)
  foreach(path IN LISTS modules)
    file(SIZE "${path}" bytes)
    math(EXPR sum "${sum} + ${bytes}")
  endforeach()
  if(sum GREATER 0)
    list(APPEND parts "GRUB for UEFI: modules=${sum}")
  endif()
  media_write_record(${parts})
endfunction()

media_check_kernel()
image_identity(uuid serial)
if(GRUB_BIOS)
  make_grub_for_bios()
endif()
if(GRUB_UEFI)
  make_grub_for_uefi("${uuid}" "${serial}")
endif()
write_iso("${uuid}")
write_record()
media_finish("${OUTPUT}.part")
