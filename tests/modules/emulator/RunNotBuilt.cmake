# SPDX-License-Identifier: MIT
#
# An emulator that is started before it is built says which target builds it; first nothing is there,
# then all but the kernel.
#
#   cmake -DCHECKOUT=<ours> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -DWORK=<dir>
#         -P RunNotBuilt.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")

# expect_message(<name> <commands that bring LinuxBake> <message>)
function(expect_message name bring message)
  set(folder "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../test")
  file(CONFIGURE OUTPUT "${WORK}/${name}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(unbuilt LANGUAGES NONE)
@bring@
include("@folder@/targets.cmake")
linuxbake_add_emulator(vm KERNEL kernel)
]])
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${WORK}/${name}" -B "${WORK}/${name}/build"
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${WORK}/${name}/build/vm/run" /bin/true RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(result STREQUAL "0" OR NOT output MATCHES "^${message}\n$")
    message(FATAL_ERROR "${name}: ended with ${result}, and said:\n${output}\nnot:\n${message}")
  endif()
endfunction()

expect_message(nothing "add_subdirectory([==[${CHECKOUT}]==] LinuxBake)"
  "The emulator is not built: build the target vm[.]")
expect_message(no-kernel
  "find_package(LinuxBake REQUIRED PATHS [==[${LINUXBAKE_DIR}]==] NO_DEFAULT_PATH)"
  "linuxbake-boot: error: .*/build/bzImage does not exist; build target kernel first")
