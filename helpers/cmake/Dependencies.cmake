# SPDX-License-Identifier: MIT
#
# The libraries of the helper programs. cmake/HostTools.cmake knows the packages that hold them.
include_guard(GLOBAL)

find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
