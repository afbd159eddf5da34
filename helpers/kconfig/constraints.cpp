// SPDX-License-Identifier: MIT
#include "kconfig/constraints.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace linuxbake::kconfig {
namespace {

constexpr int deepest_default = 8;

}  // namespace

Constraints::Constraints(const Model& model, Evaluator& values, Sat& sat)
    : model_(model), values_(values), sat_(sat) {}

bool Constraints::is_bool(SymbolId id) const {
  return model_.symbols[id].type == Type::boolean;
}

LogicalValue Constraints::constant(Tristate value) const {
  return {value == Tristate::no ? -sat_.truth : sat_.truth,
          value == Tristate::yes ? sat_.truth : -sat_.truth};
}

LogicalValue Constraints::fresh(SymbolId id) {
  LogicalValue value;
  value.on = sat_.variable();
  value.yes = is_bool(id) ? value.on : sat_.variable();
  if (!is_bool(id)) sat_.add({-value.yes, value.on});
  return value;
}

LogicalValue Constraints::minimum(LogicalValue a, LogicalValue b) {
  return {sat_.conjunction(a.on, b.on), sat_.conjunction(a.yes, b.yes)};
}

LogicalValue Constraints::maximum(LogicalValue a, LogicalValue b) {
  return {sat_.disjunction(a.on, b.on), sat_.disjunction(a.yes, b.yes)};
}

LogicalValue Constraints::choice(Literal condition, LogicalValue then, LogicalValue otherwise) {
  return {sat_.choice(condition, then.on, otherwise.on),
          sat_.choice(condition, then.yes, otherwise.yes)};
}

void Constraints::freeze(Literal assumption, LogicalValue value, Tristate now) {
  bind(assumption, value, constant(now));
}

void Constraints::bind(Literal assumption, LogicalValue left, LogicalValue right) {
  for (const auto& [a, b] : {std::pair{left.on, right.on}, std::pair{left.yes, right.yes}}) {
    sat_.add({-assumption, -a, b});
    sat_.add({-assumption, a, -b});
  }
}

LogicalValue Constraints::symbol(SymbolId id) {
  if (id == model_.conditional_mod) return {modules(), -sat_.truth};
  const Symbol& symbol = model_.symbols[id];
  const bool logical = symbol.type == Type::boolean || symbol.type == Type::tristate;
  if (symbol.constant || !logical || symbol.nodes.empty()) return constant(values_.tristate(id));
  const auto [place, is_new] = entries_.try_emplace(id);
  if (is_new) {
    const LogicalValue value = fresh(id);
    const Literal frozen = sat_.variable();
    freeze(frozen, value, values_.tristate(id));
    const bool is_on = values_.tristate(id) != Tristate::no;
    sat_.prefer(is_on ? value.on : -value.on);
    Entry& entry = entries_[id];
    entry.value = value;
    entry.frozen = frozen;
    return value;
  }
  return place->second.value;
}

Literal Constraints::modules() {
  return symbol(model_.modules).on;
}

LogicalValue Constraints::promoted(SymbolId id, LogicalValue value) {
  if (is_bool(id)) return {value.on, value.on};
  const Literal becomes_yes = sat_.conjunction(value.on, -modules());
  return {value.on, sat_.disjunction(value.yes, becomes_yes)};
}

Literal Constraints::equal(LogicalValue left, LogicalValue right) {
  const auto same = [&](Literal a, Literal b) {
    return sat_.disjunction(sat_.conjunction(a, b), sat_.conjunction(-a, -b));
  };
  return sat_.conjunction(same(left.on, right.on), same(left.yes, right.yes));
}

// n < m < y.
Literal Constraints::at_most(LogicalValue left, LogicalValue right) {
  return sat_.conjunction(sat_.disjunction(-left.on, right.on),
                          sat_.disjunction(-left.yes, right.yes));
}

// Of symbols that are y, m or n; {0, 0} for what is compared as numbers or texts.
LogicalValue Constraints::comparison(const Expression& e) {
  const auto logical = [&](SymbolId id) {
    const Type type = model_.symbols[id].type;
    return type == Type::boolean || type == Type::tristate;
  };
  const bool equality = e.op == Op::equal || e.op == Op::unequal;
  const bool ordered = equality || !model_.dialect.compares_letters;
  if (!ordered || !logical(e.left) || !logical(e.right)) return {0, 0};
  const LogicalValue left = symbol(e.left);
  const LogicalValue right = symbol(e.right);
  Literal result = 0;
  switch (e.op) {
    case Op::less:
      result = -at_most(right, left);
      break;
    case Op::less_equal:
      result = at_most(left, right);
      break;
    case Op::greater:
      result = -at_most(left, right);
      break;
    case Op::greater_equal:
      result = at_most(right, left);
      break;
    case Op::unequal:
      result = -equal(left, right);
      break;
    default:
      result = equal(left, right);
  }
  return {result, result};
}

// Along the left sides without recursion: the selectors of a symbol may be thousands.
LogicalValue Constraints::chain(ExprId id) {
  const Op op = model_.expressions[id].op;
  std::vector<ExprId> operands;
  for (; model_.expressions[id].op == op; id = model_.expressions[id].left)
    operands.push_back(model_.expressions[id].right);
  LogicalValue value = expression(id);
  for (const ExprId operand : operands) {
    const LogicalValue next = expression(operand);
    value = op == Op::conjunction ? minimum(value, next) : maximum(value, next);
  }
  return value;
}

LogicalValue Constraints::expression(ExprId id) {
  if (id == none) return constant(Tristate::yes);
  if (const auto found = expressions_.find(id); found != expressions_.end()) return found->second;
  const Expression e = model_.expressions[id];
  LogicalValue value;
  switch (e.op) {
    case Op::symbol:
      value = symbol(e.left);
      break;
    case Op::negation: {
      const LogicalValue inner = expression(e.left);
      value = {-inner.yes, -inner.on};
      break;
    }
    case Op::conjunction:
    case Op::disjunction:
      value = chain(id);
      break;
    default:
      value = comparison(e);
      if (value.on == 0) value = frozen_comparison(id);
  }
  return expressions_[id] = value;
}

// Whether a configuration can give the number or string another value.
bool Constraints::can_change(SymbolId id) const {
  const Symbol& symbol = model_.symbols[id];
  if (symbol.constant || symbol.nodes.empty()) return false;
  std::size_t defaults = 0;
  for (const PropertyId p : symbol.properties) {
    const Property& property = model_.properties[p];
    if (property.kind == PropertyKind::prompt) return true;
    if (property.kind != PropertyKind::default_value) continue;
    const Expression& value = model_.expressions[property.value];
    if (property.condition != none || ++defaults > 1) return true;
    if (value.op != Op::symbol || can_change(value.left)) return true;
  }
  return false;
}

LogicalValue Constraints::frozen_comparison(ExprId id) {
  const Expression& e = model_.expressions[id];
  const Tristate now = values_.value(id);
  if (!can_change(e.left) && !can_change(e.right)) return constant(now);
  const Literal holds = sat_.variable();
  const Literal frozen = comparisons_[id] = sat_.variable();
  freeze(frozen, {holds, holds}, now);
  return {holds, holds};
}

// Whether the value of a number or string passes the test: by its defaults where it has no prompt,
// else as it is now.
Literal Constraints::passes(SymbolId id, const Test& test, int depth) {
  const bool now = test(values_.text(id));
  if (!can_change(id)) return now ? sat_.truth : -sat_.truth;
  const std::vector<PropertyId>& all = model_.symbols[id].properties;
  const bool follows = depth < deepest_default && std::ranges::all_of(all, [&](PropertyId p) {
                         const Property& property = model_.properties[p];
                         return property.kind != PropertyKind::prompt &&
                                property.kind != PropertyKind::range &&
                                (property.kind != PropertyKind::default_value ||
                                 model_.expressions[property.value].op == Op::symbol);
                       });
  if (!follows) {
    const Literal holds = sat_.variable();
    const auto [place, is_new] = numbers_.try_emplace(id, 0);
    if (is_new) place->second = sat_.variable();
    freeze(place->second, {holds, holds}, now ? Tristate::yes : Tristate::no);
    return holds;
  }
  const bool from_zero = model_.dialect.numbers_begin_at_zero;
  const Type type = model_.symbols[id].type;
  Literal result = test(!from_zero || type == Type::string ? ""
                        : type == Type::hex                ? "0x0"
                                                           : "0")
                       ? sat_.truth
                       : -sat_.truth;
  for (auto p = all.rbegin(); p != all.rend(); ++p) {
    const Property& property = model_.properties[*p];
    if (property.kind != PropertyKind::default_value) continue;
    const Literal one = passes(model_.expressions[property.value].left, test, depth + 1);
    result = sat_.choice(expression(property.condition).on, one, result);
  }
  return result;
}

// The first range whose condition holds applies.
Literal Constraints::in_range(SymbolId id, std::string_view number) {
  const int base = model_.symbols[id].type == Type::integer ? 10 : 16;
  const auto value = [base](std::string_view text) {
    return std::strtoll(std::string(text).c_str(), nullptr, base);
  };
  const long long own = value(number);
  Literal fits = sat_.truth;
  const std::vector<PropertyId>& all = model_.symbols[id].properties;
  for (auto p = all.rbegin(); p != all.rend(); ++p) {
    const Property& property = model_.properties[*p];
    if (property.kind != PropertyKind::range) continue;
    const Expression range = model_.expressions[property.value];
    const Literal low = passes(range.left, [&](std::string_view t) { return value(t) <= own; });
    const Literal high = passes(range.right, [&](std::string_view t) { return value(t) >= own; });
    fits = sat_.choice(expression(property.condition).on, sat_.conjunction(low, high), fits);
  }
  return fits;
}

Literal Constraints::can_be(SymbolId id, std::string_view text) {
  const Type type = model_.symbols[id].type;
  const Literal by_line = type == Type::string ? sat_.truth : in_range(id, text);
  const Literal shown = visibility(id).on;
  if (shown == sat_.truth) return by_line;
  Literal by_default = -sat_.truth;
  const std::vector<PropertyId>& all = model_.symbols[id].properties;
  for (auto p = all.rbegin(); p != all.rend(); ++p) {
    const Property& property = model_.properties[*p];
    if (property.kind != PropertyKind::default_value) continue;
    const Expression& value = model_.expressions[property.value];
    const Literal same =
        value.op != Op::symbol
            ? -sat_.truth
            : passes(value.left, [&](std::string_view one) { return one == text; });
    by_default = sat_.choice(expression(property.condition).on, same, by_default);
  }
  return sat_.choice(shown, by_line, by_default);
}

LogicalValue Constraints::default_of(SymbolId id) {
  const Symbol& symbol = model_.symbols[id];
  LogicalValue result = constant(Tristate::no);
  for (auto p = symbol.properties.rbegin(); p != symbol.properties.rend(); ++p) {
    const Property& property = model_.properties[*p];
    if (property.kind != PropertyKind::default_value) continue;
    const LogicalValue when = expression(property.condition);
    result = choice(when.on, minimum(expression(property.value), when), result);
  }
  if (symbol.implied == none) return result;
  const LogicalValue implied = promoted(id, expression(symbol.implied));
  const LogicalValue direct = promoted(id, expression(symbol.direct));
  return choice(implied.on, minimum(maximum(result, implied), direct), result);
}

LogicalValue Constraints::selectors_of(SymbolId id) {
  const ExprId reverse = model_.symbols[id].reverse;
  return reverse == none ? constant(Tristate::no) : promoted(id, expression(reverse));
}

LogicalValue Constraints::visibility(SymbolId id) {
  LogicalValue shown = constant(Tristate::no);
  for (const PropertyId p : model_.symbols[id].properties) {
    const Property& property = model_.properties[p];
    if (property.kind == PropertyKind::prompt)
      shown = maximum(shown, expression(property.condition));
  }
  return promoted(id, shown);
}

void Constraints::expand(SymbolId id) {
  symbol(id);
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.expanded) return;
  if (const NodeId choice = model_.symbols[id].member_of; choice != none) {
    expand_choice(choice);
  } else {
    expand_plain(id);
  }
}

void Constraints::expand_plain(SymbolId id) {
  Entry entry = entries_[id];
  entry.expanded = true;
  entry.frozen = 0;
  entry.rule = sat_.variable();
  entry.shown = visibility(id);
  entry.own_default = fresh(id);
  entry.selected = fresh(id);
  const bool has_prompt = entry.shown.on != -sat_.truth;

  entry.selectors = sat_.variable();
  freeze(entry.selectors, entry.selected, values_.selected(id));
  entry.defaults = sat_.variable();
  const std::string text = values_.default_text(id);
  freeze(entry.defaults, entry.own_default,
         text == "y"   ? Tristate::yes
         : text == "m" ? Tristate::mod
                       : Tristate::no);

  LogicalValue own = entry.own_default;
  if (has_prompt) {
    if (values_.has_user_value(id)) {
      const LogicalValue user = minimum(constant(values_.user_tristate(id)), entry.shown);
      own = choice(entry.shown.on, promoted(id, user), own);
    }
    entry.line = sat_.variable();
    sat_.prefer(-entry.line);
    sat_.add({-entry.rule, -entry.line, entry.shown.on});
    const LogicalValue written = fresh(id);
    sat_.add({-entry.rule, -entry.line, -written.on, entry.shown.on});
    sat_.add({-entry.rule, -entry.line, -written.yes, entry.shown.yes});
    own = choice(entry.line, written, own);
  }
  bind(entry.rule, entry.value, promoted(id, maximum(own, entry.selected)));
  entries_[id] = entry;
  expanded_.push_back(id);
  if (!has_prompt) refine(id);
}

bool Constraints::refine(SymbolId id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return false;
  if (!found->second.expanded) return expand(id), true;
  const bool changes = found->second.defaults != 0 || found->second.selectors != 0;
  if (!changes) return false;
  found->second.defaults = 0;
  found->second.selectors = 0;
  const Entry entry = found->second;  // what follows makes new entries
  bind(entry.rule, entry.own_default, promoted(id, default_of(id)));
  bind(entry.rule, entry.selected, selectors_of(id));
  return true;
}

// Exactly one visible member is y: the one that is so now while it can, another only by a line.
void Constraints::expand_choice(NodeId node) {
  const SymbolId now = values_.chosen(node);
  const Literal rule = sat_.variable();
  const std::vector<SymbolId> members = model_.nodes[node].members;
  std::vector<Literal> some = {-rule};
  std::vector<LogicalValue> shown;
  for (const SymbolId member : members) {
    symbol(member);
    shown.push_back(visibility(member));
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    Entry& entry = entries_[members[i]];
    entry.expanded = true;
    entry.frozen = 0;
    entry.rule = rule;
    entry.shown = shown[i];
    entry.line = sat_.variable();
    sat_.prefer(-entry.line);
    expanded_.push_back(members[i]);
    const Literal yes = entry.value.yes;
    sat_.add({-rule, -yes, shown[i].on});
    sat_.add({-rule, -entry.line, yes});
    const bool is_asked_for =
        values_.has_user_value(members[i]) && values_.user_tristate(members[i]) == Tristate::yes;
    if (members[i] != now && !is_asked_for) sat_.add({-rule, -yes, entry.line});
    for (std::size_t j = 0; j < i; ++j) sat_.add({-rule, -yes, -entries_[members[j]].value.yes});
    some.push_back(yes);
  }
  if (model_.symbols[model_.nodes[node].symbol].optional) return;
  for (const LogicalValue& one : shown) {
    std::vector<Literal> clause = some;
    clause.push_back(-one.on);
    sat_.add(clause);
  }
}

Literal Constraints::line(SymbolId id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? 0 : found->second.line;
}

Literal Constraints::rule(SymbolId id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? 0 : found->second.rule;
}

std::vector<Literal> Constraints::assumptions() const {
  std::vector<Literal> all;
  for (const auto& [id, entry] : entries_)
    for (const Literal literal : {entry.frozen, entry.rule, entry.defaults, entry.selectors})
      if (literal != 0) all.push_back(literal);
  for (const auto& [id, frozen] : comparisons_) all.push_back(frozen);
  for (const auto& [id, frozen] : numbers_) all.push_back(frozen);
  std::ranges::sort(all);
  return all;
}

Constraints::Core Constraints::core() const {
  Core core;
  for (const auto& [id, entry] : entries_) {
    const auto rests_on = [&](Literal literal) { return literal != 0 && sat_.failed(literal); };
    if (rests_on(entry.frozen) || rests_on(entry.defaults) || rests_on(entry.selectors))
      core.frozen.push_back(id);
    if (rests_on(entry.rule)) core.rules.push_back(id);
  }
  for (const auto& [id, frozen] : comparisons_)
    if (sat_.failed(frozen)) core.comparisons.push_back(id);
  std::ranges::sort(core.comparisons);
  for (const auto& [id, frozen] : numbers_)
    if (sat_.failed(frozen)) core.numbers.push_back(id);
  std::ranges::sort(core.numbers);
  std::ranges::sort(core.frozen);
  std::ranges::sort(core.rules);
  return core;
}

std::vector<SymbolId> Constraints::known() const {
  std::vector<SymbolId> all;
  for (const auto& [id, entry] : entries_) all.push_back(id);
  std::ranges::sort(all);
  return all;
}

Tristate Constraints::solution(SymbolId id) const {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return values_.tristate(id);
  if (!sat_.is_true(found->second.value.on)) return Tristate::no;
  return sat_.is_true(found->second.value.yes) ? Tristate::yes : Tristate::mod;
}

}  // namespace linuxbake::kconfig
