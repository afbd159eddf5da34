// SPDX-License-Identifier: MIT
// tree.h - a source tree with a Kconfig: Linux (from 4.9 on), BusyBox or Toybox.
//
// Which one it is, which version, and what environment its Makefile gives to Kconfig: ARCH and
// SRCARCH, the compiler and its version text, the binutils, KERNELVERSION.
#pragma once

#include <memory>
#include <string>

#include "kconfig/answers.h"
#include "kconfig/model.h"
#include "kconfig/parser.h"

namespace linuxbake::kconfig {

struct TreeOptions {
  std::string directory;
  std::string arch;           // Kbuild's ARCH, or a machine's name; empty: the host's
  std::string compiler;       // empty: <cross_compile>gcc
  std::string cross_compile;  // the prefix of the binutils
  std::string cache;          // the directory of the compiler's answers; empty: none is kept
};

struct Tree {
  std::string directory;  // absolute
  std::string version;    // "6.12.117"
  std::string arch;       // Kbuild's ARCH; empty where the tree has none
  std::string source_arch;
  Dialect dialect;
  Environment environment;
  std::unique_ptr<AnswersShell> shell;  // that the model's questions are put to
  std::unique_ptr<Model> model;
};

// Errors: no Kconfig tree, an architecture that it does not have, and whatever its Kconfig says.
[[nodiscard]] Result<Tree> open_tree(const TreeOptions& options);

}  // namespace linuxbake::kconfig
