// SPDX-License-Identifier: MIT
// header.h - where the fields of a tar header are (POSIX: pax, "ustar Interchange Format").
#pragma once

#include <cstddef>

namespace linuxbake::tar {

inline constexpr std::size_t block_size = 512;

struct HeaderField {
  std::size_t at, size;
};
inline constexpr HeaderField name_field{0, 100}, mode_field{100, 8}, uid_field{108, 8},
    gid_field{116, 8}, size_field{124, 12}, mtime_field{136, 12}, checksum_field{148, 8},
    type_field{156, 1}, target_field{157, 100}, magic_field{257, 8}, user_field{265, 32},
    group_field{297, 32}, major_field{329, 8}, minor_field{337, 8}, prefix_field{345, 155};
static_assert(prefix_field.at + prefix_field.size <= block_size);

// What fills the last block of data of this size.
[[nodiscard]] constexpr std::size_t padding(std::size_t size) {
  return (block_size - size % block_size) % block_size;
}

}  // namespace linuxbake::tar
