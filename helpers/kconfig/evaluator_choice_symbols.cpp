// SPDX-License-Identifier: MIT
// Choices that are symbols (see dialect.h). What the user asks for is the highest
// of what was asked of its members, and the member that was y last; while the choice is y one
// member is, while it is m any of them may be m.
#include <algorithm>
#include <cstdlib>

#include "kconfig/evaluator.h"

namespace linuxbake::kconfig {

void Evaluator::ask_choice_symbol(NodeId choice, const UserValue& value) {
  State& owner = states_[model_.nodes[choice].symbol];
  owner.has_user = value.tristate != Tristate::mod || owner.user != Tristate::yes;
  if (value.tristate == Tristate::yes) owner.user_member = value.symbol;
  owner.user = std::max(owner.user, value.tristate);
}

// BusyBox reads the first line of a symbol, and of a choice the first member that is y; a second
// one makes the choice a question again.
void Evaluator::ask_for_first(const UserValue& value) {
  if (states_[value.symbol].has_user) return;
  const NodeId choice = model_.symbols[value.symbol].member_of;
  const SymbolId owner = choice == none ? none : model_.nodes[choice].symbol;
  const SymbolId before = choice == none ? none : states_[owner].user_member;
  take(value);
  if (before == none || value.tristate != Tristate::yes) return;
  states_[owner].user_member = before;
  states_[owner].has_user = false;
}

SymbolId Evaluator::chosen_by_symbol(SymbolId choice) {
  const NodeId node = model_.symbols[choice].nodes[0];
  // Of each, though one of them may be just being computed: it is how we came here.
  for (const SymbolId member : model_.nodes[node].members) compute_bounds(member);
  const SymbolId wanted = states_[choice].user_member;
  if (wanted != none && visibility(wanted) != Tristate::no) return wanted;
  return choice_default(node);
}

// A member that could only be m does not show while the choice is y.
bool Evaluator::is_hidden_by_choice(const Symbol& member) {
  if (member.member_of == none || !model_.dialect.choice_is_symbol) return false;
  const SymbolId owner = model_.nodes[member.member_of].symbol;
  return member.type == Type::tristate && tristate(owner) == Tristate::yes;
}

// `conf` finds these when it has computed everything, and computes only the symbol itself anew:
// what took its value over keeps it.
void Evaluator::drop_values_out_of_range() {
  std::vector<SymbolId> dropped;
  for (SymbolId id = 1; id < model_.symbols.size(); ++id) compute(id);
  for (SymbolId id = 1; id < model_.symbols.size(); ++id) {
    const Type type = model_.symbols[id].type;
    const bool number = type == Type::integer || type == Type::hex;
    if (number && states_[id].has_user && !is_in_range(id, states_[id].user_text))
      dropped.push_back(id);
  }
  for (const SymbolId id : dropped) {
    states_[id].has_user = false;
    states_[id].valid = false;
  }
  has_dropped_ = !dropped.empty();
}

bool Evaluator::is_in_range(SymbolId id, std::string_view text) {
  const PropertyId p = active_range(id);
  if (p == none) return true;
  const int base = model_.symbols[id].type == Type::integer ? 10 : 16;
  const Expression range = model_.expressions[model_.properties[p].value];
  const long long own = std::strtoll(std::string(text).c_str(), nullptr, base);
  return own >= number(range.left, base) && own <= number(range.right, base);
}

}  // namespace linuxbake::kconfig
