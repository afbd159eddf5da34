// SPDX-License-Identifier: MIT
#include "kconfig/evaluator.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <optional>

namespace linuxbake::kconfig {
namespace {

constexpr std::uint8_t unknown = 0xff;

std::string_view letter(Tristate value) {
  constexpr std::string_view letters = "nmy";
  return letters.substr(static_cast<std::size_t>(value), 1);
}

Tristate from_bool(bool value) {
  return value ? Tristate::yes : Tristate::no;
}

// A value as a comparison sees it.
struct Comparable {
  enum class Sort : std::uint8_t { text, signed_number, unsigned_number };
  Sort sort = Sort::text;
  unsigned long long bits = 0;
};

Comparable comparable(std::string_view text, Type type) {
  if (type == Type::boolean || type == Type::tristate) {
    const std::size_t place = text.size() == 1 ? std::string_view("nmy").find(text[0]) : 3;
    if (place > 2) return {};
    return {Comparable::Sort::signed_number, place};
  }
  const std::string copy(text);
  const int base = type == Type::integer ? 10 : type == Type::hex ? 16 : 0;
  char* end = nullptr;
  errno = 0;
  Comparable result{Comparable::Sort::signed_number, 0};
  if (type == Type::hex) {
    result.sort = Comparable::Sort::unsigned_number;
    result.bits = std::strtoull(copy.c_str(), &end, base);
  } else {
    result.bits = static_cast<unsigned long long>(std::strtoll(copy.c_str(), &end, base));
  }
  const bool whole = errno == 0 && *end == '\0' && end > copy.c_str() &&
                     std::isxdigit(static_cast<unsigned char>(end[-1])) != 0;
  return whole ? result : Comparable{};
}

template <typename Value>
int order(Value left, Value right) {
  return (left > right) - (left < right);
}

int compared(const Comparable& left, const Comparable& right, std::string_view left_text,
             std::string_view right_text) {
  using Sort = Comparable::Sort;
  if (left.sort == Sort::text || right.sort == Sort::text) return left_text.compare(right_text);
  if (left.sort == Sort::unsigned_number || right.sort == Sort::unsigned_number)
    return order(left.bits, right.bits);
  return order(static_cast<long long>(left.bits), static_cast<long long>(right.bits));
}

bool holds(Op op, int order) {
  switch (op) {
    case Op::equal:
      return order == 0;
    case Op::unequal:
      return order != 0;
    case Op::less:
      return order < 0;
    case Op::less_equal:
      return order <= 0;
    case Op::greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

}  // namespace

Evaluator::Evaluator(const Model& model)
    : model_(model),
      states_(model.symbols.size()),
      expressions_(model.expressions.size(), unknown),
      choice_index_(model.nodes.size()) {
  set_user_values({});
}

void Evaluator::set_user_values(const UserValues& values) {
  members_.assign(1, {});
  for (NodeId id = root_node; id < model_.nodes.size(); ++id) {
    if (model_.nodes[id].kind != NodeKind::choice) continue;
    choice_index_[id] = static_cast<std::uint32_t>(members_.size());
    members_.push_back(model_.nodes[id].members);
  }
  std::ranges::fill(states_, State{});
  has_dropped_ = false;
  for (const UserValue& value : values) {
    if (model_.dialect.first_line_holds)
      ask_for_first(value);
    else
      take(value);
  }
  invalidate();
}

void Evaluator::ask_for(const UserValue& value) {
  take(value);
  invalidate();
}

void Evaluator::take(const UserValue& value) {
  State& state = states_[value.symbol];
  state.has_user = true;
  state.user = value.tristate;
  state.user_text = value.text;
  if (const NodeId choice = model_.symbols[value.symbol].member_of; choice != none) {
    std::vector<SymbolId>& members = members_[choice_index_[choice]];
    const auto place = std::ranges::find(members, value.symbol);
    if (place != members.end()) std::rotate(members.begin(), place, place + 1);
    if (model_.dialect.choice_is_symbol) ask_choice_symbol(choice, value);
  }
}

void Evaluator::forget(SymbolId symbol) {
  states_[symbol].has_user = false;
  invalidate();
}

void Evaluator::ask_for_all_others(Tristate wanted) {
  for (SymbolId id = 1; id < model_.symbols.size(); ++id) {
    const Symbol& symbol = model_.symbols[id];
    const bool logical = symbol.type == Type::boolean || symbol.type == Type::tristate;
    if (!logical || symbol.constant || states_[id].has_user) continue;
    const bool all = model_.dialect.choice_is_symbol;
    if (!all && (symbol.is_choice || symbol.member_of != none)) continue;
    const bool has_prompt = std::ranges::any_of(
        symbol.nodes, [&](NodeId node) { return model_.nodes[node].prompt != none; });
    if (!has_prompt && !all) continue;
    states_[id].has_user = true;
    states_[id].user = wanted == Tristate::no && symbol.yes_in_allnoconfig ? Tristate::yes : wanted;
  }
  invalidate();
}

// Cheap where nothing has been computed since the last time.
void Evaluator::invalidate() {
  if (!computed_) return;
  computed_ = false;
  for (State& state : states_) state.valid = false;
  std::ranges::fill(expressions_, unknown);
}

void Evaluator::begin() {
  computed_ = true;
  for (const SymbolId id : {model_.yes, model_.mod, model_.no}) {
    states_[id].valid = true;
    states_[id].value = id == model_.yes   ? Tristate::yes
                        : id == model_.mod ? Tristate::mod
                                           : Tristate::no;
  }
  modules_ = Tristate::no;
  compute(model_.modules);
  modules_ = states_[model_.modules].value;
  State& conditional = states_[model_.conditional_mod];
  conditional.valid = true;
  conditional.value = std::min(Tristate::mod, modules_);
}

Type Evaluator::type(SymbolId symbol) const {
  const Type type = model_.symbols[symbol].type;
  return type == Type::tristate && modules_ == Tristate::no ? Type::boolean : type;
}

Tristate Evaluator::promoted(SymbolId symbol, Tristate value) const {
  return value == Tristate::mod && type(symbol) == Type::boolean ? Tristate::yes : value;
}

void Evaluator::compute(SymbolId id) {
  if (!computed_) begin();
  State& state = states_[id];
  if (state.valid) return;
  state.valid = true;
  state.written = false;
  state.value = Tristate::no;
  const Symbol& symbol = model_.symbols[id];
  if (symbol.question != 0) {
    state.value = from_bool(model_.questions->is_yes(symbol.question));
    return;
  }
  if (symbol.type == Type::unknown) {
    state.text = symbol.name;
    return;
  }
  const bool from_zero = model_.dialect.numbers_begin_at_zero;
  state.text = !from_zero                     ? ""
               : symbol.type == Type::integer ? "0"
               : symbol.type == Type::hex     ? "0x0"
                                              : "";
  compute_bounds(id);
  state.written = state.visible != Tristate::no;
  if (symbol.type == Type::boolean || symbol.type == Type::tristate)
    compute_tristate(id);
  else
    compute_text(id);
  if (symbol.is_choice && model_.dialect.choice_is_symbol && state.value == Tristate::yes &&
      chosen_by_symbol(id) == none)
    state.value = Tristate::no;
  if (symbol.is_choice || symbol.transitional || symbol.never_written) state.written = false;
}

void Evaluator::compute_bounds(SymbolId id) {
  State& state = states_[id];
  const Symbol& symbol = model_.symbols[id];
  if (symbol.transitional) {
    state.visible = Tristate::yes;
    return;
  }
  Tristate visible = Tristate::no;
  for (const PropertyId p : symbol.properties) {
    const Property& property = model_.properties[p];
    if (property.kind != PropertyKind::prompt) continue;
    Tristate shown = value(property.condition);
    if (shown == Tristate::mod && is_hidden_by_choice(symbol)) shown = Tristate::no;
    visible = std::max(visible, shown);
  }
  const bool takes_m = symbol.type == Type::tristate && modules_ != Tristate::no;
  state.visible = visible == Tristate::mod && !takes_m ? Tristate::yes : visible;
  if (symbol.member_of != none) return;
  state.direct = promoted(id, value(symbol.direct));
  state.reverse = symbol.reverse == none ? Tristate::no : promoted(id, value(symbol.reverse));
  state.implied = symbol.implied == none ? Tristate::no : promoted(id, value(symbol.implied));
  if (model_.dialect.implies_regardless && state.direct == Tristate::no)
    state.implied = Tristate::no;
}

void Evaluator::compute_tristate(SymbolId id) {
  State& state = states_[id];
  if (const NodeId choice = model_.symbols[id].member_of; choice != none) {
    if (!model_.dialect.choice_is_symbol) {
      state.value = from_bool(choose(choice) == id && state.visible != Tristate::no);
      return;
    }
    if (state.visible == Tristate::yes) {
      const SymbolId owner = model_.nodes[choice].symbol;
      state.value = from_bool(tristate(owner) == Tristate::yes && chosen_by_symbol(owner) == id);
      return;
    }
  }
  Tristate result = Tristate::no;
  if (state.visible != Tristate::no && state.has_user) {
    result = std::min(state.user, state.visible);
  } else {
    if (state.reverse != Tristate::no) state.written = true;
    const PropertyId p = model_.symbols[id].is_choice ? none : active_default(id);
    if (p != none) {
      const Property& property = model_.properties[p];
      result = std::min(value(property.value), value(property.condition));
      if (result != Tristate::no || model_.dialect.writes_what_is_not_visible) state.written = true;
    }
    if (state.implied != Tristate::no) {
      state.written = true;
      result = std::max(result, state.implied);
      if (!model_.dialect.implies_regardless) result = std::min(result, state.direct);
    }
  }
  result = std::max(result, state.reverse);
  const bool no_m = model_.dialect.implies_regardless && state.implied == Tristate::yes;
  state.value = result == Tristate::mod && no_m ? Tristate::yes : promoted(id, result);
}

void Evaluator::compute_text(SymbolId id) {
  State& state = states_[id];
  if (state.visible != Tristate::no && state.has_user) {
    state.text = state.user_text;
  } else if (const PropertyId p = active_default(id); p != none) {
    const Expression& e = model_.expressions[model_.properties[p].value];
    if (e.op == Op::symbol) {
      state.written = true;
      state.text = text(e.left);
    }
  }
  clamp(id);
}

long long Evaluator::number(SymbolId id, int base) {
  const Type type = model_.symbols[id].type;
  if (type == Type::integer) base = 10;
  if (type == Type::hex) base = 16;
  return std::strtoll(std::string(text(id)).c_str(), nullptr, base);
}

void Evaluator::clamp(SymbolId id) {
  const Type type = model_.symbols[id].type;
  if (type != Type::integer && type != Type::hex) return;
  const PropertyId p = active_range(id);
  if (p == none) return;
  const int base = type == Type::integer ? 10 : 16;
  const Expression& range = model_.expressions[model_.properties[p].value];
  const long long own = number(id, base);
  const long long low = number(range.left, base);
  if (own < low) {
    states_[id].text = text(range.left);
  } else if (own > number(range.right, base)) {
    states_[id].text = text(range.right);
  }
}

PropertyId Evaluator::active_default(SymbolId symbol) {
  for (const PropertyId p : model_.symbols[symbol].properties) {
    const Property& property = model_.properties[p];
    if (property.kind == PropertyKind::default_value && value(property.condition) != Tristate::no)
      return p;
  }
  return none;
}

PropertyId Evaluator::active_range(SymbolId symbol) {
  for (const PropertyId p : model_.symbols[symbol].properties) {
    const Property& property = model_.properties[p];
    if (property.kind == PropertyKind::range && value(property.condition) != Tristate::no) return p;
  }
  return none;
}

SymbolId Evaluator::choice_default(NodeId choice) {
  const Node& node = model_.nodes[choice];
  for (const PropertyId p : model_.symbols[node.symbol].properties) {
    const Property& property = model_.properties[p];
    if (property.kind != PropertyKind::default_value || value(property.condition) == Tristate::no)
      continue;
    const SymbolId wanted = model_.expressions[property.value].left;
    if (visibility(wanted) != Tristate::no) return wanted;
  }
  for (const SymbolId member : node.members)
    if (visibility(member) != Tristate::no) return member;
  return none;
}

SymbolId Evaluator::choose(NodeId choice) {
  const std::vector<SymbolId>& by_priority = members_[choice_index_[choice]];
  const auto shown = [&](SymbolId member) { return visibility(member) != Tristate::no; };
  for (const SymbolId member : by_priority)
    if (states_[member].has_user && states_[member].user == Tristate::yes && shown(member))
      return member;
  const SymbolId usual = choice_default(choice);
  if (usual != none && (!states_[usual].has_user || states_[usual].user != Tristate::no))
    return usual;
  for (const SymbolId member : model_.nodes[choice].members)
    if (!states_[member].has_user && shown(member)) return member;
  for (auto member = by_priority.rbegin(); member != by_priority.rend(); ++member)
    if (shown(*member)) return *member;
  return none;
}

Tristate Evaluator::visibility(SymbolId symbol) {
  if (!computed_) begin();
  if (!states_[symbol].valid) compute_bounds(symbol);
  return states_[symbol].visible;
}

Tristate Evaluator::tristate(SymbolId symbol) {
  compute(symbol);
  return states_[symbol].value;
}

std::string_view Evaluator::text(SymbolId symbol) {
  compute(symbol);
  const Type type = model_.symbols[symbol].type;
  const bool logical = type == Type::boolean || type == Type::tristate;
  return logical ? letter(states_[symbol].value) : states_[symbol].text;
}

Tristate Evaluator::selected(SymbolId symbol) {
  compute(symbol);
  return states_[symbol].reverse;
}

Tristate Evaluator::depends(SymbolId symbol) {
  compute(symbol);
  return states_[symbol].direct;
}

bool Evaluator::is_written(SymbolId symbol) {
  compute(symbol);
  return states_[symbol].written;
}

SymbolId Evaluator::chosen(NodeId choice) {
  if (model_.dialect.choice_is_symbol) return chosen_by_symbol(model_.nodes[choice].symbol);
  return choose(choice);
}

std::string Evaluator::default_text(SymbolId id) {
  const Symbol& symbol = model_.symbols[id];
  compute(id);
  const PropertyId p = active_default(id);
  if (symbol.type != Type::boolean && symbol.type != Type::tristate) {
    const Expression e = model_.expressions[p == none ? none : model_.properties[p].value];
    const std::string own = e.op == Op::symbol ? std::string(text(e.left)) : std::string();
    if (!own.empty()) return own;
    return symbol.type == Type::integer ? "0" : symbol.type == Type::hex ? "0x0" : "";
  }
  Tristate result = Tristate::no;
  if (p != none) {
    const Property& property = model_.properties[p];
    result = std::min(value(property.value), value(property.condition));
  }
  result = promoted(id, std::max(result, states_[id].reverse));
  return std::string(letter(std::max(result, states_[id].implied)));
}

Tristate Evaluator::value(ExprId id) {
  if (id == none) return Tristate::yes;
  if (!computed_) begin();
  if (expressions_[id] == unknown) {
    const Tristate result = evaluate(id);
    expressions_[id] = static_cast<std::uint8_t>(result);
  }
  return static_cast<Tristate>(expressions_[id]);
}

Tristate Evaluator::evaluate(ExprId id) {
  const Expression& e = model_.expressions[id];
  if (e.op == Op::symbol) return tristate(e.left);
  if (e.op == Op::negation) return static_cast<Tristate>(2 - static_cast<int>(value(e.left)));
  if (e.op != Op::conjunction && e.op != Op::disjunction) return compare(e);
  // What needs an answer comes last: often it does not matter any more.
  const Tristate final = e.op == Op::conjunction ? Tristate::no : Tristate::yes;
  const Tristate result = evaluate_operands(id, false);
  if (result == final || !model_.asks(id)) return result;
  const Tristate asked = evaluate_operands(id, true);
  return e.op == Op::conjunction ? std::min(result, asked) : std::max(result, asked);
}

// Of a chain of && or ||, those that ask something, or the others. Chains lean to the left and may
// be long: along them without recursion.
Tristate Evaluator::evaluate_operands(ExprId id, bool that_ask) {
  const Op op = model_.expressions[id].op;
  const bool is_and = op == Op::conjunction;
  const Tristate final = is_and ? Tristate::no : Tristate::yes;
  Tristate result = is_and ? Tristate::yes : Tristate::no;
  const auto take = [&](ExprId operand) {
    if (model_.asks(operand) != that_ask) return;
    result = is_and ? std::min(result, value(operand)) : std::max(result, value(operand));
  };
  ExprId rest = id;
  for (; model_.expressions[rest].op == op && expressions_[rest] == unknown;
       rest = model_.expressions[rest].left) {
    take(model_.expressions[rest].right);
    if (result == final) return result;
  }
  take(rest);
  return result;
}

Tristate Evaluator::compare(const Expression& e) {
  const std::string_view left = text(e.left);
  const std::string_view right = text(e.right);
  const Type left_type = model_.symbols[e.left].type;
  const Type right_type = model_.symbols[e.right].type;
  const bool texts =
      (left_type == Type::string && right_type == Type::string) || model_.dialect.compares_letters;
  if (texts) return from_bool(holds(e.op, left.compare(right)));
  return from_bool(holds(
      e.op, compared(comparable(left, left_type), comparable(right, right_type), left, right)));
}

}  // namespace linuxbake::kconfig
