// SPDX-License-Identifier: MIT
// cpio_list.h - the files that a list for the kernel's gen_init_cpio (usr/gen_init_cpio.c) names.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::bake::watch {

// The text with "${NAME}" replaced by that variable of the environment, empty where there is none.
[[nodiscard]] std::string with_environment(std::string text);

// Relative paths are meant in `tree`. What is in it or in the source ("${srctree}") is left out: it
// is no input of its own.
[[nodiscard]] std::vector<std::filesystem::path> files_outside(std::string_view list,
                                                               const std::filesystem::path& tree);

}  // namespace linuxbake::bake::watch
