// SPDX-License-Identifier: MIT
#include "isa/kernel.h"

#include <cstdint>
#include <cstring>

#include "cpio/decompress.h"

namespace linuxbake::isa {
namespace {

// Fields of the real-mode header, and the sector that comes before what setup_sects counts.
constexpr std::size_t setup_sects_at = 0x1f1, magic_at = 0x202, version_at = 0x206;
constexpr std::size_t payload_offset_at = 0x248, payload_length_at = 0x24c, header_end = 0x250;
constexpr std::uint64_t sector = 512;
constexpr std::uint16_t first_with_payload = 0x0208;

template <typename Number>
Number number_at(std::string_view bytes, std::size_t at) {  // little-endian, as its processor
  Number number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

}  // namespace

Result<std::string> unpack_kernel(std::string_view bzimage) {
  if (bzimage.starts_with("\x7f"
                          "ELF"))
    return std::string(bzimage);  // FORMAT pvh
  if (bzimage.size() < header_end || bzimage.substr(magic_at, 4) != "HdrS" ||
      number_at<std::uint16_t>(bzimage, version_at) < first_with_payload)
    return fail("not a bzImage");
  std::uint64_t sectors = static_cast<unsigned char>(bzimage[setup_sects_at]);
  if (sectors == 0) sectors = 4;  // "for backwards compatibility"
  const std::uint64_t start =
      (sectors + 1) * sector + number_at<std::uint32_t>(bzimage, payload_offset_at);
  const std::uint64_t length = number_at<std::uint32_t>(bzimage, payload_length_at);
  if (start > bzimage.size() || length > bzimage.size() - start)
    return fail("is damaged: the packed kernel goes beyond its end");
  return cpio::decompress_part(bzimage.substr(start, length)).map([](cpio::Part part) {
    return std::move(part.bytes);
  });
}

}  // namespace linuxbake::isa
