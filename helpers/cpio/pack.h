// SPDX-License-Identifier: MIT
// pack.h - writes the archive that a layout describes.
#pragma once

#include <cstdint>

#include "common/result.h"
#include "cpio/compress.h"
#include "cpio/layout.h"
#include "cpio/sink.h"

namespace linuxbake::cpio {

struct ArchiveOptions {
  std::uint32_t mtime = 0;  // of every member
  // Files of at least so many bytes begin at a multiple of it (0: of 4, as the format has it), so
  // that a file system may share their blocks with the archive instead of copying them. It costs
  // up to as many bytes a file. The kernel, GNU cpio and bsdtar read such archives (the name is
  // followed by more than one NUL). A power of two, at most align_limit.
  std::uint64_t align = 0;
};

inline constexpr std::uint64_t align_limit = 4096;  // NULs count as bytes of the name

// The number of bytes of the archive before compression: a multiple of 512, as from every cpio.
[[nodiscard]] std::uint64_t archive_size(const Layout& layout, const ArchiveOptions& options);

// Writes the archive to `sink` and finishes it. Errors: located at the line of the manifest that
// the file is from.
[[nodiscard]] Result<void> write_archive(const Layout& layout, const ArchiveOptions& options,
                                         Sink& sink);

// The same through a compressor into `sink`. The size in `how` is filled in here. Errors: an
// alignment that is none.
[[nodiscard]] Result<void> pack(const Layout& layout, const ArchiveOptions& options,
                                CompressOptions how, Sink& sink);

}  // namespace linuxbake::cpio
