// SPDX-License-Identifier: MIT
#include "cpio/sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

namespace linuxbake::cpio {

// A file that is open for reading.
class Input {
 public:
  explicit Input(const std::string& name) : path(name), file(opened(name)) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() {
    if (file >= 0) ::close(file);
  }

  // The number of bytes, which is 0 at the end of the file.
  [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) const {
    while (true) {
      const ssize_t count = ::read(file, to, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR)
        return fail(fmt::format("cannot be read: {}", std::strerror(errno)), path);
    }
  }

  const std::string& path;
  const int file;  // -1 where it cannot be opened

 private:
  static int opened(const std::string& name) { return ::open(name.c_str(), O_RDONLY | O_CLOEXEC); }
};

namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 20;
constexpr std::uint64_t small_file = std::uint64_t{1} << 16;

std::string system_error(int error) {
  return std::strerror(error);
}

tl::unexpected<Error> not_opened(const std::string& path) {
  return fail("cannot be opened: " + system_error(errno), path);
}

tl::unexpected<Error> changed(const std::string& path) {
  if (path.starts_with("/proc/") || path.starts_with("/sys/"))
    return fail("is made by this host's kernel as it is read: it cannot be packed", path);
  return fail("changed while it was read; pack again", path);
}

std::unique_ptr<char[]> room_for(std::size_t bytes) {
  return std::make_unique_for_overwrite<char[]>(bytes);
}

// Copies `size` bytes through memory, and looks whether the file ends there.
Result<void> copy_through_memory(Sink& sink, const Input& input, std::uint64_t size) {
  const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_size, size + 1));
  const std::unique_ptr<char[]> buffer = room_for(room);
  while (true) {
    const Result<std::size_t> count = input.read(buffer.get(), room);
    if (!count) return tl::unexpected(count.error());
    if (*count > size || (*count == 0 && size > 0)) return changed(input.path);
    if (*count == 0) return {};
    size -= *count;
    if (Result<void> done = sink.write({buffer.get(), *count}); !done) return done;
  }
}

}  // namespace

Result<void> Sink::copy(const std::string& path, std::uint64_t size) {
  const Input input(path);
  if (input.file < 0) return not_opened(path);
  return copy_through_memory(*this, input, size);
}

Result<void> StringSink::write(std::string_view more) {
  bytes += more;
  return {};
}

void DescriptorSink::begin(int file, std::string name) {
  file_ = file;
  name_ = std::move(name);
  buffer_ = room_for(chunk_size);
}

tl::unexpected<Error> DescriptorSink::refused(int error) const {
  return fail("cannot be written: " + system_error(error), name_);
}

Result<void> DescriptorSink::write(std::string_view bytes) {
  if (bytes.size() > chunk_size - held_)
    if (Result<void> done = flush(); !done) return done;
  if (bytes.size() > chunk_size) return write_through(bytes);
  std::memcpy(buffer_.get() + held_, bytes.data(), bytes.size());
  held_ += bytes.size();
  return {};
}

Result<void> DescriptorSink::flush() {
  const std::size_t held = std::exchange(held_, 0);
  return held == 0 ? Result<void>() : write_through({buffer_.get(), held});
}

Result<void> DescriptorSink::write_through(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refused(errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// Asks for one byte more than there should be: a file that has grown is noticed without another
// call.
Result<void> DescriptorSink::copy_into_buffer(const Input& input, std::uint64_t size) {
  if (size >= chunk_size - held_)
    if (Result<void> done = flush(); !done) return done;
  std::uint64_t found = 0;
  while (found <= size) {
    char* const to = buffer_.get() + held_ + found;
    const Result<std::size_t> count = input.read(to, static_cast<std::size_t>(size + 1 - found));
    if (!count) return tl::unexpected(count.error());
    found += *count;
    if (*count == 0 || found == size) break;
  }
  if (found != size) return changed(input.path);
  held_ += static_cast<std::size_t>(size);
  return {};
}

// How much is left: of what the kernel cannot do, and of a file that has become shorter.
std::uint64_t DescriptorSink::copy_by_kernel(const Input& input, std::uint64_t size) const {
  while (size > 0) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(size, 1U << 30));
    ssize_t count = ::copy_file_range(input.file, nullptr, file_, nullptr, step, 0);
    if (count < 0) count = ::sendfile(file_, input.file, nullptr, step);
    if (count <= 0) break;
    size -= static_cast<std::uint64_t>(count);
  }
  return size;
}

Result<void> DescriptorSink::copy(const std::string& path, std::uint64_t size) {
  const Input input(path);
  if (input.file < 0) return not_opened(path);
  if (size <= small_file) return copy_into_buffer(input, size);
  if (Result<void> done = flush(); !done) return done;
  return copy_through_memory(*this, input, copy_by_kernel(input, size));
}

OutputSink::OutputSink() {
  begin(STDOUT_FILENO, "standard output");
}

FileSink::~FileSink() {
  if (file() >= 0) ::close(file());
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> FileSink::open(const std::filesystem::path& path) {
  path_ = std::filesystem::absolute(path);
  std::error_code error;
  std::filesystem::create_directories(path_.parent_path(), error);
  if (error) return fail("its directory cannot be made: " + error.message(), path_.string());
  const int unnamed = ::open(path_.parent_path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  begin(unnamed, path_.string());
  if (unnamed >= 0) return {};
  temporary_ = fmt::format("{}.{}.part", path_.string(), getpid());
  const int named = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  const int reason = errno;
  begin(named, path_.string());
  if (named >= 0) return {};
  temporary_.clear();
  return refused(reason);
}

// Whether the file that is there already has the bytes of the new one.
Result<bool> FileSink::equals_present() const {
  const std::string path = path_.string();
  const Input present(path);
  struct stat old_status = {};
  struct stat new_status = {};
  if (present.file < 0 || ::fstat(present.file, &old_status) != 0) return false;
  if (::fstat(file(), &new_status) != 0) return refused(errno);
  if (!S_ISREG(old_status.st_mode) || old_status.st_size != new_status.st_size) return false;
  const std::unique_ptr<char[]> old_bytes = room_for(chunk_size);
  const std::unique_ptr<char[]> new_bytes = room_for(chunk_size);
  for (off_t at = 0; at < new_status.st_size;) {
    const ssize_t old_count = ::pread(present.file, old_bytes.get(), chunk_size, at);
    const ssize_t new_count = ::pread(file(), new_bytes.get(), chunk_size, at);
    if (new_count <= 0 || old_count != new_count) return false;
    const auto count = static_cast<std::size_t>(new_count);
    if (std::memcmp(old_bytes.get(), new_bytes.get(), count) != 0) return false;
    at += new_count;
  }
  return true;
}

Result<void> FileSink::give_name() {
  temporary_ = fmt::format("{}.{}.part", path_.string(), getpid());
  ::unlink(temporary_.c_str());
  const std::string self = fmt::format("/proc/self/fd/{}", file());
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
