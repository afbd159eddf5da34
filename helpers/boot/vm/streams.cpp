// SPDX-License-Identifier: MIT
#include "boot/vm/streams.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "guest/vm-init/protocol.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

// vm-init has an error number, or says of what type it is instead of a file.
std::string why_no_file(const std::string& name, int error) {
  constexpr std::array types = {
      std::pair{S_IFDIR, "directory"}, std::pair{S_IFIFO, "pipe"}, std::pair{S_IFSOCK, "socket"},
      std::pair{S_IFCHR, "character device"}, std::pair{S_IFBLK, "block device"}};
  for (const auto& [type, words] : types) {
    if (error - vm_other_type == static_cast<int>(type))
      return fmt::format("COLLECT takes files, and {} is a {}", name, words);
  }
  if (error == EFBIG)
    return fmt::format("COLLECT: {} has more bytes than the machine has memory", name);
  if (error == EAGAIN) return fmt::format("COLLECT: {} does not end, it waits for more", name);
  return fmt::format("the program has left no file {}: {}", name, std::strerror(error));
}

// Below our directory, whatever the name is.
fs::path place_of(const std::string& name, const fs::path& directory) {
  return directory / fs::path("/" + name).lexically_normal().relative_path();
}

}  // namespace

void VmStreams::take(std::uint32_t stream, std::string_view bytes) {
  if (stream == vm_output) output_(bytes);
  if (stream == vm_errors) errors_(bytes);
  if (stream == vm_file_name) begin_file(std::string(bytes));
  if (stream == vm_file_bytes)
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream == vm_file_error) miss_file(bytes);
  if (stream == vm_file_bytes && !file_) missing_ = fmt::format("{} cannot be written here", name_);
}

void VmStreams::begin_file(const std::string& name) {
  name_ = name;
  const fs::path path = place_of(name, directory_);
  std::error_code problem;
  fs::create_directories(path.parent_path(), problem);
  file_ = std::ofstream(path, std::ios::binary | std::ios::trunc);
}

void VmStreams::miss_file(std::string_view bytes) {
  int error = 0;
  std::memcpy(&error, bytes.data(), std::min(bytes.size(), sizeof error));
  missing_ = why_no_file(name_, error);
  file_.close();
  std::error_code ignored;
  fs::remove(place_of(name_, directory_), ignored);
}

}  // namespace linuxbake::boot
