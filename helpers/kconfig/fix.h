// SPDX-License-Identifier: MIT
// fix.h - the smallest set of further lines that makes every request true.
//
// A SAT solver proposes lines (constraints.h), the evaluator judges them: a proposal that is
// returned has been evaluated, and every request holds. Lines are few: none of them can be left
// out, and no smaller number was found among the symbols that were looked at, within a bound on the
// solver's work. "Impossible" is a proof; of the requests that it names none can be left out. Lines
// for numbers and strings are not looked for: where these stand in the way, that is told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kconfig/evaluator.h"
#include "kconfig/merge.h"

namespace linuxbake::kconfig {

// What a fragment asks for, of a symbol that the tree knows.
struct Request {
  SymbolId symbol = none;
  Tristate tristate = Tristate::no;
  std::string_view text;  // of numbers and strings
  Assignment line;
};

struct FixLine {
  SymbolId symbol = none;
  Tristate value = Tristate::no;
  SymbolId purpose = none;  // the symbol that needs it
};

struct Proposal {
  std::vector<FixLine> lines;
  std::size_t further = 0;  // symbols that are set by it and were not before
};

struct Fix {
  enum class Outcome { satisfied, proposed, impossible, undecided };
  Outcome outcome = Outcome::undecided;
  std::vector<Proposal> proposals;     // fewest lines first, then fewest further options
  std::vector<Request> contradicting;  // requests that the proof rests on
  std::vector<SymbolId> rules;         // and the symbols whose rules it rests on
  std::vector<ExprId> comparisons;     // undecided: of numbers and strings that stand in the way
  std::vector<SymbolId> numbers;       // and numbers and strings whose values do
};

// The requests of the fragments that hold, in their order. Optional ones are left out, and names
// that the tree does not know and values that do not fit: reasons.h reports these.
[[nodiscard]] std::vector<Request> requests_of(Model& model,
                                               const std::vector<ConfigFile>& fragments);

[[nodiscard]] bool holds(Evaluator& values, const Request& request);

// `values` is the configuration with the fragments applied.
[[nodiscard]] Fix fix(const Model& model, Evaluator& values, const std::vector<Request>& requests,
                      std::size_t alternatives);

// Whether the program was built with a solver; without one, fix() is undecided at best.
[[nodiscard]] bool can_fix();

[[nodiscard]] std::string fix_line_text(const Model& model, const FixLine& line);

}  // namespace linuxbake::kconfig
