// SPDX-License-Identifier: MIT
#include "bake/host/command.h"
#include "bake/source/source.h"

namespace linuxbake::bake {

namespace fs = std::filesystem;

// Times are kept, because makefiles look at them. The files of the cache are read-only.
Result<void> copy_source(const fs::path& tree, const fs::path& to, const Console& console) {
  std::error_code problem;
  fs::create_directories(to, problem);
  Command copy{{"cp", "-R", "-u", "--preserve=timestamps,links"}, {}, {}};
  for (auto entry = fs::directory_iterator(tree, problem);
       !problem && entry != fs::directory_iterator(); entry.increment(problem))
    if (entry->path().filename() != ".git") copy.words.push_back(entry->path().string());
  if (problem) return fail("cannot be copied: " + problem.message(), tree.string());
  copy.words.push_back(to.string());
  return run_quietly(copy, "copying the source", console).and_then([&] {
    return run_quietly({{"chmod", "-R", "u+w", to.string()}, {}, {}}, "making the copy writable",
                       console);
  });
}

}  // namespace linuxbake::bake
