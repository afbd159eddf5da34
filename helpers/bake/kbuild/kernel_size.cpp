// SPDX-License-Identifier: MIT
#include "bake/kbuild/kernel_size.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "bake/host/command.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

const Sizes nothing = {"0", "0", "0"};

Sizes sizes_of(const Path& file) {
  return totals_of(output_of({"size", "-t", file}));
}

std::string members(const Sizes& sizes) {
  return fmt::format(R"("text": {}, "data": {}, "bss": {})", sizes[0], sizes[1], sizes[2]);
}

Paths directories_in(const Path& directory) {
  Paths directories;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory))
    if (entry.is_directory() && !entry.is_symlink()) directories.push_back(entry.path());
  return directories;
}

// Names of archives of the first and of the second level, sorted.
Words archives_in(const Path& tree) {
  Words archives;
  const auto take = [&](const Path& directory) {
    const Path archive = directory / "built-in.a";
    if (fs::exists(archive)) archives.push_back(archive.lexically_relative(tree));
  };
  for (const Path& first : directories_in(tree)) {
    take(first);
    for (const Path& second : directories_in(first)) take(second);
  }
  std::sort(archives.begin(), archives.end());
  return archives;
}

Words lines_of_directories(const Path& tree) {
  Words lines;
  for (const std::string& archive : archives_in(tree)) {
    const Sizes sizes = sizes_of(tree / archive);
    if (sizes != nothing)
      lines.push_back(fmt::format(R"(    {{"name": "{}", {}}})",
                                  Path(archive).parent_path().string(), members(sizes)));
  }
  return lines;
}

}  // namespace

//   1234  56  7  1297  511 (TOTALS)
Sizes totals_of(std::string_view output) {
  for (const std::string& line : split(output, "\n")) {
    const std::vector<std::string> words = plain_words(line);
    if (words.size() == 6 && words[5] == "(TOTALS)") return {words[0], words[1], words[2]};
  }
  return nothing;
}

Result<void> write_kernel_size(const Job& job) {
  const Path& tree = job.recipe.tree;
  const std::string text = fmt::format(
      "{{\n  \"directories\": [\n{}\n  ],\n  \"vmlinux\": {{{}}}\n}}\n",
      fmt::join(lines_of_directories(tree), ",\n"), members(sizes_of(tree / "vmlinux")));
  return write_file_if_different(tree / "linuxbake-size.json", text).map([](bool) {});
}

}  // namespace linuxbake::bake::kbuild
