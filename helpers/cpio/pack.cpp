// SPDX-License-Identifier: MIT
#include "cpio/pack.h"

#include <fmt/format.h>

#include <memory>

#include "cpio/names.h"
#include "cpio/newc.h"

namespace linuxbake::cpio {
namespace {

constexpr std::uint64_t archive_alignment = 512;
constexpr std::string_view zeros("\0\0\0", 3);

std::uint64_t data_size(const Member& member) {
  return member.carries_data ? member.size : 0;
}

Header header_of(const Member& member, std::uint32_t mtime) {
  Header header;
  header.inode = member.inode;
  header.mode = member.mode | type_bits(member.kind);
  header.uid = member.uid;
  header.gid = member.gid;
  header.links = member.links;
  header.mtime = member.time.value_or(mtime);
  header.size = static_cast<std::uint32_t>(data_size(member));
  header.major = member.major;
  header.minor = member.minor;
  return header;
}

std::string trailer() {
  const Header header;  // as cpio(1) and the kernel write it: one link, all else 0
  return header_bytes(header, trailer_name);
}

Result<void> write_data(const Member& member, Sink& sink) {
  if (member.kind == Kind::symlink) return sink.write(member.target);
  if (member.kind != Kind::file || !member.carries_data) return {};
  Result<void> copied = sink.copy(member.location, member.size);
  // An error with a file in it is about this file; another one is about the output.
  if (copied || copied.error().file != member.location) return copied;
  return fail(copied.error().text(), member.origin.file, member.origin.line);
}

// How many NULs more bring the data of a member at `offset` to a multiple of `align`.
std::size_t further_nuls(const Member& member, std::uint64_t offset, std::uint64_t align) {
  if (align == 0 || member.kind != Kind::file || data_size(member) < align) return 0;
  const std::uint64_t name_size = member.name.size() + 1;
  const std::uint64_t unaligned = (offset + header_size + name_size) % align;
  const std::uint64_t nuls = unaligned == 0 ? 0 : align - unaligned;
  return name_size + nuls <= path_limit + 1 ? static_cast<std::size_t>(nuls) : 0;
}

}  // namespace

std::uint64_t archive_size(const Layout& layout, const ArchiveOptions& options) {
  std::uint64_t size = 0;
  for (const Member& member : layout.members) {
    const std::uint64_t data = data_size(member);
    size += header_length(member.name.size(), further_nuls(member, size, options.align)) + data +
            padding(data);
  }
  size += header_length(trailer_name.size());
  return (size + archive_alignment - 1) / archive_alignment * archive_alignment;
}

Result<void> write_archive(const Layout& layout, const ArchiveOptions& options, Sink& sink) {
  std::uint64_t written = 0;
  for (const Member& member : layout.members) {
    const std::string header = header_bytes(header_of(member, options.mtime), member.name,
                                            further_nuls(member, written, options.align));
    const std::uint64_t data = data_size(member);
    Result<void> done = sink.write(header);
    if (done) done = write_data(member, sink);
    if (done) done = sink.write(zeros.substr(0, padding(data)));
    if (!done) return done;
    written += header.size() + data + padding(data);
  }
  std::string end = trailer();
  end.append(static_cast<std::size_t>(archive_size(layout, options) - written - end.size()), '\0');
  if (Result<void> done = sink.write(end); !done) return done;
  return sink.finish();
}

Result<void> pack(const Layout& layout, const ArchiveOptions& options, CompressOptions how,
                  Sink& sink) {
  if (options.align > align_limit || (options.align & (options.align - 1)) != 0) {
    return fail(
        fmt::format("the alignment {} is not a power of two up to {}", options.align, align_limit));
  }
  how.size = archive_size(layout, options);
  const Result<std::unique_ptr<Sink>> compressor = make_compressor(how, sink);
  if (!compressor) return tl::unexpected(compressor.error());
  return write_archive(layout, options, **compressor);
}

}  // namespace linuxbake::cpio
