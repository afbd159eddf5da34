// SPDX-License-Identifier: MIT
#include "cpio/pack.h"

#include <memory>

#include "cpio/names.h"
#include "cpio/newc.h"

namespace linuxbake::cpio {
namespace {

constexpr std::uint64_t archive_alignment = 512;

std::uint32_t type_bits(Kind kind) {
  switch (kind) {
    case Kind::directory:
      return type_directory;
    case Kind::symlink:
      return type_symlink;
    case Kind::character:
      return type_character;
    case Kind::block:
      return type_block;
    case Kind::fifo:
      return type_fifo;
    case Kind::socket:
      return type_socket;
    default:
      return type_file;
  }
}

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
  header.mtime = mtime;
  header.size = static_cast<std::uint32_t>(data_size(member));
  header.major = member.major;
  header.minor = member.minor;
  return header;
}

std::string trailer() {
  Header header;  // as cpio(1) and the kernel write it: one link, all else 0
  return header_bytes(header, trailer_name);
}

Result<void> write_data(const Member& member, Sink& sink) {
  if (member.kind == Kind::symlink) return sink.write(member.target);
  if (member.kind != Kind::file || !member.carries_data) return {};
  const Result<void> copied = sink.copy(member.location, member.size);
  // An error with a file in it is about this file; another one is about the output.
  if (copied || copied.error().file != member.location) return copied;
  return fail(copied.error().text(), member.origin.file, member.origin.line);
}

}  // namespace

std::uint64_t archive_size(const Layout& layout) {
  std::uint64_t size = trailer().size();
  for (const Member& member : layout.members) {
    const std::uint64_t data = data_size(member);
    size += header_bytes({}, member.name).size() + data + padding(data);
  }
  return (size + archive_alignment - 1) / archive_alignment * archive_alignment;
}

Result<void> write_archive(const Layout& layout, std::uint32_t mtime, Sink& sink) {
  std::uint64_t written = 0;
  for (const Member& member : layout.members) {
    const std::string header = header_bytes(header_of(member, mtime), member.name);
    const std::uint64_t data = data_size(member);
    Result<void> done = sink.write(header);
    if (done) done = write_data(member, sink);
    if (done) done = sink.write(std::string(padding(data), '\0'));
    if (!done) return done;
    written += header.size() + data + padding(data);
  }
  std::string end = trailer();
  end.append(static_cast<std::size_t>(archive_size(layout) - written - end.size()), '\0');
  if (Result<void> done = sink.write(end); !done) return done;
  return sink.finish();
}

Result<void> pack(const Layout& layout, std::uint32_t mtime, CompressOptions options, Sink& sink) {
  options.size = archive_size(layout);
  const Result<std::unique_ptr<Sink>> compressor = make_compressor(options, sink);
  if (!compressor) return tl::unexpected(compressor.error());
  return write_archive(layout, mtime, **compressor);
}

}  // namespace linuxbake::cpio
