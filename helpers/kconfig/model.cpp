// SPDX-License-Identifier: MIT
#include "kconfig/model.h"

#include <fmt/format.h>

#include <functional>

namespace linuxbake::kconfig {
namespace {

const char* comparison_text(Op op) {
  switch (op) {
    case Op::equal:
      return "=";
    case Op::unequal:
      return "!=";
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    default:
      return ">=";
  }
}

std::string symbol_text(const Model& model, SymbolId id) {
  const Symbol& symbol = model.symbols[id];
  if (symbol.is_choice) return "<choice>";
  const bool quoted = symbol.constant && id != model.yes && id != model.mod && id != model.no &&
                      id != model.conditional_mod && symbol.question == 0;
  return quoted ? fmt::format("\"{}\"", symbol.name) : std::string(symbol.name);
}

// Binds weaker: or, and, the rest.
int rank(Op op) {
  if (op == Op::disjunction) return 0;
  return op == Op::conjunction ? 1 : 2;
}

std::string operand_text(const Model& model, ExprId id, int outer_rank) {
  const std::string text = expression_text(model, id);
  return rank(model.expressions[id].op) < outer_rank ? "(" + text + ")" : text;
}

// Chains of one operator lean to the left and may be long: no recursion along them.
std::string chain_text(const Model& model, ExprId id) {
  const Op op = model.expressions[id].op;
  std::vector<ExprId> operands;
  for (; model.expressions[id].op == op; id = model.expressions[id].left)
    operands.push_back(model.expressions[id].right);
  std::string text = operand_text(model, id, rank(op));
  for (auto operand = operands.rbegin(); operand != operands.rend(); ++operand) {
    text += op == Op::conjunction ? " && " : " || ";
    text += operand_text(model, *operand, rank(op));
  }
  return text;
}

std::size_t hash_of(const Expression& e) {
  std::uint64_t h = static_cast<std::uint64_t>(e.op) * 0x9E3779B97F4A7C15U;
  h = (h ^ e.left) * 0xBF58476D1CE4E5B9U;
  h = (h ^ e.right ^ (h >> 29U)) * 0x94D049BB133111EBU;
  return h ^ (h >> 31U);
}

std::size_t hash_of(std::string_view name) {
  return std::hash<std::string_view>()(name);
}

}  // namespace

Model::Model() : symbols(1), expressions(1), properties(1), nodes(2), files(1) {
  nodes[root_node].kind = NodeKind::root;
  nodes[root_node].is_menu = true;
  yes = intern("y", true);
  mod = intern("m", true);
  no = intern("n", true);
  for (const SymbolId id : {yes, mod, no}) symbols[id].type = Type::tristate;
  modules = no;
  conditional_mod = static_cast<SymbolId>(symbols.size());
  symbols.push_back(symbols[mod]);
}

SymbolId Model::intern(std::string_view name, bool constant) {
  if (name.size() == 1 && no != none) {
    if (name == "y") return yes;
    if (name == "m") return mod;
    if (name == "n") return no;
  }
  IdTable& table = constant ? by_constant_name_ : by_name_;
  const auto fresh = static_cast<SymbolId>(symbols.size());
  const SymbolId id = table.find_or_insert(
      hash_of(name), fresh, [&](SymbolId known) { return symbols[known].name == name; });
  if (id == fresh) {
    Symbol& symbol = symbols.emplace_back();
    symbol.name = name;
    symbol.constant = constant;
  }
  return id;
}

SymbolId Model::find(std::string_view name) const {
  return by_name_.find(hash_of(name), [&](SymbolId known) { return symbols[known].name == name; });
}

SymbolId Model::add_choice() {
  Symbol& symbol = symbols.emplace_back();
  symbol.is_choice = true;
  return static_cast<SymbolId>(symbols.size() - 1);
}

SymbolId Model::question_symbol(QuestionId question, std::string_view name) {
  const auto [place, is_new] =
      by_question_.try_emplace(question, static_cast<SymbolId>(symbols.size()));
  if (is_new) {
    Symbol& symbol = symbols.emplace_back();
    symbol.name = name;
    symbol.type = Type::tristate;
    symbol.constant = true;
    symbol.question = question;
  }
  return place->second;
}

ExprId Model::expression(Op op, std::uint32_t left, std::uint32_t right) {
  const Expression wanted{op, left, right};
  const auto fresh = static_cast<ExprId>(expressions.size());
  const ExprId id = by_expression_.find_or_insert(
      hash_of(wanted), fresh, [&](ExprId known) { return expressions[known] == wanted; });
  if (id != fresh) return id;
  expressions.push_back(wanted);
  const bool is_chain = op == Op::conjunction || op == Op::disjunction;
  asks_.push_back(is_chain             ? asks_[left] || asks_[right]
                  : op == Op::negation ? asks_[left]
                                       : symbols[left].question != 0);
  return id;
}

ExprId Model::conjunction(ExprId left, ExprId right) {
  if (left == none) return right;
  if (right == none || left == right) return left;
  return expression(Op::conjunction, left, right);
}

ExprId Model::disjunction(ExprId left, ExprId right) {
  if (left == none) return right;
  if (right == none || left == right) return left;
  return expression(Op::disjunction, left, right);
}

std::string_view Model::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

std::string Model::place_text(Place place) const {
  return fmt::format("{}:{}", files[place.file], place.line);
}

char tristate_letter(Tristate value) {
  return value == Tristate::no ? 'n' : value == Tristate::mod ? 'm' : 'y';
}

const char* type_name(Type type) {
  switch (type) {
    case Type::boolean:
      return "bool";
    case Type::tristate:
      return "tristate";
    case Type::integer:
      return "int";
    case Type::hex:
      return "hex";
    case Type::string:
      return "string";
    case Type::unknown:
      break;
  }
  return "unknown";
}

std::string expression_text(const Model& model, ExprId id) {
  const Expression& e = model.expressions[id];
  switch (e.op) {
    case Op::absent:
      return "y";
    case Op::symbol:
      return symbol_text(model, e.left);
    case Op::negation:
      return "!" + operand_text(model, e.left, 2);
    case Op::conjunction:
    case Op::disjunction:
      return chain_text(model, id);
    case Op::range:
      return fmt::format("[{} {}]", symbol_text(model, e.left), symbol_text(model, e.right));
    default:
      return symbol_text(model, e.left) + comparison_text(e.op) + symbol_text(model, e.right);
  }
}

bool is_logical(const Model& model, SymbolId id) {
  const Type type = model.symbols[id].type;
  return type == Type::boolean || type == Type::tristate;
}

}  // namespace linuxbake::kconfig
