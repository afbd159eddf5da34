// SPDX-License-Identifier: MIT
// depfile.h - the Makefile fragment by which Ninja and Make learn what a program has read.
//
// The syntax is Make's, as far as Ninja and CMake's DEPFILE read it: one rule, spaces escaped by a
// backslash, '#' by a backslash, '$' doubled. No phony targets: CMake 3.25 takes them for outputs.
#pragma once

#include <span>
#include <string>

namespace linuxbake {

// "<target>: \<newline> <prerequisite> …", sorted, each once; ends in a newline.
[[nodiscard]] std::string depfile_text(const std::string& target,
                                       std::span<const std::string> prerequisites);

}  // namespace linuxbake
