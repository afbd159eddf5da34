// SPDX-License-Identifier: MIT
// tar.h - tar archives as dpkg reads them: POSIX's ustar headers of 512 bytes in GNU's form, in
// which a long name stands in a member of its own before the one that it belongs to ("L", and "K"
// for the target of a link), and a number that is too large for its octal digits is binary.
// dpkg knows no others (pax), nor do we.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "cpio/layout.h"
#include "cpio/sink.h"

namespace linuxbake::deb {

struct TarMember {
  cpio::Kind kind = cpio::Kind::file;  // link: a hard link; never tree or socket
  std::string name;                    // as it stands in the archive, without a slash at its end
  std::string target;                  // of a symbolic or a hard link
  std::uint32_t mode = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::string_view data;
};

// Header, and what stands before it for long names; `size` is that of the data.
[[nodiscard]] std::string tar_header(const TarMember& member, std::uint64_t size,
                                     std::uint32_t mtime);

// The bytes behind data of this size, and at the end of an archive of this size.
[[nodiscard]] std::size_t tar_padding(std::uint64_t size);
[[nodiscard]] std::size_t tar_end(std::uint64_t size);

// The members as "./usr/bin", sorted as they are in the layout.
// Errors: a socket, a file that changes meanwhile.
[[nodiscard]] Result<void> write_tar(const cpio::Layout& layout, std::uint32_t mtime,
                                     cpio::Sink& sink);
[[nodiscard]] std::uint64_t tar_size(const cpio::Layout& layout);

// The data are parts of `bytes`. Errors: damaged, cut short, a kind that dpkg does not know.
[[nodiscard]] Result<std::vector<TarMember>> parse_tar(std::string_view bytes);

}  // namespace linuxbake::deb
