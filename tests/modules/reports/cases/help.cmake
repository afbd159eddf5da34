include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs OUTPUT vm.iso)
add_custom_target(flash)
set_property(TARGET flash PROPERTY LINUXBAKE_HELP "Write it to a stick; slowly")
add_custom_target(hidden)
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/sub/CMakeLists.txt" "
project(another LANGUAGES NONE)
add_custom_target(another-flash)
set_property(TARGET another-flash PROPERTY LINUXBAKE_HELP \"Another one\")
")
add_subdirectory("${CMAKE_CURRENT_BINARY_DIR}/sub" "${CMAKE_CURRENT_BINARY_DIR}/below")
linuxbake_add_help() # a second time, which changes nothing
linuxbake_add_help(TARGET what)
cmake_language(DEFER CALL execute_process COMMAND "${CMAKE_COMMAND}" -E cat
  "${CMAKE_CURRENT_BINARY_DIR}/linuxbake-help.txt")
