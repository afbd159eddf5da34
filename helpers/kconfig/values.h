// SPDX-License-Identifier: MIT
// values.h - what a user asks for, read as `conf` reads a .config: leniently.
//
// Lines that are no assignment and values that do not fit the symbol's type are dropped; each is
// told in a warning. So are names that the tree does not know, without a word. (Fragments are read
// strictly first, by assignments.h.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kconfig/assignments.h"
#include "kconfig/model.h"

namespace linuxbake::kconfig {

// One request: for bools and tristates the tristate, else the text (a string without its quotes).
struct UserValue {
  SymbolId symbol = none;
  Tristate tristate = Tristate::no;
  std::string_view text;
  std::uint32_t line = 0;  // where it was read
};

// In the order of the lines: where a symbol is there twice the later one holds, and of a choice's
// members the last one that is y.
using UserValues = std::vector<UserValue>;

// Whether `conf` takes the text for a symbol of this type.
[[nodiscard]] bool is_valid_text(Type type, std::string_view text);

// `text` must outlive the result, unless strings have escapes; these are kept by the model.
[[nodiscard]] UserValues read_user_values(Model& model, std::string_view text,
                                          std::string_view file, std::vector<Error>* warnings);

}  // namespace linuxbake::kconfig
