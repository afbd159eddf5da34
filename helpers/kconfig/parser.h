// SPDX-License-Identifier: MIT
// parser.h - Kconfig files become a Model.
//
// The first error ends it, with its place. Bounds: 64 levels of 'source', 256 of blocks, 200 of
// parentheses, 10,000 operands in an expression, 200,000 files, 512 MB of text. A file that
// sources itself, directly or not, is an error; so is one that holds a NUL byte, or that a link
// leads out of the tree to.
#pragma once

#include <memory>
#include <string>

#include "kconfig/model.h"
#include "kconfig/preprocessor.h"

namespace linuxbake::kconfig {

// Where the files come from.
class Files {
 public:
  virtual ~Files() = default;
  // The text of the file that Kconfig calls `name`.
  virtual Result<std::string> read(const std::string& name) = 0;
};

// Files below a directory. BusyBox's and Toybox's generated ones ("archival/Config.in") are made
// here from what they are generated from, as the tree's own script does it.
[[nodiscard]] std::unique_ptr<Files> files_of_tree(std::string directory);

// Reads `root` and all that it sources. The result is complete: finalize() has run.
[[nodiscard]] Result<std::unique_ptr<Model>> parse_tree(const std::string& root,
                                                        const Dialect& dialect, Files& files,
                                                        const Environment& environment,
                                                        Shell& shell);

}  // namespace linuxbake::kconfig
