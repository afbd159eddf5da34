// SPDX-License-Identifier: MIT
// directory.h - a directory with the layout of Bazel's HTTP cache: what goes to machines that have
// no network, and what any web server serves as it is. Its address is "file:///path".
#pragma once

#include <filesystem>
#include <memory>

#include "bake/remote/server.h"

namespace linuxbake::bake::remote {

[[nodiscard]] std::unique_ptr<Server> open_directory(const std::filesystem::path& directory);

// The keys that it has, in order.
[[nodiscard]] std::vector<std::string> keys_in(const std::filesystem::path& directory);

}  // namespace linuxbake::bake::remote
