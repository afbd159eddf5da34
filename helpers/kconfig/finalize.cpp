// SPDX-License-Identifier: MIT
#include "kconfig/finalize.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kconfig/finalize_choice_symbols.h"

namespace linuxbake::kconfig {
namespace {

constexpr std::uint32_t deepest_chain = 15'000;

void spread_dependencies(Model& model) {
  for (NodeId id = root_node + 1; id < model.nodes.size(); ++id) {
    Node& node = model.nodes[id];
    node.depends = model.conjunction(model.nodes[node.parent].depends, node.own_depends);
    const bool is_plain_entry =
        node.kind == NodeKind::entry && model.nodes[node.parent].kind != NodeKind::choice;
    if (!is_plain_entry) continue;
    Symbol& symbol = model.symbols[node.symbol];
    symbol.direct = model.disjunction(symbol.direct, node.depends);
  }
  for (Property& property : model.properties)
    property.condition =
        model.conjunction(model.nodes[property.node].depends, property.own_condition);
}

// Looks for symbols whose values depend on themselves. Vertices are symbols and expressions, so
// that a condition that many share is walked once; a choice and its members are one vertex.
class CycleCheck {
 public:
  explicit CycleCheck(const Model& model)
      : model_(model),
        symbol_count_(static_cast<std::uint32_t>(model.symbols.size())),
        states_(model.symbols.size() + model.expressions.size()) {}

  Result<void> run() {
    for (SymbolId id = 1; id < symbol_count_; ++id) {
      const Result<void> done = visit(unit(id));
      if (!done) return done;
    }
    return {};
  }

 private:
  enum class Color : std::uint8_t { white, grey, black };
  struct State {
    Color color = Color::white;
    std::uint32_t depth = 0;
  };
  struct Frame {
    std::uint32_t vertex;
    std::vector<std::uint32_t> successors;
    std::size_t next = 0;
  };

  [[nodiscard]] std::uint32_t unit(SymbolId id) const {
    const NodeId choice = model_.symbols[id].member_of;
    return choice == none ? id : model_.nodes[choice].symbol;
  }

  void add(std::vector<std::uint32_t>& to, ExprId id) const {
    if (id != none) to.push_back(symbol_count_ + id);
  }

  void add_symbol(std::vector<std::uint32_t>& to, SymbolId id) const {
    if (id == model_.conditional_mod) id = model_.modules;
    if (!model_.symbols[id].constant) to.push_back(unit(id));
  }

  void successors_of_symbol(SymbolId id, std::vector<std::uint32_t>& to) const {
    const Symbol& symbol = model_.symbols[id];
    for (const ExprId e : {symbol.direct, symbol.reverse, symbol.implied}) add(to, e);
    for (const PropertyId p : symbol.properties) {
      const Property& property = model_.properties[p];
      if (property.kind == PropertyKind::select || property.kind == PropertyKind::imply) continue;
      add(to, property.condition);
      if (property.kind == PropertyKind::default_value && !symbol.is_choice)
        add(to, property.value);
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> successors(std::uint32_t vertex) const {
    std::vector<std::uint32_t> to;
    if (vertex < symbol_count_) {
      successors_of_symbol(vertex, to);
      if (!model_.symbols[vertex].is_choice) return to;
      for (const SymbolId member : model_.nodes[model_.symbols[vertex].nodes[0]].members)
        successors_of_symbol(member, to);
      return to;
    }
    const Expression& e = model_.expressions[vertex - symbol_count_];
    if (e.op == Op::conjunction || e.op == Op::disjunction) {
      to = {symbol_count_ + e.left, symbol_count_ + e.right};
    } else if (e.op == Op::negation) {
      to = {symbol_count_ + e.left};
    } else {
      add_symbol(to, e.left);
      if (e.op != Op::symbol) add_symbol(to, e.right);
    }
    return to;
  }

  Result<void> visit(std::uint32_t first) {
    if (states_[first].color != Color::white) return {};
    open(first);
    while (!stack_.empty()) {
      if (states_[stack_.back().vertex].depth > deepest_chain) return too_deep();
      Frame& frame = stack_.back();
      if (frame.next == frame.successors.size()) {
        close();
        continue;
      }
      const std::uint32_t next = frame.successors[frame.next++];
      if (states_[next].color == Color::grey && !model_.dialect.choice_is_symbol)
        return cycle(next);
      if (states_[next].color == Color::white) {
        open(next);
      } else if (states_[next].color == Color::black) {
        deepen(frame.vertex, next);
      }
    }
    return {};
  }

  void open(std::uint32_t vertex) {
    states_[vertex].color = Color::grey;
    stack_.push_back({vertex, successors(vertex)});
  }

  void close() {
    const std::uint32_t vertex = stack_.back().vertex;
    states_[vertex].color = Color::black;
    stack_.pop_back();
    if (!stack_.empty()) deepen(stack_.back().vertex, vertex);
  }

  // The evaluator walks the left sides of && and || without recursion.
  void deepen(std::uint32_t vertex, std::uint32_t successor) {
    bool counts = true;
    if (vertex >= symbol_count_) {
      const Expression& e = model_.expressions[vertex - symbol_count_];
      const bool chain = e.op == Op::conjunction || e.op == Op::disjunction;
      counts = !chain || e.left + symbol_count_ != successor;
    }
    states_[vertex].depth =
        std::max(states_[vertex].depth, states_[successor].depth + (counts ? 1 : 0));
  }

  [[nodiscard]] std::string name_of(std::uint32_t vertex) const {
    const Symbol& symbol = model_.symbols[vertex];
    return symbol.is_choice ? "a choice" : std::string(symbol.name);
  }

  [[nodiscard]] Place place_of(std::uint32_t vertex) const {
    const Symbol& symbol = model_.symbols[vertex];
    return symbol.nodes.empty() ? Place{} : model_.nodes[symbol.nodes[0]].place;
  }

  [[nodiscard]] tl::unexpected<Error> at(std::uint32_t vertex, std::string message) const {
    const Place place = place_of(vertex);
    return fail(std::move(message), model_.files[place.file], place.line);
  }

  [[nodiscard]] Result<void> cycle(std::uint32_t vertex) const {
    std::string chain;
    std::uint32_t first = none;
    bool inside = false;
    for (const Frame& frame : stack_) {
      inside = inside || frame.vertex == vertex;
      if (!inside || frame.vertex >= symbol_count_) continue;
      if (first == none) first = frame.vertex;
      chain += fmt::format("{} ({}) -> ", name_of(frame.vertex),
                           model_.place_text(place_of(frame.vertex)));
    }
    if (first == none) first = vertex;
    return at(first, fmt::format("a symbol depends on itself: {}{}", chain, name_of(first)));
  }

  [[nodiscard]] Result<void> too_deep() const {
    for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame)
      if (frame->vertex < symbol_count_)
        return at(frame->vertex, "the chain of dependencies is too long");
    return fail("the chain of dependencies is too long");
  }

  const Model& model_;
  std::uint32_t symbol_count_;
  std::vector<State> states_;
  std::vector<Frame> stack_;
};

}  // namespace

void collect_reverse_dependencies(Model& model) {
  for (PropertyId id = 1; id < model.properties.size(); ++id) {
    const Property property = model.properties[id];
    if (property.kind != PropertyKind::select && property.kind != PropertyKind::imply) continue;
    const ExprId source = model.conjunction(
        model.symbol_expression(model.nodes[property.node].symbol), property.condition);
    Symbol& target = model.symbols[model.expressions[property.value].left];
    ExprId& list = property.kind == PropertyKind::select ? target.reverse : target.implied;
    list = model.disjunction(list, source);
  }
}

Result<void> finalize(Model& model) {
  if (model.dialect.choice_is_symbol) {
    finalize_choice_symbols(model);
  } else {
    spread_dependencies(model);
    collect_reverse_dependencies(model);
  }
  return CycleCheck(model).run();
}

}  // namespace linuxbake::kconfig
