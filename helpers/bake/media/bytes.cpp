// SPDX-License-Identifier: MIT
#include "bake/media/bytes.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "common/mapped_file.h"

namespace linuxbake::bake::media {
namespace {

constexpr std::size_t piece = 4096;

tl::unexpected<Error> not_written() {
  return fail(std::strerror(errno));
}

bool is_hole(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

}  // namespace

std::uint64_t bytes_of(const std::filesystem::path& file) {
  std::error_code problem;
  const std::uint64_t size = std::filesystem::file_size(file, problem);
  return problem ? 0 : size;
}

Result<void> write_at(const std::filesystem::path& file, std::uint64_t offset,
                      std::string_view bytes) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(static_cast<std::streamoff>(offset));
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) return not_written();
  return {};
}

Result<void> make_empty_file(const std::filesystem::path& file, std::uint64_t size) {
  if (!std::ofstream(file, std::ios::binary | std::ios::trunc)) return not_written();
  std::error_code problem;
  std::filesystem::resize_file(file, size, problem);
  if (problem) return fail(problem.message());
  return {};
}

Result<void> copy_sparsely(const std::filesystem::path& from, const std::filesystem::path& to,
                           std::uint64_t offset) {
  const Result<MappedFile> source = MappedFile::open(from);
  if (!source) return tl::unexpected(source.error());
  std::fstream stream(to, std::ios::binary | std::ios::in | std::ios::out);
  for (std::string_view rest = source->bytes(); !rest.empty() && stream;) {
    const std::string_view bytes = rest.substr(0, piece);
    stream.seekp(static_cast<std::streamoff>(offset));
    if (!is_hole(bytes)) stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    offset += bytes.size();
    rest.remove_prefix(bytes.size());
  }
  stream.close();
  if (!stream) return not_written();
  return {};
}

Result<void> copy_with_holes(const std::filesystem::path& from, const std::filesystem::path& to) {
  return make_empty_file(to, bytes_of(from)).and_then([&] { return copy_sparsely(from, to, 0); });
}

}  // namespace linuxbake::bake::media
