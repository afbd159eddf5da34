// SPDX-License-Identifier: MIT
// answers.h - what a compiler answers to $(shell,...), asked once and kept.
//
// An answer depends on the command's text, on the tools and files that it names, and on what is
// installed. The key of an answer is made of all that can be seen of them without running anything:
// the text; the environment that Kbuild sets, which holds the compiler's and the other tools'
// names, ARCH, the prefix of a cross-compiler and, once it was asked, the compiler's version; path,
// size and time of each tool, of the tree's scripts, of each absolute path in the text; and the
// times of the directories that packages install into.
//
// A tree of Linux asks some 110 questions, one after the other, and a compiler takes ten
// milliseconds for each. At the first one without an answer there is therefore a rehearsal of what
// comes next: what is asked then is asked at once, by as many processes as there are processors.
// What depends on an earlier answer waits for its turn. One rehearsal is for the reading of the
// tree, one for the evaluation with the questions that were put off (questions.h).
#pragma once

#include <functional>

#include "kconfig/shell.h"

namespace linuxbake::kconfig {

// Does with this shell all that will be done with the real one.
using Rehearsal = std::function<void(Shell&)>;

struct AnswersOptions {
  std::string directory;           // where the file is; empty: nothing is kept
  std::vector<std::string> tools;  // commands whose identity is part of every key
  std::string scripts;             // a directory whose *.sh are, too; may be empty
};

class AnswersShell : public Shell {
 public:
  // Of what comes next; made at the first question without an answer. May be empty.
  virtual void rehearse_by(Rehearsal rehearsal) = 0;
};

// Asks `shell` what is not known. The file is written when the object is destroyed, where there are
// new answers. A file that cannot be read or written only costs time.
[[nodiscard]] std::unique_ptr<AnswersShell> caching_shell(std::unique_ptr<Shell> shell,
                                                          const Environment& environment,
                                                          AnswersOptions options);

}  // namespace linuxbake::kconfig
