# SPDX-License-Identifier: MIT
#
# The documentation site, where Sphinx and its theme furo are installed (HostTools: group docs).
# Target linuxbake-docs makes it in docs/ of the build directory, and the install component docs
# brings it along once it is made. Its texts are modules/docs, the headers of the modules and the
# --help of the helper programs. Target linuxbake-picture writes the picture of README.md.
include_guard(GLOBAL)

# What README.md shows: the serial line of a real boot of tiny.
set(LINUXBAKE_PICTURE "${PROJECT_SOURCE_DIR}/README.svg")
if(TARGET tiny-kernel)
  find_program(LINUXBAKE_DOCS_PYTHON NAMES python3)
  mark_as_advanced(LINUXBAKE_DOCS_PYTHON)
  set(boot "${PROJECT_BINARY_DIR}/picture")
  linuxbake_get_property(kernel tiny-kernel OUTPUT)
  linuxbake_get_property(initramfs tiny-initramfs OUTPUT)
  add_custom_target(linuxbake-picture-boot
    COMMAND LinuxBake::boot run --directory "${boot}" --kernel "${kernel}"
      --initramfs "${initramfs}" --cmdline "console=ttyS0 quiet" --timeline
      --script "${PROJECT_SOURCE_DIR}/modules/docs/picture.boot"
    DEPENDS LinuxBake::boot tiny-kernel "${kernel}" tiny-initramfs "${initramfs}"
    COMMENT "Booting tiny for its picture" VERBATIM)
  set(LINUXBAKE_PICTURE_COMMAND "${LINUXBAKE_DOCS_PYTHON}"
    "${PROJECT_SOURCE_DIR}/modules/docs/picture.py" "${boot}/serial.log" "${boot}/timeline.json"
    "${LINUXBAKE_PICTURE}")
  add_custom_target(linuxbake-picture COMMAND ${LINUXBAKE_PICTURE_COMMAND}
    COMMENT "Writing ${LINUXBAKE_PICTURE}" VERBATIM)
  add_dependencies(linuxbake-picture linuxbake-picture-boot)
  set_target_properties(linuxbake-picture linuxbake-picture-boot PROPERTIES
    FOLDER LinuxBake/internal)
endif()

find_program(LINUXBAKE_SPHINX sphinx-build DOC "Without it there is no documentation site")
mark_as_advanced(LINUXBAKE_SPHINX)
if(NOT LINUXBAKE_SPHINX)
  return()
endif()

# Warnings are errors. Sphinx itself sees what has changed.
set(LINUXBAKE_DOCS_COMMAND "${CMAKE_COMMAND}" -E env PYTHONDONTWRITEBYTECODE=1
  "${LINUXBAKE_SPHINX}" -q -W --keep-going -b html
  -D "version=${PROJECT_VERSION}" -D "linuxbake_programs=${PROJECT_BINARY_DIR}/bin"
  -D "linuxbake_top=${PROJECT_SOURCE_DIR}" -d "${PROJECT_BINARY_DIR}/docs-state"
  "${PROJECT_SOURCE_DIR}/modules/docs" "${PROJECT_BINARY_DIR}/docs")
add_custom_target(linuxbake-docs COMMAND ${LINUXBAKE_DOCS_COMMAND}
  COMMENT "Writing the documentation to ${PROJECT_BINARY_DIR}/docs/index.html" VERBATIM)
add_dependencies(linuxbake-docs linuxbake-programs)
set_target_properties(linuxbake-docs PROPERTIES FOLDER LinuxBake
  LINUXBAKE_HELP "The documentation site, in docs/index.html")

install(DIRECTORY "${PROJECT_BINARY_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_DOCDIR}/html"
  COMPONENT docs OPTIONAL PATTERN .buildinfo EXCLUDE PATTERN objects.inv EXCLUDE)
