// SPDX-License-Identifier: MIT
// compress.h - compression as the kernel's own decompressors want it.
//
//   gzip  one member, no name, no time                     default level 9 (0 to 9)
//   xz    CRC32 (the kernel knows no other check), blocks
//         of 32 MiB, a dictionary no larger than the data  default level 9 (0 to 9; 9 is xz -9e)
//   zstd  one frame with its size and checksum             default level 19 (1 to 22)
//   lz4   the legacy frame: blocks of 8 MiB                default level 12 (1 to 12)
//
// The bytes depend on the data, the options and the version of the library, never on the number of
// threads: xz and zstd always work in their block-wise (multi-threaded) mode, even with one
// thread, because their other mode gives other bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "common/result.h"
#include "cpio/sink.h"

namespace linuxbake::cpio {

enum class Compression { none, gzip, xz, zstd, lz4 };

// The word as the command line and reports have it.
[[nodiscard]] std::string_view name_of(Compression compression);
[[nodiscard]] Result<Compression> compression_of(std::string_view name);

// The filter for x86 code, by which it compresses better; needs CONFIG_XZ_DEC_X86 in the kernel.
enum class XzFilter { none, x86 };

struct CompressOptions {
  Compression compression = Compression::none;
  std::optional<int> level;
  XzFilter xz_filter = XzFilter::none;
  unsigned threads = 1;
  std::uint64_t size = 0;  // of the data: exactly what will be written
};

inline constexpr std::size_t lz4_block_size = std::size_t{8} << 20;  // fixed by the format
inline constexpr std::uint32_t lz4_legacy_magic = 0x184c2102;

// A sink that compresses into `below` (which has to live longer); finish() also finishes `below`.
// Errors: a level that the method does not have, a filter for something else than xz.
[[nodiscard]] Result<std::unique_ptr<Sink>> make_compressor(const CompressOptions& options,
                                                            Sink& below);

// The part of make_compressor() for lz4, in a file of its own.
[[nodiscard]] std::unique_ptr<Sink> make_lz4_compressor(int level, unsigned threads, Sink& below);

}  // namespace linuxbake::cpio
