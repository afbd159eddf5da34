// SPDX-License-Identifier: MIT
// kernel_objects.h - what takes the space in a kernel, by directory of its source.
//
// Kbuild links the kernel from the thin archive vmlinux.a (ar(5): the names of the objects, not the
// objects themselves) and from lib.a archives. Counted is what the objects (ELF, 64 or 32 bit,
// little endian) bring into memory from the file: sections that are allocated and not empty (.bss).
// Discarded and merged sections make the sum somewhat larger than the kernel, and members of a
// lib.a count even if the linker has not taken them: it is a map, not an account.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::report {

struct Item {
  std::string name;
  std::uint64_t bytes = 0;

  friend bool operator==(const Item&, const Item&) = default;
};

// The largest first; equal ones by name.
void sort_by_size(std::vector<Item>& items);

// The names in a thin archive, relative to it as they stand there. Errors: another kind of file,
// a truncated one.
[[nodiscard]] Result<std::vector<std::string>> thin_archive_names(std::string_view bytes);

// The bytes of an ELF object that end up in the kernel image. Errors: no ELF object, a truncated
// one.
[[nodiscard]] Result<std::uint64_t> loaded_size(std::string_view object);

// Of a built kernel tree (Kbuild's O=): one item for each directory that objects are in, the
// largest first. Errors: it is not built.
[[nodiscard]] Result<std::vector<Item>> kernel_directories(const std::filesystem::path& tree);

// {"total": bytes, "directories": [{"path", "bytes"}]}, ending in a newline, and back.
[[nodiscard]] std::string kernel_json(const std::vector<Item>& directories);
[[nodiscard]] Result<std::vector<Item>> parse_kernel_json(const std::string& text,
                                                          const std::string& file);

}  // namespace linuxbake::report
