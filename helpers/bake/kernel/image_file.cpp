// SPDX-License-Identifier: MIT
#include "bake/kernel/image_file.h"

#include <algorithm>
#include <fstream>

namespace linuxbake::bake::kernel {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t x86_boot_flag = 0x1fe;
constexpr std::size_t x86_magic = 0x202;
constexpr std::size_t x86_version_pointer = 0x20e;  // two bytes, counted from 0x200
constexpr std::size_t longest_version = 64;
constexpr std::size_t image_magic = 56;
constexpr std::size_t furthest_byte = 0x200 + 0xffff + longest_version;

bool has(std::string_view bytes, std::size_t offset, std::string_view expected) {
  return bytes.size() >= offset && bytes.substr(offset).starts_with(expected);
}

std::size_t byte_at(std::string_view bytes, std::size_t offset) {
  return static_cast<unsigned char>(bytes[offset]);
}

}  // namespace

std::string format_of_image(std::string_view bytes) {
  if (has(bytes, x86_boot_flag, "\x55\xaa"sv) && has(bytes, x86_magic, "HdrS")) return "bzImage";
  for (const std::string_view magic : {"ARMd"sv, "RSC\x05"sv})
    if (has(bytes, image_magic, magic)) return "Image";
  return {};
}

std::string version_of_image(std::string_view bytes) {
  if (format_of_image(bytes) != "bzImage" || bytes.size() < x86_version_pointer + 2) return {};
  const std::size_t offset =
      0x200 + byte_at(bytes, x86_version_pointer) + 256 * byte_at(bytes, x86_version_pointer + 1);
  const std::string_view text = bytes.substr(std::min(offset, bytes.size()), longest_version);
  const std::size_t end = text.find_first_of("\0 "sv);  // the first word of it
  return std::string(end == std::string_view::npos ? std::string_view() : text.substr(0, end));
}

std::string first_bytes_of_image(const std::filesystem::path& file) {
  std::string bytes(furthest_byte, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

}  // namespace linuxbake::bake::kernel
