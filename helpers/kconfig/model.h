// SPDX-License-Identifier: MIT
// model.h - a Kconfig tree in memory: symbols, expressions, properties, menu nodes.
//
// The language is the one of Documentation/kbuild/kconfig-language.rst. Everything is an index into
// a vector of the Model; index 0 is "none" everywhere (for expressions: a condition that is not
// there, which is the same as y). Texts are views into the files' buffers, which the Model owns.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"
#include "kconfig/dialect.h"
#include "kconfig/id_table.h"
#include "kconfig/questions.h"

namespace linuxbake::kconfig {

enum class Tristate : std::uint8_t { no, mod, yes };
enum class Type : std::uint8_t { unknown, boolean, tristate, integer, hex, string };

using SymbolId = std::uint32_t;
using ExprId = std::uint32_t;
using NodeId = std::uint32_t;
using PropertyId = std::uint32_t;
using FileId = std::uint32_t;
inline constexpr std::uint32_t none = 0;

struct Place {
  FileId file = 0;
  std::uint32_t line = 0;
};

enum class Op : std::uint8_t {
  absent,    // expression 0
  symbol,    // left: a symbol
  negation,  // left: an expression
  conjunction,
  disjunction,
  equal,  // left and right: symbols
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  range,
};

struct Expression {
  Op op = Op::absent;
  std::uint32_t left = 0;
  std::uint32_t right = 0;

  friend bool operator==(const Expression&, const Expression&) = default;
};

enum class PropertyKind : std::uint8_t { prompt, default_value, select, imply, range };

struct Property {
  PropertyKind kind = PropertyKind::prompt;
  std::string_view text;        // of a prompt
  ExprId value = none;          // of a default, a select, an imply, a range
  ExprId condition = none;      // after finalize(): with all that surrounds it
  ExprId own_condition = none;  // as it is written
  NodeId node = none;
  Place place;
};

struct Symbol {
  std::string_view name;  // empty: a choice
  Type type = Type::unknown;
  bool constant = false;    // y, m, n, what stands in quotes, and a question
  QuestionId question = 0;  // its answer is the value; the name is the macro as it is written
  bool is_choice = false;
  bool optional = false;  // of a choice in old trees
  bool transitional = false;
  bool never_written = false;          // to a .config
  bool yes_in_allnoconfig = false;     // "option allnoconfig_y"
  NodeId member_of = none;             // the node of its choice
  std::vector<PropertyId> properties;  // of all its definitions, in the order of the text
  std::vector<NodeId> nodes;
  ExprId direct = none;   // finalize(): what it depends on, over all definitions
  ExprId reverse = none;  // selected by
  ExprId implied = none;
};

enum class NodeKind : std::uint8_t { root, menu, comment, condition, choice, entry };

struct Node {
  NodeKind kind = NodeKind::entry;
  NodeId parent = none;
  NodeId next = none;
  NodeId first_child = none;
  SymbolId symbol = none;
  PropertyId prompt = none;
  bool is_menu = false;  // a menu or menuconfig
  ExprId visibility = none;
  ExprId depends = none;      // after finalize(): with all that surrounds it
  ExprId own_depends = none;  // as it is written
  Place place;
  std::string_view help;          // as it stands in the file
  std::vector<SymbolId> members;  // of a choice
  std::vector<std::pair<ExprId, Place>>
      depends_lines;  // each 'depends on' and 'if', with its place
};

inline constexpr NodeId root_node = 1;

class Model {
 public:
  Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  Model(Model&&) = default;
  Model& operator=(Model&&) = default;
  ~Model() = default;

  Dialect dialect;
  std::vector<Symbol> symbols;
  std::vector<Expression> expressions;
  std::vector<Property> properties;
  std::vector<Node> nodes;
  std::vector<std::string> files;  // names as the tree spells them: "init/Kconfig"
  std::vector<Error> warnings;
  std::string version;  // of the tree, for the headings that name it
  SymbolId yes = none, mod = none, no = none;
  SymbolId conditional_mod = none;       // an m in a condition: n where there are no modules
  SymbolId modules = none;               // the symbol with 'modules', else `no`
  std::unique_ptr<Questions> questions;  // none where every answer is known

  // The symbol of this name; made where there is none. Constants and others are apart.
  SymbolId intern(std::string_view name, bool constant);
  // none where there is no such symbol.
  [[nodiscard]] SymbolId find(std::string_view name) const;
  SymbolId add_choice();
  SymbolId question_symbol(QuestionId question, std::string_view name);

  ExprId expression(Op op, std::uint32_t left, std::uint32_t right = 0);
  ExprId symbol_expression(SymbolId symbol) { return expression(Op::symbol, symbol); }
  // With an absent side, the other one: both for && and for ||.
  ExprId conjunction(ExprId left, ExprId right);
  ExprId disjunction(ExprId left, ExprId right);

  // A view that lives as long as the Model.
  std::string_view keep(std::string text);

  // Whether a question stands in it, and not only in what its symbols depend on.
  [[nodiscard]] bool asks(ExprId id) const { return asks_[id]; }
  [[nodiscard]] std::string place_text(Place place) const;  // "init/Kconfig:17"

 private:
  // As large as a kernel's.
  IdTable by_name_ = IdTable(25'000);
  IdTable by_constant_name_ = IdTable(2'000);
  IdTable by_expression_ = IdTable(120'000);
  std::unordered_map<QuestionId, SymbolId> by_question_;
  std::vector<bool> asks_ = {false};  // of each expression
  std::deque<std::string> texts_;
};

[[nodiscard]] char tristate_letter(Tristate value);
[[nodiscard]] const char* type_name(Type type);
// A bool or a tristate.
[[nodiscard]] bool is_logical(const Model& model, SymbolId id);

// "A && (B || !C)", as a person writes it.
[[nodiscard]] std::string expression_text(const Model& model, ExprId id);

}  // namespace linuxbake::kconfig
