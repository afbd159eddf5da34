// SPDX-License-Identifier: MIT
// depfile.h - the Makefile fragment by which Ninja and Make learn what a program has read.
//
// The syntax is Make's, as far as Ninja and CMake's DEPFILE read it: one rule, spaces escaped by a
// backslash, '#' by a backslash, '$' doubled. No phony targets: CMake 3.25 takes them for outputs.
// Not every path survives the way through CMake into Ninja or Make; see depfile_holds().
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace linuxbake {

// "<target>: \<newline> <prerequisite> …", sorted, each once; ends in a newline.
[[nodiscard]] std::string depfile_text(const std::string& target,
                                       std::span<const std::string> prerequisites);

// Whether a path means the same to all that read the depfile (CMake 3.25, Ninja 1.11, GNU
// Make 4.3). Each other character was tried: with #, $, ", ', *, ?, ;, |, &, <, >, `, ^, a
// backslash, a tab or another control character in a path Ninja builds in every run; with : ; and |
// Make stops, as it does in the second build with a space at the end.
[[nodiscard]] bool depfile_holds(std::string_view path);

}  // namespace linuxbake
