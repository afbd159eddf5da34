// SPDX-License-Identifier: MIT
#include "common/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace linuxbake {
namespace {

namespace fs = std::filesystem;

std::string last_system_error() {
  return std::strerror(errno);
}

bool holds(const fs::path& path, std::string_view bytes) {
  std::error_code ignored;
  if (fs::file_size(path, ignored) != bytes.size() || ignored) return false;
  const Result<std::string> present = read_file(path);
  return present && *present == bytes;
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return fail("is a directory, not a file", path.string());
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail("cannot be opened: " + last_system_error(), path.string());
  std::string bytes;
  const auto expected = fs::file_size(path, ignored);  // 0 for what the kernel makes up in /proc
  if (!ignored) bytes.resize(expected);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream) bytes.append(std::istreambuf_iterator<char>(stream), {});
  if (stream.bad()) return fail("cannot be read: " + last_system_error(), path.string());
  return bytes;
}

Result<bool> write_file_if_different(const fs::path& path, std::string_view bytes) {
  if (holds(path, bytes)) return false;
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (error) return fail("its directory cannot be made: " + error.message(), path.string());

  const fs::path temporary = fmt::format("{}.{}.part", path.string(), getpid());
  std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) {
    const std::string reason = last_system_error();
    fs::remove(temporary, error);
    return fail("cannot be written: " + reason, path.string());
  }
  fs::rename(temporary, path, error);
  if (!error) return true;
  std::error_code ignored;
  fs::remove(temporary, ignored);
  return fail("cannot be replaced: " + error.message(), path.string());
}

void touch(const fs::path& path) {
  static_cast<void>(::utimensat(AT_FDCWD, path.c_str(), nullptr, 0));
}

}  // namespace linuxbake
