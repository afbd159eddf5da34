// SPDX-License-Identifier: MIT
// sink.h - where bytes go: a file, or a compressor before one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::cpio {

class Input;

class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  [[nodiscard]] virtual Result<void> write(std::string_view bytes) = 0;

  // Copies exactly `size` bytes of the file. An error if it has more or fewer by now.
  [[nodiscard]] virtual Result<void> copy(const std::string& path, std::uint64_t size);

  // Writes what is still held back. Nothing may be written afterwards.
  [[nodiscard]] virtual Result<void> finish() = 0;
};

// Keeps everything in memory.
class StringSink : public Sink {
 public:
  Result<void> write(std::string_view more) override;
  Result<void> finish() override { return {}; }

  std::string bytes;
};

// A descriptor that is open for writing. Small files are read into the buffer, behind what else
// waits there: that takes fewer system calls. The others are left to the kernel, which copies them
// once instead of twice (copy_file_range; sendfile into a pipe). A file server copies within
// itself, and btrfs, xfs and bcachefs share the blocks of files that begin at a multiple of the
// block size (see ArchiveOptions::align).
class DescriptorSink : public Sink {
 public:
  Result<void> write(std::string_view bytes) override;
  Result<void> copy(const std::string& path, std::uint64_t size) override;

 protected:
  // Where nobody has opened it, `file` is -1.
  void begin(int file, std::string name);
  [[nodiscard]] int file() const { return file_; }
  Result<void> flush();
  [[nodiscard]] tl::unexpected<Error> refused(int error) const;

 private:
  Result<void> write_through(std::string_view bytes);
  Result<void> copy_into_buffer(const Input& input, std::uint64_t size);
  [[nodiscard]] std::uint64_t copy_by_kernel(const Input& input, std::uint64_t size) const;

  std::string name_;  // for messages
  std::unique_ptr<char[]> buffer_;
  std::size_t held_ = 0;  // bytes that wait in the buffer
  int file_ = -1;
};

// Standard output, a pipe say.
class OutputSink : public DescriptorSink {
 public:
  OutputSink();
  Result<void> finish() override { return flush(); }
};

// A file that takes the place of another one at the end, and only if it differs from it. Until then
// it has no name (O_TMPFILE) where the file system can do that, so that a process that is killed
// leaves nothing behind.
class FileSink : public DescriptorSink {
 public:
  ~FileSink() override;

  // Errors: the directory cannot be made or written to.
  [[nodiscard]] Result<void> open(const std::filesystem::path& path);
  Result<void> finish() override;

  // After finish(): whether the file at `path` was replaced.
  [[nodiscard]] bool replaced() const { return replaced_; }

 private:
  [[nodiscard]] Result<bool> equals_present() const;
  Result<void> give_name();

  std::filesystem::path path_;
  std::filesystem::path temporary_;  // empty while the file has no name
  bool replaced_ = false;
};

}  // namespace linuxbake::cpio
