// SPDX-License-Identifier: MIT
// decompress.h - unpacks what compress.h packs; the method is told by the first bytes.
#pragma once

#include <string>
#include <string_view>

#include "common/result.h"
#include "cpio/compress.h"

namespace linuxbake::cpio {

struct Part {
  Compression compression = Compression::none;
  std::string bytes;     // unpacked
  std::size_t size = 0;  // packed: how much of the input it was
};

// Unpacks the compressed part that `in` begins with; something else may follow it.
// Errors: a method that is not one of ours, damaged or truncated data.
[[nodiscard]] Result<Part> decompress_part(std::string_view in);

}  // namespace linuxbake::cpio
