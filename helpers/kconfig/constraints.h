// SPDX-License-Identifier: MIT
// constraints.h - the tree's rules as clauses, as far as a question needs them.
//
// A symbol has two literals: "is not n" and "is y". At first it is *frozen*: it has the value that
// the evaluator gives it now, under an assumption. expand() puts its rules in place of that:
// visibility, the line that may be written for it, its default, who selects it. Default and
// selectors are frozen too until refine() is called. So only the part of the tree is looked at
// that matters, and an answer "impossible" that rests on no frozen part is a proof.
//
// The rules of each symbol hold under an assumption of their own, by which the proof's reasons are
// told. Comparisons of numbers and strings have the values of now: under an assumption too where a
// configuration can change them, so that nothing that rests on it passes for a proof. Whatever a
// solution says is evaluated anyway.
#pragma once

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kconfig/evaluator.h"
#include "kconfig/sat.h"

namespace linuxbake::kconfig {

struct LogicalValue {
  Literal on = 0;   // not n
  Literal yes = 0;  // y
};

class Constraints {
 public:
  // `values` is the configuration that is to be repaired; it must not change meanwhile.
  Constraints(const Model& model, Evaluator& values, Sat& sat);

  LogicalValue symbol(SymbolId id);
  void expand(SymbolId id);
  // True where something was added.
  bool refine(SymbolId id);

  // The literal "the user writes a line for the symbol"; 0 where it is not expanded or can have
  // none.
  [[nodiscard]] Literal line(SymbolId id) const;
  [[nodiscard]] const std::vector<SymbolId>& expanded() const { return expanded_; }

  // For Sat::solve(): everything frozen, and all rules.
  [[nodiscard]] std::vector<Literal> assumptions() const;
  // What a failed solve() rested on.
  struct Core {
    std::vector<SymbolId> frozen;  // to be expanded or refined
    std::vector<SymbolId> rules;
    std::vector<ExprId> comparisons;  // of numbers and strings, as they are now
    std::vector<SymbolId> numbers;    // likewise, that are bounds of a range or defaults
  };
  [[nodiscard]] Core core() const;

  // All that have literals, expanded or not.
  [[nodiscard]] std::vector<SymbolId> known() const;
  [[nodiscard]] Tristate solution(SymbolId id) const;
  // The visibility of an expanded symbol, as literals.
  LogicalValue visibility(SymbolId id);
  LogicalValue expression(ExprId id);
  // The literal "a line can give the number or string this value, or its defaults do".
  Literal can_be(SymbolId id, std::string_view text);
  // The rule's assumption of an expanded symbol, else 0.
  [[nodiscard]] Literal rule(SymbolId id) const;

 private:
  struct Entry {
    LogicalValue value;
    Literal frozen = 0;  // assumption; 0 once it is expanded
    Literal rule = 0;    // assumption
    Literal line = 0;
    Literal defaults = 0;   // assumption: the default is as it is now; 0 once it is refined
    Literal selectors = 0;  // likewise
    LogicalValue own_default;
    LogicalValue selected;
    LogicalValue shown;
    bool expanded = false;
  };

  LogicalValue chain(ExprId id);
  [[nodiscard]] Literal equal(LogicalValue left, LogicalValue right);
  [[nodiscard]] Literal at_most(LogicalValue left, LogicalValue right);
  LogicalValue comparison(const Expression& e);
  LogicalValue constant(Tristate value) const;
  LogicalValue fresh(SymbolId id);
  LogicalValue promoted(SymbolId id, LogicalValue value);
  LogicalValue minimum(LogicalValue a, LogicalValue b);
  LogicalValue maximum(LogicalValue a, LogicalValue b);
  LogicalValue choice(Literal condition, LogicalValue then, LogicalValue otherwise);
  void freeze(Literal assumption, LogicalValue value, Tristate now);
  void bind(Literal assumption, LogicalValue left, LogicalValue right);
  LogicalValue default_of(SymbolId id);
  LogicalValue selectors_of(SymbolId id);
  void expand_plain(SymbolId id);
  void expand_choice(NodeId node);
  [[nodiscard]] bool is_bool(SymbolId id) const;
  [[nodiscard]] bool can_change(SymbolId id) const;
  LogicalValue frozen_comparison(ExprId id);
  using Test = std::function<bool(std::string_view)>;
  Literal passes(SymbolId id, const Test& test, int depth = 0);
  Literal in_range(SymbolId id, std::string_view number);
  Literal modules();

  const Model& model_;
  Evaluator& values_;
  Sat& sat_;
  std::unordered_map<SymbolId, Entry> entries_;
  std::unordered_map<ExprId, LogicalValue> expressions_;
  std::unordered_map<ExprId, Literal> comparisons_;  // with their assumptions
  std::unordered_map<SymbolId, Literal> numbers_;    // likewise
  std::vector<SymbolId> expanded_;
};

}  // namespace linuxbake::kconfig
