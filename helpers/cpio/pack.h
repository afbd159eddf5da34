// SPDX-License-Identifier: MIT
// pack.h - writes the archive that a layout describes.
#pragma once

#include <cstdint>

#include "common/result.h"
#include "cpio/compress.h"
#include "cpio/layout.h"
#include "cpio/sink.h"

namespace linuxbake::cpio {

// The number of bytes of the archive before compression: a multiple of 512, as from every cpio.
[[nodiscard]] std::uint64_t archive_size(const Layout& layout);

// Writes the archive to `sink` and finishes it; `mtime` is every member's. Errors: located at the
// line of the manifest that the file is from.
[[nodiscard]] Result<void> write_archive(const Layout& layout, std::uint32_t mtime, Sink& sink);

// The same through a compressor into `sink`. The size in `options` is filled in here.
[[nodiscard]] Result<void> pack(const Layout& layout, std::uint32_t mtime, CompressOptions options,
                                Sink& sink);

}  // namespace linuxbake::cpio
