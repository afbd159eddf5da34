# SPDX-License-Identifier: MIT
#
# What is written again after a change of a kernel, of what is packed, and of what images are told.
include("${CMAKE_CURRENT_LIST_DIR}/../Steps.cmake")
set(target all)
set(steps "(Packing|Writing) [a-z-]+")
set(images "${build}/images")

# Bytes that do not compress, with the magic of the x86 boot protocol at its place.
function(write_kernel seed)
  string(RANDOM LENGTH 510 RANDOM_SEED "${seed}" head)
  string(RANDOM LENGTH 100000 tail)
  string(ASCII 85 170 magic) # 55 AA
  file(WRITE "${source}/kernel.in" "${head}${magic}--HdrS${tail}")
endfunction()

set(packing "Packing vm-initramfs")
set(writing_iso "Writing vm-iso" "Writing vm-manifest")
set(writing_fat "Writing vm-fat" "Writing vm-manifest")
set(writing "Writing vm-fat" ${writing_iso})

write_kernel(1)
configure()
expect_change("the first build" ${packing} ${writing})
configure()
expect_to_run("configured again")

file(TOUCH "${source}/kernel.in")
expect_to_run("the kernel touched, same bytes")
write_kernel(2)
expect_change("the kernel changed" ${writing})
file(ARCHIVE_EXTRACT INPUT "${images}/vm.iso" DESTINATION "${WORK}/on the image"
  PATTERNS boot/vmlinuz)
file(SHA256 "${WORK}/on the image/boot/vmlinuz" on_image)
file(SHA256 "${source}/kernel.in" changed)
if(NOT on_image STREQUAL changed)
  message(FATAL_ERROR "the image has another kernel")
endif()

file(TOUCH "${source}/overlay/etc/passwd")
expect_change("a file of the overlay touched, same bytes" ${packing})
file(WRITE "${source}/overlay/etc/motd" "hello\n")
expect_change("a file more in the overlay" ${packing} ${writing})

configure(-DLABEL=OTHER)
expect_change("another label" ${writing_iso})
configure(-DWORDS=debug)
expect_change("another command line" ${writing_iso})
configure(-DSIZE=1440K)
expect_change("a size for the FAT image" ${writing_fat})
file(SIZE "${images}/vm.img" size)
if(NOT size EQUAL 1474560)
  message(FATAL_ERROR "the FAT image has ${size} bytes")
endif()

file(REMOVE "${images}/vm.iso")
expect_change("the ISO image deleted" ${writing_iso})
file(REMOVE "${images}/vm.img")
expect_change("the FAT image deleted" ${writing_fat})
file(REMOVE "${images}/vm.manifest.json")
expect_change("the manifest deleted" "Writing vm-manifest")
