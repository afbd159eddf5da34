# SPDX-License-Identifier: MIT
#
# What the scripts that write boot media have in common. Included after the plan (BootImage.cmake),
# it makes the work directory and fixes the environment of all tools.
#
#   media_fail(<line>...)                    stop, naming the target; lines are printed as they are;
#                                            nothing half-written stays behind
#   media_run(<what> COMMAND <command>...)   run a tool in WORK; its output is shown if it fails
#   media_run_with_input(<what> <file> COMMAND <command>...)
#                                            the same with the file on its standard input
#   media_check_kernel()                     an error unless KERNEL is of the kind that IMAGE names
#   media_make_fat(<image> <label> <serial> <sectors> <hidden> <file>...)
#                                            an empty FAT image with room for these files: of the
#                                            least size, or of so many sectors (0: the least); for a
#                                            partition that so many sectors stand in front of
#   media_make_floppy(<image> <label> <serial> <KiB>)
#                                            an empty floppy disk in one of the standard formats
#   media_write_record(<name>=<bytes>...)    RECORD: the parts of OUTPUT, for the size report
#   media_finish(<file>)                     move the finished file to OUTPUT in one step
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/../detail/Environment.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/KernelImage.cmake")

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
get_filename_component(directory "${OUTPUT}" DIRECTORY)
file(MAKE_DIRECTORY "${directory}")

_linuxbake_forget_environment()
# At least 1980, with which FAT begins; mtools makes the year 2098 of an earlier date. xorriso takes
# the second 0 of 1970 for "now".
if("$ENV{SOURCE_DATE_EPOCH}" STREQUAL "" OR "$ENV{SOURCE_DATE_EPOCH}" LESS 315532800)
  set(ENV{SOURCE_DATE_EPOCH} 315532800)
endif()
set(ENV{MTOOLSRC} /dev/null)
if(NOT IS_DIRECTORY "$ENV{TMPDIR}") # newer versions of Syslinux take its word for it
  unset(ENV{TMPDIR})
endif()

function(media_fail)
  file(REMOVE "${OUTPUT}.part")
  # Not list(JOIN): a line may hold a semicolon.
  set(text "")
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE ${last})
    string(APPEND text "  ${ARGV${index}}\n")
  endforeach()
  message(FATAL_ERROR "${TARGET}:\n\n${text}")
endfunction()

# What to do, if it is a full disk that a tool complains of.
function(media_space_advice out text)
  set(${out} "" PARENT_SCOPE)
  if(text MATCHES "No space left|[Dd]isk full|exceeds free space")
    set(${out} "There is no space left. Free some in one of these, or build elsewhere:"
      "  ${WORK}" "  ${OUTPUT}" PARENT_SCOPE)
  endif()
endfunction()

function(media_run what)
  media_run_with_input("${what}" /dev/null ${ARGN})
endfunction()

function(media_run_with_input what input)
  cmake_parse_arguments(PARSE_ARGV 2 run "" "" "COMMAND")
  execute_process(COMMAND ${run_COMMAND} WORKING_DIRECTORY "${WORK}" INPUT_FILE "${input}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(result EQUAL 0)
    return()
  endif()
  media_space_advice(advice "${output}")
  list(JOIN run_COMMAND " " command)
  string(STRIP "${output}" output)
  string(REPLACE "\n" "\n    " output "${output}")
  list(GET run_COMMAND 0 tool)
  get_filename_component(tool "${tool}" NAME)
  media_fail("${what} failed (${tool}: ${result}):" "  ${output}" ${advice}
    "The command was:" "  ${command}")
endfunction()

function(media_check_kernel)
  _linuxbake_kernel_image_format(format "${KERNEL}")
  if(NOT IMAGE MATCHES "/${format}$")
    media_fail("This kernel is no boot image for ${ARCH}:" "  ${KERNEL}"
      "It has to be an ${IMAGE}, not a vmlinux or something else.")
  endif()
endfunction()

function(media_make_floppy image label serial format)
  media_run("Making a FAT file system" COMMAND "${MFORMAT}" -C -i "${image}" -f "${format}"
    -N "${serial}" -v "${label}" ::)
endfunction()

# The length of the FATs and of the file system in sectors, for `clusters` clusters of 2^n sectors.
# FAT12 up to 4,084 clusters, FAT16 up to 65,524, else FAT32; near a limit some more are taken,
# because implementations differ by a few.
function(media_fat_layout bytes_list cluster out_sectors)
  set(clusters 4) # directories
  foreach(bytes IN LISTS bytes_list)
    math(EXPR clusters "${clusters} + (${bytes} + 512 * ${cluster} - 1) / (512 * ${cluster})")
  endforeach()
  if(clusters GREATER 4068 AND clusters LESS 4101)
    set(clusters 4101)
  elseif(clusters GREATER 65508 AND clusters LESS 65541)
    set(clusters 65541)
  endif()
  if(clusters LESS 4085)
    math(EXPR fat "((${clusters} + 2) * 3 / 2 + 512) / 512")
  elseif(clusters LESS 65525)
    math(EXPR fat "((${clusters} + 2) * 2 + 511) / 512")
  else()
    math(EXPR fat "((${clusters} + 2) * 4 + 511) / 512 + 32")
  endif()
  # A reserved sector, two FATs, four sectors of root directory.
  math(EXPR sectors "1 + 2 * ${fat} + 4 + ${clusters} * ${cluster}")
  set(${out_sectors} "${sectors}" PARENT_SCOPE)
endfunction()

function(media_make_fat image label serial wanted hidden)
  set(sizes "")
  foreach(path IN LISTS ARGN)
    file(SIZE "${path}" bytes)
    list(APPEND sizes "${bytes}")
  endforeach()
  # The smallest clusters that FAT16 can count; 32 KiB and FAT32 beyond that.
  set(cluster 1)
  media_fat_layout("${sizes}" ${cluster} sectors)
  math(EXPR limit "65000 * ${cluster}")
  while((sectors GREATER limit OR wanted GREATER limit) AND cluster LESS 64)
    math(EXPR cluster "${cluster} * 2")
    math(EXPR limit "65000 * ${cluster}")
    media_fat_layout("${sizes}" ${cluster} sectors)
  endwhile()
  if(sectors LESS wanted)
    set(sectors "${wanted}")
  endif()
  media_run("Making a FAT file system" COMMAND "${MFORMAT}" -C -i "${image}" -T "${sectors}"
    -h 1 -s 1 -H "${hidden}" -c "${cluster}" -r 4 -d 2 -m 248 -N "${serial}" -v "${label}" ::)
  # mformat writes an entry of a partition table into the boot sector, of whole cylinders: firmware
  # takes it for a partition, and does not find what is on the image behind its end.
  media_run("Making a FAT file system" COMMAND dd if=/dev/zero "of=${image}" bs=1 seek=446 count=64
    conv=notrunc status=none)
endfunction()

function(media_write_record)
  set(text "")
  foreach(part IN LISTS ARGN)
    string(REGEX REPLACE "^(.*)=([0-9]+)$" "    {\"name\": \"\\1\", \"bytes\": \\2}" line "${part}")
    list(APPEND text "${line}")
  endforeach()
  list(JOIN text ",\n" text)
  file(WRITE "${RECORD}" "{\n  \"parts\": [\n${text}\n  ]\n}\n")
endfunction()

function(media_finish path)
  file(RENAME "${path}" "${OUTPUT}" RESULT result)
  if(NOT result EQUAL 0) # it may be another file system
    file(COPY_FILE "${path}" "${OUTPUT}.part" RESULT result)
    if(result EQUAL 0)
      file(RENAME "${OUTPUT}.part" "${OUTPUT}" RESULT result)
    endif()
  endif()
  if(NOT result EQUAL 0)
    media_space_advice(advice "${result}")
    media_fail("The finished image cannot be moved to its place: ${result}" "  ${OUTPUT}" ${advice})
  endif()
  file(REMOVE_RECURSE "${WORK}")
endfunction()
