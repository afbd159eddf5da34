// SPDX-License-Identifier: MIT
// evaluator.h - the values of all symbols, from the tree and from what the user asked for.
//
// The rules are Kconfig's: a prompt that is visible lets the user's value through, up to the
// prompt's visibility; else the first default that holds; select is a lower bound, imply a weaker
// one; without modules m is y; numbers are clamped into their range. A choice gives y to one of its
// visible members: the one that the user asked for last, else its default, else the first.
//
// Values are computed when they are asked for, and kept until the user's values change.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kconfig/model.h"
#include "kconfig/values.h"

namespace linuxbake::kconfig {

class Evaluator {
 public:
  explicit Evaluator(const Model& model);

  // Forgets everything the user asked for, and takes these instead.
  void set_user_values(const UserValues& values);
  // Every bool and tristate that has a prompt, no value of the user's and is in no choice is asked
  // for with this value: allnoconfig, allmodconfig, allyesconfig.
  void ask_for_all_others(Tristate wanted);
  // Dialect::drops_numbers_out_of_range: a number that the user asked for outside its range counts
  // as not asked for.
  void drop_values_out_of_range();
  // One value more; later ones go before earlier ones in a choice.
  void ask_for(const UserValue& value);
  void forget(SymbolId symbol);
  // Whether everything keeps its value if these are the user's requests of asked_together(), in
  // their order; then they are from now on. Costs only these symbols. Nothing where it takes an
  // evaluation of everything to tell: where `conf` asks, of numbers that are dropped, and of a
  // choice whose members depend on each other.
  std::optional<bool> stays_with(SymbolId symbol, const UserValues& values);
  // The symbol; or, for a member of a choice, the choice and all of its members.
  [[nodiscard]] std::vector<SymbolId> asked_together(SymbolId symbol) const;

  [[nodiscard]] Tristate tristate(SymbolId symbol);
  // "y", "m", "n", or the text of a number or string; of an undefined symbol its name.
  [[nodiscard]] std::string_view text(SymbolId symbol);
  [[nodiscard]] Tristate value(ExprId id);
  [[nodiscard]] Tristate visibility(SymbolId symbol);
  [[nodiscard]] Tristate selected(SymbolId symbol);  // the lower bound by selects
  [[nodiscard]] Tristate depends(SymbolId symbol);   // of its direct dependencies
  [[nodiscard]] bool is_written(SymbolId symbol);    // whether .config has a line for it
  [[nodiscard]] Type type(SymbolId symbol) const;    // a tristate is a bool without modules
  [[nodiscard]] bool has_user_value(SymbolId symbol) const { return states_[symbol].has_user; }
  [[nodiscard]] Tristate user_tristate(SymbolId symbol) const { return states_[symbol].user; }
  [[nodiscard]] std::string_view user_text(SymbolId symbol) const {
    return states_[symbol].user_text;
  }
  // The member that is y, or none.
  [[nodiscard]] SymbolId chosen(NodeId choice);
  // What the symbol would be if the user had not asked for anything about it.
  [[nodiscard]] std::string default_text(SymbolId id);
  // The first default that holds, and the first range.
  [[nodiscard]] PropertyId active_default(SymbolId symbol);
  [[nodiscard]] PropertyId active_range(SymbolId symbol);
  [[nodiscard]] SymbolId choice_default(NodeId choice);
  // Whether the number lies in the symbol's range; without one, any does.
  [[nodiscard]] bool is_in_range(SymbolId id, std::string_view text);

  [[nodiscard]] const Model& model() const { return model_; }

 private:
  struct State {
    bool valid = false;
    bool written = false;
    bool has_user = false;
    Tristate value = Tristate::no;
    Tristate visible = Tristate::no;
    Tristate direct = Tristate::yes;
    Tristate reverse = Tristate::no;
    Tristate implied = Tristate::no;
    Tristate user = Tristate::no;
    std::string_view text;
    std::string_view user_text;
    // Of a choice that is a symbol: the member that was asked for last.
    SymbolId user_member = none;
  };

  void begin();
  void invalidate();
  void take(const UserValue& value);
  [[nodiscard]] bool has_odd_members(const std::vector<SymbolId>& group) const;
  bool has_to_evaluate_all(const std::vector<SymbolId>& group, const UserValues& values);
  void compute(SymbolId id);
  void compute_bounds(SymbolId id);
  void compute_tristate(SymbolId id);
  void compute_text(SymbolId id);
  SymbolId choose(NodeId choice);
  void clamp(SymbolId id);
  Tristate evaluate(ExprId id);
  Tristate evaluate_operands(ExprId id, bool that_ask);
  Tristate compare(const Expression& e);
  // Choices that are symbols: evaluator_choice_symbols.cpp.
  void ask_for_first(const UserValue& value);
  void ask_choice_symbol(NodeId choice, const UserValue& value);
  SymbolId chosen_by_symbol(SymbolId choice);
  [[nodiscard]] bool is_hidden_by_choice(const Symbol& member);
  [[nodiscard]] Tristate promoted(SymbolId symbol, Tristate value) const;
  [[nodiscard]] long long number(SymbolId id, int base);

  const Model& model_;
  std::vector<State> states_;
  std::vector<std::uint8_t> expressions_;       // a Tristate, or `unknown`
  std::vector<std::vector<SymbolId>> members_;  // of each choice, by priority
  std::vector<std::uint32_t> choice_index_;     // node -> index into members_
  Tristate modules_ = Tristate::no;
  bool computed_ = true;
  bool has_dropped_ = false;  // numbers, since the user's values are these
};

}  // namespace linuxbake::kconfig
