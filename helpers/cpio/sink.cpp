// SPDX-License-Identifier: MIT
#include "cpio/sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace linuxbake::cpio {
namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 20;

// A file descriptor that is open for reading.
class Input {
 public:
  explicit Input(const std::string& path) : file(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() {
    if (file >= 0) ::close(file);
  }

  const int file;
};

std::string system_error(int error) {
  return std::strerror(error);
}

tl::unexpected<Error> changed(const std::string& path) {
  if (path.starts_with("/proc/") || path.starts_with("/sys/"))
    return fail("is made by this host's kernel as it is read: it cannot be packed", path);
  return fail("changed while it was read; pack again", path);
}

Result<std::size_t> read_some(const Input& input, const std::string& path, char* to,
                              std::size_t size) {
  while (true) {
    const ssize_t count = ::read(input.file, to, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return fail("cannot be read: " + system_error(errno), path);
  }
}

// Copies `size` bytes through memory, and looks whether the file ends there.
Result<void> copy_through_memory(Sink& sink, const Input& input, const std::string& path,
                                 std::uint64_t size) {
  std::string buffer(chunk_size, '\0');
  while (true) {
    const Result<std::size_t> count = read_some(input, path, buffer.data(), buffer.size());
    if (!count) return tl::unexpected(count.error());
    if (*count > size || (*count == 0 && size > 0)) return changed(path);
    if (*count == 0) return {};
    size -= *count;
    if (Result<void> done = sink.write({buffer.data(), *count}); !done) return done;
  }
}

}  // namespace

Result<void> Sink::copy(const std::string& path, std::uint64_t size) {
  const Input input(path);
  if (input.file < 0) return fail("cannot be opened: " + system_error(errno), path);
  return copy_through_memory(*this, input, path, size);
}

Result<void> StringSink::write(std::string_view more) {
  bytes += more;
  return {};
}

FileSink::~FileSink() {
  if (file_ >= 0) ::close(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

tl::unexpected<Error> FileSink::refused(int error) const {
  return fail("cannot be written: " + system_error(error), path_.string());
}

Result<void> FileSink::open(const std::filesystem::path& path) {
  path_ = std::filesystem::absolute(path);
  std::error_code error;
  std::filesystem::create_directories(path_.parent_path(), error);
  if (error) return fail("its directory cannot be made: " + error.message(), path_.string());
  file_ = ::open(path_.parent_path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  if (file_ >= 0) return {};
  temporary_ = fmt::format("{}.{}.part", path_.string(), getpid());
  file_ = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ >= 0) return {};
  const int reason = errno;
  temporary_.clear();
  return refused(reason);
}

Result<void> FileSink::write(std::string_view bytes) {
  buffer_ += bytes;
  return buffer_.size() < chunk_size ? Result<void>() : flush();
}

Result<void> FileSink::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t count = ::write(file_, left.data(), left.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refused(errno);
    left.remove_prefix(static_cast<std::size_t>(count));
  }
  buffer_.clear();
  return {};
}

Result<void> FileSink::copy(const std::string& path, std::uint64_t size) {
  const Input input(path);
  if (input.file < 0) return fail("cannot be opened: " + system_error(errno), path);
  if (Result<void> done = flush(); !done) return done;
  while (size > 0) {
    const std::size_t step = static_cast<std::size_t>(std::min<std::uint64_t>(size, 1U << 30));
    const ssize_t count = ::copy_file_range(input.file, nullptr, file_, nullptr, step, 0);
    if (count <= 0) break;  // cannot do it, or did not get everything: the slow way finds out
    size -= static_cast<std::uint64_t>(count);
  }
  return copy_through_memory(*this, input, path, size);
}

// Whether the file that is there already has the bytes of the new one.
Result<bool> FileSink::equals_present() const {
  const Input present(path_.string());
  struct stat old_status = {};
  struct stat new_status = {};
  if (present.file < 0 || ::fstat(present.file, &old_status) != 0) return false;
  if (::fstat(file_, &new_status) != 0) return refused(errno);
  if (!S_ISREG(old_status.st_mode) || old_status.st_size != new_status.st_size) return false;
  std::string old_bytes(chunk_size, '\0');
  std::string new_bytes(chunk_size, '\0');
  for (off_t at = 0; at < new_status.st_size;) {
    const ssize_t old_count = ::pread(present.file, old_bytes.data(), chunk_size, at);
    const ssize_t new_count = ::pread(file_, new_bytes.data(), chunk_size, at);
    if (new_count <= 0 || old_count != new_count) return false;
    const auto count = static_cast<std::size_t>(new_count);
    if (std::memcmp(old_bytes.data(), new_bytes.data(), count) != 0) return false;
    at += new_count;
  }
  return true;
}

Result<void> FileSink::give_name() {
  temporary_ = fmt::format("{}.{}.part", path_.string(), getpid());
  ::unlink(temporary_.c_str());
  const std::string self = fmt::format("/proc/self/fd/{}", file_);
  if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, temporary_.c_str(), AT_SYMLINK_FOLLOW) == 0) {
    return {};
  }
  return refused(errno);
}

Result<void> FileSink::finish() {
  if (Result<void> done = flush(); !done) return done;
  const Result<bool> equal = equals_present();
  if (!equal) return tl::unexpected(equal.error());
  if (*equal) return {};
  if (temporary_.empty()) {
    if (Result<void> done = give_name(); !done) return done;
  }
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return refused(errno);
  temporary_.clear();
  replaced_ = true;
  return {};
}

}  // namespace linuxbake::cpio
