// SPDX-License-Identifier: MIT
// content.h - what is behind paths of the host, for the key of a result.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake {

// A line for each path, without the path itself: a hash of a file, or of all that is below a
// directory; "missing". Of a directory of the system, as /usr/include, names, sizes and times stand
// for the content: there is too much of it. Behind the hash of a list for the kernel's
// gen_init_cpio stand those of the files that it names. Errors: what is there cannot be read.
[[nodiscard]] Result<std::string> content_of(const std::vector<std::filesystem::path>& paths);

// The files that a list for gen_init_cpio (usr/gen_init_cpio.c of the kernel) names.
[[nodiscard]] std::vector<std::filesystem::path> files_of_cpio_list(std::string_view text);

[[nodiscard]] bool is_of_the_system(const std::filesystem::path& directory);

}  // namespace linuxbake::bake
