// SPDX-License-Identifier: MIT
// tree.h - walks an overlay directory and makes statements of what is in it.
//
// Of the host's attributes only the kind of a file and its x bit (the owner's) count: owners, other
// bits, times, hard links and the order in which the file system lists differ from checkout to
// checkout. Special bits, and a mode that keeps others from reading, are noted (Statement), so that
// they are not lost in silence. Symbolic links are kept as they are and never followed.
#pragma once

#include <string>
#include <vector>

#include "common/result.h"
#include "cpio/manifest.h"

namespace linuxbake::cpio {

struct Tree {
  std::vector<Statement> statements;     // files, directories (itself too), symbolic links; by name
  std::vector<std::string> directories;  // of the host, that were listed: for the depfile
};

// Errors: no directory, a directory that cannot be listed, a pipe, socket or device in it.
[[nodiscard]] Result<Tree> walk_tree(const Statement& tree);

}  // namespace linuxbake::cpio
