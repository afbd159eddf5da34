// SPDX-License-Identifier: MIT
#include "cpio/compress.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cpio/decompress.h"
#include "support.h"

namespace linuxbake::cpio {
namespace {

const std::vector<Compression> methods = {Compression::gzip, Compression::xz, Compression::zstd,
                                          Compression::lz4};

// Compresses in pieces of the given sizes, again and again.
std::string compressed(const std::string& data, CompressOptions options,
                       const std::vector<std::size_t>& pieces = {std::size_t{1} << 20}) {
  options.size = data.size();
  StringSink sink;
  const Result<std::unique_ptr<Sink>> compressor = make_compressor(options, sink);
  if (!compressor) return "error: " + compressor.error().message;
  std::size_t at = 0;
  for (std::size_t i = 0; at < data.size(); ++i) {
    const std::size_t size = std::max<std::size_t>(pieces[i % pieces.size()], 1);
    EXPECT_TRUE((*compressor)->write(std::string_view(data).substr(at, size)).has_value());
    at += size;
  }
  EXPECT_TRUE((*compressor)->finish().has_value());
  return sink.bytes;
}

CompressOptions with(Compression compression, unsigned threads = 1) {
  CompressOptions options;
  options.compression = compression;
  options.threads = threads;
  if (compression == Compression::xz) options.level = 1;    // quick
  if (compression == Compression::zstd) options.level = 3;  // quick
  return options;
}

// Bytes that compress by about a half and never repeat as a whole.
std::string sample(std::size_t size) {
  std::string data(size, '\0');
  std::uint32_t state = 1;
  for (char& c : data) {
    state = state * 1664525 + 1013904223;
    c = static_cast<char>('a' + (state >> 28));
  }
  return data;
}

TEST(Compress, NamesOfMethods) {
  for (const char* const name : {"none", "gzip", "xz", "zstd", "lz4"}) {
    const Result<Compression> method = compression_of(name);
    ASSERT_TRUE(method.has_value());
    EXPECT_EQ(name_of(*method), name);
  }
  EXPECT_EQ(compression_of("bzip2").error().message,
            "unknown compression 'bzip2' (none, gzip, xz, zstd, lz4)");
}

TEST(Compress, BeginsAsTheKernelWantsIt) {
  const std::string data = sample(1000);
  const auto begins = [&](Compression method, std::string_view bytes) {
    return compressed(data, with(method)).starts_with(bytes);
  };
  using namespace std::string_view_literals;
  EXPECT_TRUE(begins(Compression::gzip, "\x1f\x8b\x08\0\0\0\0\0\x02\x03"sv));  // no time, no name
  EXPECT_TRUE(begins(Compression::xz,
                     "\xfd"
                     "7zXZ\0\0\x01"sv));  // 1 is CRC32
  EXPECT_TRUE(begins(Compression::zstd, "\x28\xb5\x2f\xfd"sv));
  EXPECT_TRUE(begins(Compression::lz4, "\x02\x21\x4c\x18"sv));
}

TEST(Compress, TheNumberOfThreadsDoesNotCount) {
  std::string data(std::size_t{35} << 20, 'x');  // two blocks of xz, five of lz4
  for (std::size_t at = 0; at < data.size(); at += 9999) data[at] = static_cast<char>(at / 1000);
  for (const Compression method : methods) {
    CompressOptions options = with(method, 1);
    if (method == Compression::xz) options.level = 0;
    if (method == Compression::lz4) options.level = 1;
    const std::string one = compressed(data, options);
    options.threads = 3;
    EXPECT_TRUE(compressed(data, options) == one) << name_of(method);
    const Result<Part> part = decompress_part(one);
    ASSERT_TRUE(part.has_value()) << name_of(method);
    EXPECT_TRUE(part->bytes == data) << name_of(method);
  }
}

TEST(Compress, TheX86FilterIsForXzOnly) {
  CompressOptions options = with(Compression::xz);
  options.xz_filter = XzFilter::x86;
  const std::string data = sample(100000);
  EXPECT_EQ(decompress_part(compressed(data, options))->bytes, data);
  options.compression = Compression::gzip;
  EXPECT_EQ(compressed(data, options), "error: a filter of xz, but the compression is gzip");
}

TEST(Compress, LevelsThatAreNone) {
  const auto error = [](Compression method, int level) {
    CompressOptions options;
    options.compression = method;
    options.level = level;
    return compressed("x", options);
  };
  EXPECT_EQ(error(Compression::none, 1), "error: a level, but the compression is none");
  EXPECT_EQ(error(Compression::gzip, 10), "error: level 10, but gzip has levels 0 to 9");
  EXPECT_EQ(error(Compression::xz, -1), "error: level -1, but xz has levels 0 to 9");
  EXPECT_EQ(error(Compression::zstd, 23), "error: level 23, but zstd has levels 1 to 22");
  EXPECT_EQ(error(Compression::lz4, 0), "error: level 0, but lz4 has levels 1 to 12");
}

TEST(Compress, EveryLevelIsReadBack) {
  const std::string data = sample(20000);
  for (const Compression method : methods) {
    for (int level = 0; level <= 22; ++level) {
      CompressOptions options = with(method);
      options.level = level;
      const std::string bytes = compressed(data, options);
      if (bytes.starts_with("error: ")) continue;
      EXPECT_EQ(decompress_part(bytes)->bytes, data) << name_of(method) << " " << level;
    }
  }
}

TEST(Decompress, DamageIsAnErrorOrAnotherContentButNeverMore) {
  const std::string data = sample(5000);
  for (const Compression method : methods) {
    const std::string good = compressed(data, with(method));
    for (std::size_t at = 4; at < good.size(); at += 7) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 0x55);
      (void)decompress_part(bad);
      (void)decompress_part(std::string_view(good).substr(0, at));
    }
    if (method == Compression::lz4) continue;  // has neither a checksum nor an end
    EXPECT_FALSE(decompress_part(good.substr(0, good.size() - 1)).has_value()) << name_of(method);
  }
}

TEST(Decompress, SaysWhichMethodItDoesNotKnow) {
  EXPECT_EQ(decompress_part("BZh91AY").error().message,
            "compressed with bzip2, which cannot be read here");
  EXPECT_EQ(
      decompress_part("\x04\x22\x4d\x18").error().message,
      "compressed with lz4 (not the legacy frame, which alone the kernel reads), which cannot "
      "be read here");
  EXPECT_EQ(decompress_part("hello").error().message,
            "neither a newc archive nor a compressed one");
}

RC_GTEST_PROP(Compress, WhatIsCompressedIsReadBackWhateverThePieces,
              (const std::string& seed, const std::vector<std::uint16_t>& sizes)) {
  std::string data = seed;
  const auto doublings = *rc::gen::inRange(0, 12);
  for (int i = 0; i < doublings; ++i) data += data.substr(0, data.size() / 2) + sample(data.size());
  std::vector<std::size_t> pieces(sizes.begin(), sizes.end());
  if (pieces.empty()) pieces.push_back(1000);
  for (const Compression method : methods) {
    const std::string bytes = compressed(data, with(method), pieces);
    RC_ASSERT(bytes == compressed(data, with(method, 2)));
    const Result<Part> part = decompress_part(bytes);
    RC_ASSERT(part.has_value());
    RC_ASSERT(part->bytes == data);
    RC_ASSERT(part->size == bytes.size());
    RC_ASSERT(part->compression == method);
  }
}

}  // namespace
}  // namespace linuxbake::cpio
