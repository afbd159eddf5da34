// SPDX-License-Identifier: MIT
// record.h - what was built, for the manifest of an image: record.json beside the target. An object
// with name, version, arch, source (the fetcher's record without its path), compiler, files (by
// name, size and sha256), and what a kind has besides:
//
//   package   patches (file, sha256)
//   musl      headers (the fetcher's record of the kernel without its path), wrapper, sysroot
//   cxx       wrapper, sysroot
//
// For who is compiled with a libc: "wrapper" is the compiler command without its paths, "sysroot"
// the hash of all that is in it (record/sums.h).
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "bake/recipe.h"
#include "common/json.h"
#include "common/result.h"

namespace linuxbake::bake {

struct Built {
  std::string compiler;  // in words
  std::string version;   // of the source, where its record has none
  std::vector<std::pair<std::string, std::filesystem::path>> files;  // by the names in the record
};

// What every kind has. Errors: a file cannot be read, or the fetcher's record is no JSON.
[[nodiscard]] Result<Json> record_of(const Recipe& recipe, const Built& built);

// What the fetcher's record says, without the path of the tree.
[[nodiscard]] Result<Json> origin_of(const std::filesystem::path& file);

// A list of objects with the name of a file and its hash.
[[nodiscard]] Result<Json> files_with_hashes(const Paths& files);

// What stands in a record for the programs that are made of templates, and are told these words.
[[nodiscard]] Result<std::string> wrapper_in_record(const Paths& templates, const Words& words);

// The hashes of what is in a key besides sources, each with `before` and a newline around it. Of a
// record it is the hash of what it says but for where its sources came from, because whoever has a
// mirror makes the same as whoever has none; of any other file, which users have named, that of its
// content.
[[nodiscard]] Result<std::string> lines_of_records(const Paths& files, const std::string& before);

// Writes record.json; not where it says the same already.
[[nodiscard]] Result<void> write_record(const Recipe& recipe, const Json& record);

}  // namespace linuxbake::bake
