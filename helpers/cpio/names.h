// SPDX-License-Identifier: MIT
// names.h - names of entries, and what the kernel can do with them.
//
// In an archive a name has no leading slash; the root directory is ".". The limits are those beyond
// which the kernel (init/initramfs.c, and the file system it unpacks into) passes over an entry
// without a word.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::cpio {

inline constexpr std::size_t path_limit = 4095;      // bytes of a name or target, without its NUL
inline constexpr std::size_t component_limit = 255;  // bytes between two slashes
inline constexpr std::uint64_t size_limit = 0xffffffff;   // bytes of a file
inline constexpr std::uint32_t owner_limit = 0xfffffffe;  // 2^32-1 means "leave it" to chown()
inline constexpr std::uint32_t major_limit = 4095;        // 12 bits
inline constexpr std::uint32_t minor_limit = 1048575;     // 20 bits
inline constexpr std::string_view trailer_name = "TRAILER!!!";

// "/usr//bin/" -> "usr/bin", "/" -> ".". Errors: empty, ".." in it.
[[nodiscard]] Result<std::string> normal_name(std::string_view text);

// An error if the kernel would not make an entry of this (normal) name.
[[nodiscard]] Result<void> check_name(std::string_view name);

// An error if the kernel would not make a symbolic link with this target.
[[nodiscard]] Result<void> check_target(std::string_view target);

// "a/b/c" -> "a/b", "a" -> ".".
[[nodiscard]] std::string parent_of(std::string_view name);

// The parts between the slashes; none for ".".
[[nodiscard]] std::vector<std::string> components_of(std::string_view name);

[[nodiscard]] std::string joined(const std::vector<std::string>& components);

// Where a path leads once the symbolic links above its last component are followed, as the kernel
// would (".." never leaves the root); with `last_too`, the last component's as well. `target_of`
// gives the target of the link of a normal name, or null. Nothing if links lead in a circle.
[[nodiscard]] std::optional<std::string> follow_links(
    std::string_view path, bool last_too,
    const std::function<const std::string*(const std::string& name)>& target_of);

// Sorts a directory before what is in it, and otherwise by bytes: "a", "a/b", "a.b".
struct NameOrder {
  bool operator()(std::string_view left, std::string_view right) const;
};

}  // namespace linuxbake::cpio
