// SPDX-License-Identifier: MIT
#include "kconfig/finalize_choice_symbols.h"

#include <algorithm>

namespace linuxbake::kconfig {
namespace {

// A choice without a type has its first typed member's; members without one have the choice's.
void settle_types(Model& model, NodeId choice) {
  Type& type = model.symbols[model.nodes[choice].symbol].type;
  const auto children = [&](auto&& act) {
    for (NodeId id = model.nodes[choice].first_child; id != none; id = model.nodes[id].next)
      if (model.nodes[id].symbol != none) act(model.symbols[model.nodes[id].symbol].type);
  };
  children([&](Type own) {
    if (type == Type::unknown) type = own;
  });
  children([&](Type& own) {
    if (own == Type::unknown) own = type;
  });
}

// Whether the expression asks for the symbol in any case: it is a part of its conjunctions.
bool needs(const Model& model, ExprId id, SymbolId symbol) {
  std::vector<ExprId> open = {id};
  while (!open.empty()) {
    const Expression e = model.expressions[open.back()];
    open.pop_back();
    if (e.op == Op::conjunction) {
      open.push_back(e.left);
      open.push_back(e.right);
    } else if (e.op == Op::symbol || e.op == Op::equal || e.op == Op::unequal) {
      const bool asks = e.op == Op::symbol ||
                        (e.op == Op::equal && (e.right == model.yes || e.right == model.mod)) ||
                        (e.op == Op::unequal && e.right == model.no);
      if (e.left == symbol && asks) return true;
    }
  }
  return false;
}

// The members of a choice: its entries, but for those that depend on the entry before them.
void collect_members(Model& model, NodeId parent, NodeId choice) {
  SymbolId head = none;
  for (NodeId id = model.nodes[parent].first_child; id != none; id = model.nodes[id].next) {
    if (follows(model, id, head)) continue;
    const Node& node = model.nodes[id];
    head = node.symbol;
    if (node.kind == NodeKind::condition) collect_members(model, id, choice);
    if (node.kind != NodeKind::entry || model.symbols[node.symbol].member_of != none) continue;
    model.symbols[node.symbol].member_of = choice;
    model.nodes[choice].members.push_back(node.symbol);
  }
}

ExprId surroundings(Model& model, NodeId parent) {
  const Node& node = model.nodes[parent];
  if (node.kind == NodeKind::choice) return model.symbol_expression(node.symbol);
  return node.depends;
}

// A member that is a bool exists only where its tristate choice is y.
ExprId needs_whole_choice(Model& model, SymbolId symbol) {
  const NodeId choice = model.symbols[symbol].member_of;
  if (choice == none || model.symbols[symbol].type == Type::tristate) return none;
  const SymbolId owner = model.nodes[choice].symbol;
  if (model.symbols[owner].type != Type::tristate) return none;
  return model.expression(Op::equal, owner, model.yes);
}

void spread_choice_dependencies(Model& model) {
  for (NodeId id = root_node + 1; id < model.nodes.size(); ++id) {
    const ExprId outer = surroundings(model, model.nodes[id].parent);
    Node& node = model.nodes[id];
    node.depends = model.conjunction(outer, node.own_depends);
    if (node.kind != NodeKind::entry) continue;
    const ExprId whole = needs_whole_choice(model, node.symbol);
    node.depends = model.conjunction(whole, node.depends);
    Symbol& symbol = model.symbols[node.symbol];
    symbol.direct = model.disjunction(symbol.direct, node.depends);
  }
  for (Property& property : model.properties)
    property.condition =
        model.conjunction(model.nodes[property.node].depends, property.own_condition);
}

// A choice that is not optional is at least m where it is visible.
void bind_choice(Model& model, NodeId id) {
  const Node& node = model.nodes[id];
  Symbol& choice = model.symbols[node.symbol];
  if (choice.optional || node.prompt == none) return;
  const ExprId shown = model.properties[node.prompt].condition;
  const ExprId least = model.conjunction(shown, model.symbol_expression(model.mod));
  choice.reverse = model.disjunction(choice.reverse, least);
}

}  // namespace

bool follows(const Model& model, NodeId id, SymbolId head) {
  const Node& node = model.nodes[id];
  if (head == none) return false;
  if (needs(model, node.own_depends, head)) return true;
  return node.prompt != none && needs(model, model.properties[node.prompt].own_condition, head);
}

void finalize_choice_symbols(Model& model) {
  const auto choices = [&](auto&& act) {
    for (NodeId id = root_node + 1; id < model.nodes.size(); ++id)
      if (model.nodes[id].kind == NodeKind::choice) act(id);
  };
  choices([&](NodeId id) { settle_types(model, id); });
  choices([&](NodeId id) { collect_members(model, id, id); });
  spread_choice_dependencies(model);
  collect_reverse_dependencies(model);
  choices([&](NodeId id) { bind_choice(model, id); });
}

}  // namespace linuxbake::kconfig
