// SPDX-License-Identifier: MIT
#include "cpio/newc.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <system_error>

namespace linuxbake::cpio {
namespace {

void append_field(std::string& bytes, std::uint32_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::array<char, 8> field{};
  for (auto digit = field.rbegin(); digit != field.rend(); ++digit, value >>= 4)
    *digit = digits[value & 0xfU];
  bytes.append(field.data(), field.size());
}

}  // namespace

std::string header_bytes(Header header, std::string_view name, std::size_t further_nuls) {
  header.name_size = static_cast<std::uint32_t>(name.size() + 1 + further_nuls);
  std::string bytes;
  bytes.reserve(header_length(name.size(), further_nuls));
  bytes += newc_magic;
  for (const std::uint32_t field :
       {header.inode, header.mode, header.uid, header.gid, header.links, header.mtime, header.size,
        header.device_major, header.device_minor, header.major, header.minor, header.name_size,
        header.check}) {
    append_field(bytes, field);
  }
  bytes += name;
  bytes.append(1 + further_nuls, '\0');
  bytes.append(padding(bytes.size()), '\0');
  return bytes;
}

Result<Header> parse_header(std::string_view bytes) {
  const std::string_view magic = bytes.substr(0, newc_magic.size());
  if (magic == "070707") {
    return fail("is an archive of the old portable format; the kernel reads 'newc' only");
  }
  if (magic != newc_magic && magic != newc_crc_magic) return fail("no header of a newc archive");
  if (bytes.size() < header_size) return fail("the archive ends within a header");
  std::array<std::uint32_t, 13> fields{};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string_view digits = bytes.substr(newc_magic.size() + 8 * i, 8);
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, fields[i], 16);
    if (error != std::errc() || stop != end) {
      return fail(fmt::format("field {} of a header is not hexadecimal", i + 1));
    }
  }
  const auto& f = fields;
  return Header{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], f[12]};
}

std::uint32_t type_bits(Kind kind) {
  switch (kind) {
    case Kind::directory:
      return type_directory;
    case Kind::symlink:
      return type_symlink;
    case Kind::character:
      return type_character;
    case Kind::block:
      return type_block;
    case Kind::fifo:
      return type_fifo;
    case Kind::socket:
      return type_socket;
    default:
      return type_file;
  }
}

}  // namespace linuxbake::cpio
