// SPDX-License-Identifier: MIT
// The choices of old trees: a choice is a symbol of its own. What the user asks for is the highest
// of what was asked of its members, and the member that was y last; while the choice is y one
// member is, while it is m any of them may be m.
#include <algorithm>

#include "kconfig/evaluator.h"

namespace linuxbake::kconfig {

void Evaluator::ask_old_choice(NodeId choice, const UserValue& value) {
  State& owner = states_[model_.nodes[choice].symbol];
  owner.has_user = value.tristate != Tristate::mod || owner.user != Tristate::yes;
  if (value.tristate == Tristate::yes) owner.user_member = value.symbol;
  owner.user = std::max(owner.user, value.tristate);
}

SymbolId Evaluator::chosen_old(SymbolId choice) {
  const SymbolId wanted = states_[choice].user_member;
  if (wanted != none && visibility(wanted) != Tristate::no) return wanted;
  return choice_default(model_.symbols[choice].nodes[0]);
}

// A member that could only be m does not show while the choice is y.
bool Evaluator::is_hidden_by_choice(const Symbol& member) {
  if (member.member_of == none || model_.dialect == Dialect::modern) return false;
  const SymbolId owner = model_.nodes[member.member_of].symbol;
  return member.type == Type::tristate && tristate(owner) == Tristate::yes;
}

}  // namespace linuxbake::kconfig
