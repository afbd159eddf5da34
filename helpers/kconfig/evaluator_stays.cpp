// SPDX-License-Identifier: MIT
// What a single request more or less would change, without an evaluation of everything. A symbol
// that keeps its value leaves all others as they are; so does a choice whose members all keep
// theirs. What they depend on is computed already, and stays.
#include <algorithm>
#include <unordered_set>
#include <utility>

#include "kconfig/evaluator.h"

namespace linuxbake::kconfig {
namespace {

// All expressions that the symbol's value comes from.
std::vector<ExprId> expressions_of(const Model& model, const Symbol& symbol) {
  std::vector<ExprId> all = {symbol.direct, symbol.reverse, symbol.implied};
  for (const PropertyId p : symbol.properties)
    all.insert(all.end(), {model.properties[p].condition, model.properties[p].value});
  return all;
}

bool is_in(const std::vector<SymbolId>& members, SymbolId id) {
  return std::ranges::find(members, id) != members.end();
}

// Whether one of the members is named in the expressions.
bool name_one_of(const Model& model, std::vector<ExprId> rest,
                 const std::vector<SymbolId>& members) {
  std::unordered_set<ExprId> seen = {none};
  while (!rest.empty()) {
    const ExprId id = rest.back();
    rest.pop_back();
    if (!seen.insert(id).second) continue;
    const Expression& e = model.expressions[id];
    const bool is_pair = e.op == Op::conjunction || e.op == Op::disjunction;
    if (is_pair) rest.push_back(e.right);
    if (is_pair || e.op == Op::negation)
      rest.push_back(e.left);
    else if (is_in(members, e.left) || is_in(members, e.right))
      return true;
  }
  return false;
}

}  // namespace

std::vector<SymbolId> Evaluator::asked_together(SymbolId symbol) const {
  const NodeId choice = model_.symbols[symbol].member_of;
  if (choice == none) return {symbol};
  std::vector<SymbolId> all = {model_.nodes[choice].symbol};
  all.insert(all.end(), model_.nodes[choice].members.begin(), model_.nodes[choice].members.end());
  return all;
}

std::optional<bool> Evaluator::stays_with(SymbolId symbol, const UserValues& values) {
  const std::vector<SymbolId> group = asked_together(symbol);
  if (!computed_) begin();
  if (has_to_evaluate_all(group, values)) return std::nullopt;
  for (const SymbolId id : group) compute(id);
  std::vector<State> before;
  for (const SymbolId id : group) before.push_back(std::exchange(states_[id], State{}));
  const NodeId choice = model_.symbols[symbol].member_of;
  std::vector<SymbolId> order;
  if (choice != none)
    order = std::exchange(members_[choice_index_[choice]], model_.nodes[choice].members);
  for (const UserValue& value : values) take(value);
  bool same = true;
  for (std::size_t i = 0; i < group.size(); ++i) {
    compute(group[i]);
    const State& now = states_[group[i]];
    same = same && now.value == before[i].value && now.text == before[i].text &&
           now.written == before[i].written;
  }
  if (same) return true;
  for (std::size_t i = 0; i < group.size(); ++i) states_[group[i]] = before[i];
  if (choice != none) members_[choice_index_[choice]] = std::move(order);
  return false;
}

// A choice in several places, a member of several choices, and one that depends on another one.
bool Evaluator::has_odd_members(const std::vector<SymbolId>& group) const {
  const Symbol& choice = model_.symbols[group[0]];
  const std::vector<SymbolId> members(group.begin() + 1, group.end());
  return choice.nodes.size() != 1 || std::ranges::any_of(members, [&](SymbolId id) {
           const Symbol& member = model_.symbols[id];
           return member.member_of != choice.nodes[0] ||
                  name_one_of(model_, expressions_of(model_, member), members);
         });
}

bool Evaluator::has_to_evaluate_all(const std::vector<SymbolId>& group, const UserValues& values) {
  const Dialect& dialect = model_.dialect;
  if (dialect.interviews || has_dropped_) return true;
  if (group.size() > 1 && has_odd_members(group)) return true;
  if (!dialect.drops_numbers_out_of_range) return false;
  return std::ranges::any_of(values, [&](const UserValue& value) {
    const Type type = model_.symbols[value.symbol].type;
    return (type == Type::integer || type == Type::hex) && !is_in_range(value.symbol, value.text);
  });
}

}  // namespace linuxbake::kconfig
