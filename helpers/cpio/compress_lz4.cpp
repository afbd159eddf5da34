// SPDX-License-Identifier: MIT
// The legacy frame of lz4, the only one that the kernel reads (lib/decompress_unlz4.c): a magic
// number, then blocks of 8 MiB of data, the last one shorter, each behind its compressed size (32
// bits, little endian).
#include <lz4.h>
#include <lz4hc.h>

#include <algorithm>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "cpio/compress.h"

namespace linuxbake::cpio {
namespace {

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((value >> shift) & 0xff);
  return bytes;
}

// The compressed block behind its size; empty if the library failed.
std::string compressed_block(const std::string& block, int level) {
  std::string bytes(static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(block.size()))),
                    '\0');
  const int size = LZ4_compress_HC(block.data(), bytes.data(), static_cast<int>(block.size()),
                                   static_cast<int>(bytes.size()), level);
  bytes.resize(static_cast<std::size_t>(std::max(size, 0)));
  return size <= 0 ? std::string() : little_endian(static_cast<std::uint32_t>(size)) + bytes;
}

class Lz4Sink : public Sink {
 public:
  Lz4Sink(int level, unsigned threads, Sink& below)
      : level_(level), threads_(std::max(threads, 1U)), below_(below) {}

  Result<void> write(std::string_view bytes) override;
  Result<void> finish() override;

 private:
  Result<void> write_blocks();

  int level_;
  std::size_t threads_;
  Sink& below_;
  bool started_ = false;
  std::vector<std::string> blocks_;  // all full but the last
};

Result<void> Lz4Sink::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (blocks_.empty() || blocks_.back().size() == lz4_block_size) {
      if (blocks_.size() == threads_) {
        if (Result<void> done = write_blocks(); !done) return done;
      }
      blocks_.emplace_back();
    }
    std::string& block = blocks_.back();
    const std::string_view part = bytes.substr(0, lz4_block_size - block.size());
    block += part;
    bytes.remove_prefix(part.size());
  }
  return {};
}

Result<void> Lz4Sink::write_blocks() {
  if (!started_) {
    if (Result<void> done = below_.write(little_endian(lz4_legacy_magic)); !done) return done;
  }
  started_ = true;
  std::vector<std::future<std::string>> results;
  for (const std::string& block : blocks_) {
    const auto policy = blocks_.size() > 1 ? std::launch::async : std::launch::deferred;
    results.push_back(std::async(policy, compressed_block, std::cref(block), level_));
  }
  for (std::future<std::string>& result : results) {
    const std::string bytes = result.get();
    if (bytes.empty()) return fail("liblz4 failed");
    if (Result<void> done = below_.write(bytes); !done) return done;
  }
  blocks_.clear();
  return {};
}

Result<void> Lz4Sink::finish() {
  if (Result<void> done = write_blocks(); !done) return done;
  return below_.finish();
}

}  // namespace

std::unique_ptr<Sink> make_lz4_compressor(int level, unsigned threads, Sink& below) {
  return std::make_unique<Lz4Sink>(level, threads, below);
}

}  // namespace linuxbake::cpio
