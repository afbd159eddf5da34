// SPDX-License-Identifier: MIT
#include "cpio/decompress.h"

#include <fmt/format.h>
#include <lz4.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

namespace linuxbake::cpio {
namespace {

constexpr std::size_t piece_size = std::size_t{1} << 20;

// Each decompressor appends to `out` and returns how many bytes of `in` its part has.
using Decompressor = Result<std::size_t> (*)(std::string_view in, std::string& out);

Result<std::size_t> gunzip(std::string_view in, std::string& out) {
  z_stream stream = {};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return fail("zlib cannot be set up");
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
  std::string buffer(piece_size, '\0');
  std::string input;
  std::size_t taken = 0;
  int state = Z_OK;
  while (state == Z_OK) {
    if (stream.avail_in == 0) {
      input = in.substr(taken, piece_size);
      taken += input.size();
      stream.next_in = reinterpret_cast<Bytef*>(input.data());
      stream.avail_in = static_cast<uInt>(input.size());
    }
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, 0, buffer.size() - stream.avail_out);
  }
  if (state == Z_STREAM_END) return taken - stream.avail_in;
  return fail("the gzip data is damaged or cut short");
}

Result<std::size_t> unxz(std::string_view in, std::string& out) {
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, UINT64_MAX, 0) != LZMA_OK) {
    return fail("liblzma cannot be set up");
  }
  const std::unique_ptr<lzma_stream, void (*)(lzma_stream*)> guard(&stream, lzma_end);
  std::string buffer(piece_size, '\0');
  stream.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
  stream.avail_in = in.size();
  lzma_ret state = LZMA_OK;
  while (state == LZMA_OK) {
    stream.next_out = reinterpret_cast<std::uint8_t*>(buffer.data());
    stream.avail_out = buffer.size();
    state = lzma_code(&stream, LZMA_FINISH);
    out.append(buffer, 0, buffer.size() - stream.avail_out);
  }
  if (state == LZMA_STREAM_END) return in.size() - stream.avail_in;
  return fail("the xz data is damaged or cut short");
}

Result<std::size_t> unzstd(std::string_view in, std::string& out) {
  const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(),
                                                                        ZSTD_freeDCtx);
  std::string buffer(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer input{in.data(), in.size(), 0};
  while (true) {
    ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context.get(), &output, &input);
    out.append(buffer, 0, output.pos);
    if (ZSTD_isError(left) == 0 && left == 0) return input.pos;
    const bool stuck = input.pos == input.size && output.pos < output.size;
    if (ZSTD_isError(left) != 0 || stuck) return fail("the zstd data is damaged or cut short");
  }
}

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// The legacy frame has no end: like the kernel, stop at a zero size or at the end of the file.
Result<std::size_t> unlz4(std::string_view in, std::string& out) {
  std::string block(lz4_block_size, '\0');
  std::size_t at = 4;
  while (in.size() - at >= 4) {
    const std::uint32_t size = little_endian(in.substr(at));
    if (size == 0) break;
    at += 4;
    if (size == lz4_legacy_magic) continue;
    if (size > in.size() - at) return fail("the lz4 data is damaged or cut short");
    const int made = LZ4_decompress_safe(in.data() + at, block.data(), static_cast<int>(size),
                                         static_cast<int>(block.size()));
    if (made < 0) return fail("the lz4 data is damaged or cut short");
    out.append(block, 0, static_cast<std::size_t>(made));
    at += size;
  }
  return in.size() - at < 4 ? in.size() : at;
}

struct Format {
  std::string_view magic;
  std::string_view name;
  Compression compression;
  Decompressor decompressor;  // null: the kernel may know it, but we do not
};

using namespace std::string_view_literals;
constexpr std::array formats = {
    Format{"\x1f\x8b"sv, "gzip", Compression::gzip, gunzip},
    Format{"\xfd"
           "7zXZ\0"sv,
           "xz", Compression::xz, unxz},
    Format{"\x28\xb5\x2f\xfd"sv, "zstd", Compression::zstd, unzstd},
    Format{"\x02\x21\x4c\x18"sv, "lz4", Compression::lz4, unlz4},
    Format{"\x04\x22\x4d\x18"sv, "lz4 (not the legacy frame, which alone the kernel reads)",
           Compression::lz4, nullptr},
    Format{"BZh"sv, "bzip2", Compression::none, nullptr},
    Format{"\x5d\0\0"sv, "lzma", Compression::none, nullptr},
    Format{"\x89LZO"sv, "lzo", Compression::none, nullptr},
};

}  // namespace

Result<Part> decompress_part(std::string_view in) {
  const auto* const format = std::find_if(formats.begin(), formats.end(), [&](const Format& known) {
    return in.starts_with(known.magic);
  });
  if (format == formats.end()) return fail("neither a newc archive nor a compressed one");
  if (format->decompressor == nullptr) {
    return fail(fmt::format("compressed with {}, which cannot be read here", format->name));
  }
  Part part;
  part.compression = format->compression;
  const Result<std::size_t> size = format->decompressor(in, part.bytes);
  if (!size) return tl::unexpected(size.error());
  part.size = *size;
  return part;
}

}  // namespace linuxbake::cpio
