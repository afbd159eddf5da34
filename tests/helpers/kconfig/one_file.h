// SPDX-License-Identifier: MIT
// one_file.h - a Kconfig tree for a test, of one file whose text is at hand.
#pragma once

#include <memory>
#include <string>

#include "kconfig/parser.h"

namespace linuxbake::kconfig {

class OneFile final : public Files {
 public:
  explicit OneFile(std::string text) : text_(std::move(text)) {}
  Result<std::string> read(const std::string&) override { return text_; }

 private:
  std::string text_;
};

inline Result<std::unique_ptr<Model>> parsed(const std::string& text, const Dialect& dialect,
                                             Shell& shell) {
  OneFile files(text);
  const Environment environment = {{"CC", "cc"}};
  return parse_tree("Kconfig", dialect, files, environment, shell);
}

// Whose macros must not run.
inline Result<std::unique_ptr<Model>> parsed(const std::string& text, const Dialect& dialect) {
  return parsed(text, dialect, *refusing_shell());
}

}  // namespace linuxbake::kconfig
