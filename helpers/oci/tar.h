// SPDX-License-Identifier: MIT
// tar.h - reads tar archives as images have them: ustar and its extensions by POSIX (pax) and by
// GNU (names of any length, numbers in base 256).
//
// Not libarchive: names here are bytes of no character set, every entry comes as it was written,
// and what an archive may not hold is an error instead of something that was passed over. Sparse
// files, parts of volumes and types of vendors are such errors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::oci {

enum class TarType { file, directory, symlink, hard_link, fifo, character, block };

struct TarEntry {
  TarType type = TarType::file;
  std::string name;        // as written
  std::string link;        // of a symbolic or hard link
  std::uint32_t mode = 0;  // the lower twelve bits
  std::uint32_t uid = 0, gid = 0;
  std::string_view data;             // of a file, in the archive
  std::vector<std::string> dropped;  // what else it has: extended attributes, access control lists
};

// The entries in their order. `bytes` has to stay. Errors: damaged, cut short, a type that is not
// one of the above; the entry is named as far as it is known.
[[nodiscard]] Result<std::vector<TarEntry>> read_tar(std::string_view bytes);

// For messages: "a device" …
[[nodiscard]] std::string_view phrase_of(TarType type);

}  // namespace linuxbake::oci
