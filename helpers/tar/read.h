// SPDX-License-Identifier: MIT
// read.h - reads tar archives: ustar and its extensions by POSIX (pax) and by GNU (names of any
// length, numbers in base 256).
//
// Not libarchive: names here are bytes of no character set, every entry comes as it was written,
// and what an archive may not hold is an error instead of something that was passed over. Sparse
// files, parts of volumes and types of vendors are such errors.
#pragma once

#include <string_view>
#include <vector>

#include "common/result.h"
#include "tar/entry.h"

namespace linuxbake::tar {

// Whom the archive is for. Layers of images have all of the above, and may end without the blocks
// of zeros; dpkg knows nothing of pax and wants them.
enum class Readers { image_engines, dpkg };

// The entries in their order. `bytes` has to stay. Errors: damaged, cut short, a type that these
// readers do not know, a name or target that is longer than any system takes (PATH_MAX, NAME_MAX);
// the entry is named as far as it is known.
[[nodiscard]] Result<std::vector<Entry>> read(std::string_view bytes, Readers readers);

}  // namespace linuxbake::tar
