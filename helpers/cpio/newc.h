// SPDX-License-Identifier: MIT
// newc.h - the "newc" cpio format that the kernel unpacks as an initramfs
// (Documentation/driver-api/early-userspace/buffer-format.rst).
//
// A header is the magic 070701 and 13 fields of 8 hexadecimal digits, followed by the name with
// its NUL, padded so that header and name end on a multiple of 4, and the data, padded likewise.
// A member of the name "TRAILER!!!" ends the archive.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/result.h"
#include "cpio/manifest.h"

namespace linuxbake::cpio {

inline constexpr std::size_t header_size = 110;
inline constexpr std::string_view newc_magic = "070701";
inline constexpr std::string_view newc_crc_magic = "070702";  // the field `check` is a checksum
static_assert(header_size == newc_magic.size() + std::size_t{13} * 8);

// The values of the file type in the upper bits of `mode` (POSIX, <sys/stat.h>).
inline constexpr std::uint32_t type_mask = 0170000;
inline constexpr std::uint32_t type_socket = 0140000;
inline constexpr std::uint32_t type_symlink = 0120000;
inline constexpr std::uint32_t type_file = 0100000;
inline constexpr std::uint32_t type_block = 0060000;
inline constexpr std::uint32_t type_directory = 0040000;
inline constexpr std::uint32_t type_character = 0020000;
inline constexpr std::uint32_t type_fifo = 0010000;

// The type of a member in `mode`.
[[nodiscard]] std::uint32_t type_bits(Kind kind);

struct Header {
  std::uint32_t inode = 0;
  std::uint32_t mode = 0;  // type and permissions
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t links = 1;
  std::uint32_t mtime = 0;
  std::uint32_t size = 0;
  std::uint32_t device_major = 0;  // where the inode number counts
  std::uint32_t device_minor = 0;
  std::uint32_t major = 0;  // what a device node stands for
  std::uint32_t minor = 0;
  std::uint32_t name_size = 0;  // with the NUL
  std::uint32_t check = 0;

  friend bool operator==(const Header&, const Header&) = default;
};

// The number of zero bytes that bring `size` to a multiple of 4.
[[nodiscard]] constexpr std::size_t padding(std::uint64_t size) {
  return (4 - size % 4) % 4;
}

// The length of header_bytes() for a name of so many bytes.
[[nodiscard]] constexpr std::size_t header_length(std::size_t name_bytes,
                                                  std::size_t further_nuls = 0) {
  const std::size_t length = header_size + name_bytes + 1 + further_nuls;
  return length + padding(length);
}

// Header, name and padding: what stands before the data. `name_size` is set from the name, and may
// count further NULs behind it, by which the data gets to another place.
[[nodiscard]] std::string header_bytes(Header header, std::string_view name,
                                       std::size_t further_nuls = 0);

// The fields of the 110 bytes. Errors: another magic, a character that is no hexadecimal digit.
[[nodiscard]] Result<Header> parse_header(std::string_view bytes);

}  // namespace linuxbake::cpio
