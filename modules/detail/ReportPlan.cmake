# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
ReportPlan
----------

What ``linuxbake-report`` has to know of some images: the targets behind them.

``_linuxbake_report_subject(<out-variable> <where> <IMAGES> <KERNEL> <INITRAMFS>)``
  These keywords of a report, checked, as arguments for the others.  IMAGES is a list.

``_linuxbake_write_report_plan(<file> NAME <name> IMAGES <target>... [KERNELS <target>...]
[INITRAMFS <target>...] [RUN <target>] [BOOTS <directory>...])``
  Writes the plan (helpers/report/plan.h describes it).  Kernels and initramfs are those of the
  images and those given.  The packages are the kernels and, from each initramfs back, its
  userlands, packages and their libcs.

``_linuxbake_report_inputs(<out-variable> IMAGES <target>... [KERNELS ...] [INITRAMFS ...])``
  The same targets and their files, for DEPENDS.

The last two read the properties now: the targets have to exist, as everywhere in the chain.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Json.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")

function(_linuxbake_report_subject out where images kernel initramfs)
  if("${images}${kernel}${initramfs}" STREQUAL "")
    _linuxbake_error("${where}" "IMAGES is missing." "KERNEL or INITRAMFS would do as well.")
  endif()
  foreach(image IN LISTS images)
    _linuxbake_require_target("${where}" IMAGES "${image}" image)
  endforeach()
  if(NOT kernel STREQUAL "")
    _linuxbake_require_target("${where}" KERNEL "${kernel}" kernel)
  endif()
  if(NOT initramfs STREQUAL "")
    _linuxbake_require_target("${where}" INITRAMFS "${initramfs}" initramfs)
  endif()
  set(${out} IMAGES ${images} KERNELS ${kernel} INITRAMFS ${initramfs} PARENT_SCOPE)
endfunction()

# In the caller, the targets that the reports are about: chain_IMAGES, chain_KERNELS,
# chain_INITRAMFS and chain_PACKAGES, each once, in the order of their first use.
function(_linuxbake_report_chain)
  _linuxbake_parse(chain 0 "" "NAME;RUN" "IMAGES;KERNELS;INITRAMFS;BOOTS")
  foreach(image IN LISTS chain_IMAGES)
    linuxbake_get_property(kernel "${image}" KERNEL)
    linuxbake_get_property(initramfs "${image}" INITRAMFS)
    list(APPEND chain_KERNELS "${kernel}")
    list(APPEND chain_INITRAMFS "${initramfs}")
  endforeach()
  set(chain_PACKAGES "${chain_KERNELS}")
  foreach(root IN LISTS chain_INITRAMFS chain_IMAGES)
    linuxbake_get_property(rootfs "${root}" ROOTFS)
    set(programs "")
    if(rootfs)
      linuxbake_get_property(userlands "${rootfs}" USERLAND)
      linuxbake_get_property(packages "${rootfs}" PACKAGES)
      set(programs "")
      list(APPEND programs ${userlands} ${packages})
    endif()
    foreach(program IN LISTS programs)
      linuxbake_get_property(libc "${program}" LIBC)
      list(APPEND chain_PACKAGES "${program}" ${libc})
    endforeach()
  endforeach()
  foreach(name IN ITEMS IMAGES KERNELS INITRAMFS PACKAGES)
    list(REMOVE_DUPLICATES chain_${name})
    set(chain_${name} "${chain_${name}}" PARENT_SCOPE)
  endforeach()
endfunction()

# A list of objects: one for each target, with "target" and the properties as "<name>=<PROPERTY>".
function(_linuxbake_json_targets out targets)
  set(objects "")
  foreach(target IN LISTS targets)
    set(members "\"target\": \"${target}\"")
    foreach(pair IN LISTS ARGN)
      string(REPLACE "=" ";" pair "${pair}")
      list(GET pair 0 name)
      list(GET pair 1 property)
      linuxbake_get_property(value "${target}" "${property}")
      _linuxbake_json_text(value "${value}")
      string(APPEND members ", \"${name}\": ${value}")
    endforeach()
    list(APPEND objects "{${members}}")
  endforeach()
  list(JOIN objects ",\n    " objects)
  set(${out} "[\n    ${objects}]" PARENT_SCOPE)
endfunction()

function(_linuxbake_write_report_plan file)
  _linuxbake_parse(plan 1 "" "NAME;RUN" "IMAGES;KERNELS;INITRAMFS;BOOTS")
  _linuxbake_report_chain(IMAGES ${plan_IMAGES} KERNELS ${plan_KERNELS}
    INITRAMFS ${plan_INITRAMFS})
  _linuxbake_json_targets(images "${chain_IMAGES}" file=OUTPUT format=FORMAT arch=ARCH
    cmdline=CMDLINE record=RECORD kernel=KERNEL initramfs=INITRAMFS)
  _linuxbake_json_targets(kernels "${chain_KERNELS}" file=OUTPUT sizes=SIZES
    config=CONFIG)
  _linuxbake_json_targets(initramfs "${chain_INITRAMFS}" file=OUTPUT compression=COMPRESSION)
  _linuxbake_json_targets(packages "${chain_PACKAGES}" kind=KIND record=RECORD)
  set(boots "")
  foreach(boot IN LISTS plan_BOOTS)
    _linuxbake_json_text(boot "${boot}")
    list(APPEND boots "${boot}")
  endforeach()
  list(JOIN boots ",\n    " boots)
  _linuxbake_top_binary_directory(build)
  _linuxbake_json_text(build "${build}")
  file(CONFIGURE OUTPUT "${file}" @ONLY CONTENT [[{
  "name": "@plan_NAME@",
  "images": @images@,
  "kernels": @kernels@,
  "initramfs": @initramfs@,
  "packages": @packages@,
  "boots": [@boots@],
  "run": "@plan_RUN@",
  "build": @build@
}
]])
endfunction()

function(_linuxbake_report_inputs out)
  _linuxbake_parse(inputs 1 "" "" "IMAGES;KERNELS;INITRAMFS")
  _linuxbake_report_chain(IMAGES ${inputs_IMAGES} KERNELS ${inputs_KERNELS}
    INITRAMFS ${inputs_INITRAMFS})
  set(list "")
  foreach(target IN LISTS chain_IMAGES chain_KERNELS chain_INITRAMFS)
    linuxbake_get_property(file "${target}" OUTPUT)
    list(APPEND list "${target}" "${file}")
  endforeach()
  foreach(target IN LISTS chain_PACKAGES)
    linuxbake_get_property(file "${target}" RECORD)
    list(APPEND list "${target}" ${file})
  endforeach()
  list(REMOVE_DUPLICATES list)
  set(${out} "${list}" PARENT_SCOPE)
endfunction()
