// SPDX-License-Identifier: MIT
// write.h - writes tar archives as dpkg reads them: POSIX's ustar headers in GNU's form, in which a
// long name stands in an entry of its own before the one that it belongs to ("L", and "K" for the
// target of a link), and a number that is too large for its octal digits is binary.
#pragma once

#include <cstdint>
#include <string>

#include "common/result.h"
#include "cpio/layout.h"
#include "cpio/sink.h"
#include "tar/entry.h"

namespace linuxbake::tar {

// Header, and what stands before it for long names; `size` is that of the data.
[[nodiscard]] std::string header_of(const Entry& member, std::uint64_t size, std::uint32_t mtime);

// How many bytes stand at the end of an archive of this size.
[[nodiscard]] std::size_t end_size(std::uint64_t size);

// The entries as "./usr/bin", sorted as they are in the layout.
// Errors: a socket, a file that changes meanwhile.
[[nodiscard]] Result<void> write(const cpio::Layout& layout, std::uint32_t mtime, cpio::Sink& sink);
[[nodiscard]] std::uint64_t size_of(const cpio::Layout& layout);

}  // namespace linuxbake::tar
