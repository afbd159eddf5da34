// SPDX-License-Identifier: MIT
#include "kconfig/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "common/visible_text.h"
#include "kconfig/finalize.h"
#include "kconfig/lexer.h"

namespace linuxbake::kconfig {
namespace {

constexpr std::size_t most_source_levels = 64;
constexpr std::size_t most_block_levels = 256;
constexpr int most_parentheses = 200;
constexpr std::size_t most_operands = 10'000;
constexpr std::size_t most_files = 200'000;
constexpr std::size_t most_text = 512'000'000;

// Leaves the recursive descent; caught in parse_tree().
struct Failure {
  Error error;
};

const char* end_word(NodeKind kind) {
  if (kind == NodeKind::menu) return "endmenu";
  return kind == NodeKind::choice ? "endchoice" : "endif";
}

class Parser {
 public:
  Parser(Model& model, Files& files, const Environment& environment, Shell& shell)
      : model_(model),
        files_(files),
        environment_(environment),
        macros_(environment, shell, model.questions.get()),
        last_child_(2) {}

  void file(const std::string& name);
  void finish();

 private:
  // One file that is being read.
  struct Source {
    FileId id = 0;
    std::string name;
    std::size_t line = 0;    // of the 'source' that led to the next one
    std::size_t blocks = 0;  // that were open when it began
    std::unique_ptr<Lexer> lexer;
  };

  // Tokens.
  void advance();
  void settle();
  [[nodiscard]] bool is(Kind kind) const { return token_.kind == kind; }
  [[nodiscard]] bool is(Keyword keyword) const {
    return token_.kind == Kind::word && token_.keyword == keyword;
  }
  bool accept(Kind kind);
  bool accept(Keyword keyword);
  void expect_line_end();
  std::string_view expect_word(const char* what);
  std::string_view expect_text(const char* what);
  [[noreturn]] void raise(std::string message) const;
  [[noreturn]] void raise_at(Place place, std::string message) const;
  [[nodiscard]] std::string found() const;

  // Statements.
  void statements();
  void statement();
  void assignment(std::string_view name);
  void source();
  void entry(bool is_menuconfig);
  void choice();
  void comment();
  void menu();
  void condition();
  void end_of_block(NodeKind kind);
  void begin_block(NodeId id);

  // Options of an entry.
  void entry_options();
  bool entry_option();
  bool type_option(Type type);
  bool default_option(Type type);
  bool select_option(PropertyKind kind);
  bool range_option();
  bool modules_option();
  bool named_option();
  void environment_option();
  std::string_view with_symbols(std::string_view text);
  bool transitional_option();
  void choice_options();
  bool choice_option();
  bool common_option();
  void help_option();
  void depends_option();
  void prompt_option(std::string_view text, bool is_menu);

  // Expressions.
  ExprId expression();
  ExprId conjunction();
  ExprId unary();
  ExprId comparison(SymbolId left);
  SymbolId symbol();
  ExprId optional_condition();
  ExprId condition_expression();
  ExprId is_no(ExprId id, bool inverted = false);

  // The model.
  NodeId add_node(NodeKind kind, SymbolId symbol);
  Property& add_property(PropertyKind kind);
  void set_type(Type type);
  void add_depends(ExprId id);
  [[nodiscard]] Node& node() { return model_.nodes[node_]; }
  [[nodiscard]] Symbol& entry_symbol() { return model_.symbols[node().symbol]; }
  [[nodiscard]] Place here() const {
    return {sources_.back().id, static_cast<std::uint32_t>(statement_line_)};
  }

  Model& model_;
  Files& files_;
  const Environment& environment_;
  Preprocessor macros_;
  std::vector<Source> sources_;
  std::vector<NodeId> blocks_ = {root_node};
  std::vector<NodeId> last_child_;
  std::unordered_map<std::string, FileId> file_ids_;
  Token token_;
  std::size_t statement_line_ = 0;
  NodeId node_ = root_node;  // the entry whose options are being read
  std::size_t bytes_ = 0;
  std::size_t operands_ = 0;
  int parentheses_ = 0;
  bool in_condition_ = false;
};

void Parser::raise(std::string message) const {
  raise_at({sources_.back().id, static_cast<std::uint32_t>(token_.line)}, std::move(message));
}

void Parser::raise_at(Place place, std::string message) const {
  throw Failure{{std::move(message), model_.files[place.file], place.line}};
}

std::string Parser::found() const {
  if (is(Kind::newline)) return "the end of the line";
  if (is(Kind::end)) return "the end of the file";
  if (token_.text.empty()) return is(Kind::string) ? "an empty string" : "an operator";
  return fmt::format("'{}'", cut_text(token_.text, 60));
}

void Parser::advance() {
  Result<Token> token = sources_.back().lexer->next();
  if (!token) throw Failure{std::move(token.error())};
  token_ = *token;
}

// Where a word is no operand of an expression its question cannot wait.
void Parser::settle() {
  if (token_.question == 0) return;
  Result<std::string> text = model_.questions->text(token_.question);
  if (!text) throw Failure{std::move(text.error())};
  token_.text = model_.keep(*std::move(text));
  token_.question = 0;
}

bool Parser::accept(Kind kind) {
  if (!is(kind)) return false;
  advance();
  return true;
}

bool Parser::accept(Keyword keyword) {
  if (!is(keyword)) return false;
  advance();
  return true;
}

void Parser::expect_line_end() {
  if (!is(Kind::newline) && !is(Kind::end))
    raise(fmt::format("{} where the line should end", found()));
  if (is(Kind::newline)) advance();
}

std::string_view Parser::expect_word(const char* what) {
  if (!is(Kind::word)) raise(fmt::format("{} in place of {}", found(), what));
  settle();
  const std::string_view text = token_.text;
  advance();
  return text;
}

std::string_view Parser::expect_text(const char* what) {
  const bool fits = is(Kind::string) || (is(Kind::word) && !model_.dialect.has_macros);
  if (!fits) raise(fmt::format("{} in place of {} in quotes", found(), what));
  const std::string_view text = token_.text;
  advance();
  return text;
}

void Parser::file(const std::string& name) {
  const Place from = sources_.empty() ? Place{} : here();
  for (const Source& outer : sources_)
    if (outer.name == name) raise_at(from, fmt::format("'{}' sources itself", name));
  if (sources_.size() >= most_source_levels) raise_at(from, "'source' is nested too deeply");
  Result<std::string> text = files_.read(name);
  if (!text && sources_.empty()) throw Failure{std::move(text.error())};
  if (!text) raise_at(from, fmt::format("'{}' {}", name, text.error().message));
  bytes_ += text->size();
  if (bytes_ > most_text) raise_at(from, "the files hold more than 512 MB");

  const auto [id, is_new] = file_ids_.try_emplace(name, static_cast<FileId>(model_.files.size()));
  if (is_new) model_.files.push_back(name);
  if (model_.files.size() > most_files) raise_at(from, "there are too many files");
  const std::string_view kept = model_.keep(*std::move(text));
  if (const std::size_t nul = kept.find('\0'); nul != std::string_view::npos) {
    const auto line = 1 + std::count(kept.begin(), kept.begin() + static_cast<long>(nul), '\n');
    raise_at({id->second, static_cast<std::uint32_t>(line)}, "holds a NUL byte");
  }
  const std::string_view kept_name = model_.keep(name);
  sources_.push_back({id->second, name, 0, blocks_.size(),
                      std::make_unique<Lexer>(kept, kept_name, model_, macros_)});
  advance();
  statements();
  if (blocks_.size() > sources_.back().blocks) {
    const Node& open = model_.nodes[blocks_.back()];
    raise_at(open.place, fmt::format("no '{}' in this file", end_word(open.kind)));
  }
  sources_.pop_back();
}

void Parser::finish() {
  for (Error& warning : macros_.warnings) model_.warnings.push_back(std::move(warning));
  if (const PropertyId title = model_.nodes[root_node].prompt; title != none) {
    model_.properties[title].text = with_symbols(model_.properties[title].text);
    return;
  }
  const auto id = static_cast<PropertyId>(model_.properties.size());
  Property& prompt = model_.properties.emplace_back();
  prompt.text = model_.dialect.has_macros ? "Main menu" : "Busybox Configuration";
  prompt.node = root_node;
  model_.nodes[root_node].prompt = id;
}

void Parser::statements() {
  while (!is(Kind::end)) {
    if (accept(Kind::newline)) continue;
    statement_line_ = token_.line;
    statement();
  }
}

void Parser::statement() {
  if (!is(Kind::word)) raise(fmt::format("{} where a statement should begin", found()));
  settle();
  const Token first = token_;
  if (first.keyword == Keyword::help) raise("'help' belongs to an entry");
  advance();
  switch (first.keyword) {
    case Keyword::config:
      return entry(false);
    case Keyword::menuconfig:
      return entry(true);
    case Keyword::choice:
      return choice();
    case Keyword::comment:
      return comment();
    case Keyword::menu:
      return menu();
    case Keyword::condition:
      return condition();
    case Keyword::endmenu:
      return end_of_block(NodeKind::menu);
    case Keyword::endchoice:
      return end_of_block(NodeKind::choice);
    case Keyword::endif:
      return end_of_block(NodeKind::condition);
    case Keyword::source:
      return source();
    case Keyword::mainmenu: {
      node_ = root_node;
      prompt_option(expect_text("the title"), true);
      return expect_line_end();
    }
    case Keyword::plain:
      return assignment(first.text);
    default:
      raise_at(here(), fmt::format("'{}' does not belong here", first.text));
  }
}

void Parser::assignment(std::string_view name) {
  const bool can = model_.dialect.has_macros;
  Assign how = Assign::recursive;
  if (is(Kind::assign_simple)) how = Assign::simple;
  if (is(Kind::assign_append)) how = Assign::append;
  if (!can || (!is(Kind::equal) && how == Assign::recursive))
    raise_at(here(), fmt::format("unknown statement '{}'", cut_text(name, 60)));
  const std::string_view value = sources_.back().lexer->assigned_value();
  const Result<void> done =
      macros_.assign(name, value, how, {model_.files[sources_.back().id], token_.line});
  if (!done) throw Failure{done.error()};
  advance();
  expect_line_end();
}

void Parser::source() {
  const std::string name(with_symbols(expect_text("a file name")));
  if (!is(Kind::newline) && !is(Kind::end)) expect_line_end();
  // The lexer of this file stands at its next line; the token is read when the other is done.
  sources_.back().line = statement_line_;
  file(name);
  token_ = {Kind::newline, Keyword::plain, {}, sources_.back().lexer->line()};
  advance();
}

NodeId Parser::add_node(NodeKind kind, SymbolId symbol_id) {
  const auto id = static_cast<NodeId>(model_.nodes.size());
  Node& added = model_.nodes.emplace_back();
  added.kind = kind;
  added.symbol = symbol_id;
  added.parent = blocks_.back();
  added.place = here();
  last_child_.push_back(none);
  NodeId& last = last_child_[added.parent];
  (last == none ? model_.nodes[added.parent].first_child : model_.nodes[last].next) = id;
  last = id;
  node_ = id;
  if (symbol_id != none) model_.symbols[symbol_id].nodes.push_back(id);
  return id;
}

void Parser::begin_block(NodeId id) {
  if (blocks_.size() >= most_block_levels) raise_at(here(), "the blocks are nested too deeply");
  blocks_.push_back(id);
}

void Parser::end_of_block(NodeKind kind) {
  if (blocks_.size() <= sources_.back().blocks || model_.nodes[blocks_.back()].kind != kind) {
    const bool open = blocks_.size() > sources_.back().blocks;
    raise_at(here(), open ? fmt::format("'{}' where '{}' should be, for line {}", end_word(kind),
                                        end_word(model_.nodes[blocks_.back()].kind),
                                        model_.nodes[blocks_.back()].place.line)
                          : fmt::format("'{}' ends nothing that this file began", end_word(kind)));
  }
  blocks_.pop_back();
  expect_line_end();
}

void Parser::entry(bool is_menuconfig) {
  const SymbolId id = model_.intern(expect_word("a symbol's name"), false);
  if (model_.symbols[id].constant) raise_at(here(), "y, m and n cannot be defined");
  expect_line_end();
  add_node(NodeKind::entry, id);
  node().is_menu = is_menuconfig;
  entry_options();
  const NodeId block = blocks_.back();
  for (NodeId outer = block; outer != root_node; outer = model_.nodes[outer].parent) {
    if (model_.nodes[outer].kind == NodeKind::condition) continue;
    if (model_.nodes[outer].kind != NodeKind::choice) break;
    Symbol& member = entry_symbol();
    if (member.member_of != none || model_.dialect.choice_is_symbol) break;
    if (node().prompt == none) raise_at(node().place, "a member of a choice must have a prompt");
    if (member.type != Type::boolean) raise_at(node().place, "a member of a choice must be bool");
    member.member_of = outer;
    model_.nodes[outer].members.push_back(node().symbol);
    break;
  }
}

void Parser::choice() {
  if (is(Kind::word)) advance();  // Linux before 6.9 lets a choice have a name
  expect_line_end();
  const NodeId id = add_node(NodeKind::choice, model_.add_choice());
  if (!model_.dialect.choice_is_symbol) entry_symbol().type = Type::boolean;
  choice_options();
  if (node().prompt == none && !model_.dialect.choice_is_symbol)
    raise_at(node().place, "a choice must have a prompt");
  begin_block(id);
}

void Parser::comment() {
  const std::string_view text = expect_text("the comment");
  add_node(NodeKind::comment, none);
  prompt_option(text, false);
  expect_line_end();
  while (is(Keyword::depends) || is(Keyword::requires_on) || is(Kind::newline)) {
    if (accept(Kind::newline)) continue;
    depends_option();
  }
}

void Parser::menu() {
  const std::string_view text = expect_text("the menu's title");
  const NodeId id = add_node(NodeKind::menu, none);
  node().is_menu = true;
  prompt_option(text, true);
  expect_line_end();
  for (;;) {
    if (accept(Kind::newline)) continue;
    if (is(Keyword::depends) || is(Keyword::requires_on)) {
      depends_option();
    } else if (accept(Keyword::visible)) {
      if (!accept(Keyword::condition)) raise("'visible' needs 'if' and a condition");
      node().visibility = model_.conjunction(node().visibility, expression());
      expect_line_end();
    } else {
      break;
    }
  }
  begin_block(id);
}

void Parser::condition() {
  const ExprId id = condition_expression();
  add_node(NodeKind::condition, none);
  add_depends(id);
  expect_line_end();
  begin_block(node_);
}

Property& Parser::add_property(PropertyKind kind) {
  Property& added = model_.properties.emplace_back();
  added.kind = kind;
  added.node = node_;
  added.place = {sources_.back().id, static_cast<std::uint32_t>(token_.line)};
  if (node().symbol != none)
    entry_symbol().properties.push_back(static_cast<PropertyId>(model_.properties.size() - 1));
  return added;
}

void Parser::set_type(Type type) {
  Symbol& target = entry_symbol();
  if (target.type == Type::unknown) target.type = type;
  if (target.type == type) return;
  model_.warnings.push_back({fmt::format("'{}' is a {} already; the type {} is ignored",
                                         target.name, type_name(target.type), type_name(type)),
                             model_.files[here().file], token_.line});
}

void Parser::prompt_option(std::string_view text, bool is_menu) {
  while (!text.empty() &&
         std::string_view(" \t\n\v\f\r").find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  const auto id = static_cast<PropertyId>(model_.properties.size());
  add_property(PropertyKind::prompt).text = text;
  node().prompt = id;
  if (is_menu || node().kind == NodeKind::comment) return;
  ExprId shown = optional_condition();
  for (NodeId outer = node().parent; outer != none; outer = model_.nodes[outer].parent)
    shown = model_.conjunction(shown, model_.nodes[outer].visibility);
  model_.properties[id].own_condition = shown;
}

bool Parser::type_option(Type type) {
  advance();
  if (!is(Kind::newline) && !is(Kind::end)) prompt_option(expect_text("the prompt"), false);
  set_type(type);
  return true;
}

bool Parser::default_option(Type type) {
  advance();
  const auto id = static_cast<PropertyId>(model_.properties.size());
  add_property(PropertyKind::default_value);
  const ExprId value = expression();
  const ExprId when = optional_condition();
  model_.properties[id].value = value;
  model_.properties[id].own_condition = when;
  if (type != Type::unknown) set_type(type);
  return true;
}

bool Parser::select_option(PropertyKind kind) {
  advance();
  const auto id = static_cast<PropertyId>(model_.properties.size());
  add_property(kind);
  const SymbolId target = model_.intern(expect_word("a symbol's name"), false);
  model_.properties[id].value = model_.symbol_expression(target);
  model_.properties[id].own_condition = optional_condition();
  return true;
}

bool Parser::range_option() {
  advance();
  const auto id = static_cast<PropertyId>(model_.properties.size());
  add_property(PropertyKind::range);
  const SymbolId low = symbol();
  const SymbolId high = symbol();
  model_.properties[id].value = model_.expression(Op::range, low, high);
  model_.properties[id].own_condition = optional_condition();
  return true;
}

bool Parser::modules_option() {
  accept(Keyword::modules);
  if (model_.modules != model_.no && model_.modules != node().symbol)
    raise(fmt::format("'modules' is already said of {}", model_.symbols[model_.modules].name));
  model_.modules = node().symbol;
  return true;
}

// "option modules" and its like, which Linux had until 5.13.
bool Parser::named_option() {
  advance();
  const std::string_view what = expect_word("the option");
  if (what == "modules") return modules_option();
  if (what == "env") {
    environment_option();
  } else if (what == "allnoconfig_y") {
    entry_symbol().yes_in_allnoconfig = true;
  } else if (what == "defconfig_list") {
    entry_symbol().never_written = !model_.dialect.writes_what_is_not_visible;
  } else {
    raise(fmt::format("unknown option '{}'", cut_text(what, 60)));
  }
  return true;
}

// The value of a variable is the symbol's default.
void Parser::environment_option() {
  if (!accept(Kind::equal)) raise(fmt::format("{} in place of '='", found()));
  const auto variable = environment_.find(std::string(expect_text("a variable's name")));
  entry_symbol().never_written = true;
  if (variable == environment_.end()) return;
  const auto id = static_cast<PropertyId>(model_.properties.size());
  add_property(PropertyKind::default_value);
  model_.properties[id].value =
      model_.symbol_expression(model_.intern(model_.keep(variable->second), true));
}

// With the values of the symbols in place of their $NAMEs.
std::string_view Parser::with_symbols(std::string_view text) {
  if (!model_.dialect.has_environment_symbols || text.find('$') == std::string_view::npos)
    return text;
  const auto belongs = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
  };
  std::string result;
  while (!text.empty()) {
    const std::size_t dollar = std::min(text.find('$'), text.size());
    result += text.substr(0, dollar);
    text.remove_prefix(std::min(dollar + 1, text.size()));
    const auto end =
        static_cast<std::size_t>(std::ranges::find_if_not(text, belongs) - text.begin());
    const SymbolId id = model_.find(text.substr(0, end));
    for (const PropertyId p : model_.symbols[id].properties) {
      const Expression value = model_.expressions[model_.properties[p].value];
      if (model_.properties[p].kind != PropertyKind::default_value) continue;
      if (value.op == Op::symbol && model_.symbols[value.left].constant)
        result += model_.symbols[value.left].name;
      break;
    }
    text.remove_prefix(end);
  }
  return model_.keep(std::move(result));
}

bool Parser::transitional_option() {
  advance();
  entry_symbol().transitional = true;
  return true;
}

bool Parser::common_option() {
  if (is(Keyword::depends) || is(Keyword::requires_on)) return depends_option(), true;
  if (is(Keyword::help)) return help_option(), true;
  if (is(Keyword::prompt)) {
    advance();
    prompt_option(expect_text("the prompt"), false);
    expect_line_end();
    return true;
  }
  return false;
}

// True where the line was an option.
bool Parser::entry_option() {
  switch (token_.keyword) {
    case Keyword::boolean:
      return type_option(Type::boolean);
    case Keyword::tristate:
      return type_option(Type::tristate);
    case Keyword::integer:
      return type_option(Type::integer);
    case Keyword::hex:
      return type_option(Type::hex);
    case Keyword::string:
      return type_option(Type::string);
    case Keyword::default_value:
      return default_option(Type::unknown);
    case Keyword::def_bool:
      return default_option(Type::boolean);
    case Keyword::def_tristate:
      return default_option(Type::tristate);
    case Keyword::select:
      return select_option(PropertyKind::select);
    case Keyword::imply:
      return select_option(PropertyKind::imply);
    case Keyword::range:
      return range_option();
    case Keyword::modules:
      return modules_option();
    case Keyword::option:
      return named_option();
    case Keyword::transitional:
      return transitional_option();
    default:
      return false;
  }
}

void Parser::entry_options() {
  for (;;) {
    if (accept(Kind::newline)) continue;
    if (!is(Kind::word) || token_.keyword == Keyword::plain) return;
    statement_line_ = token_.line;
    if (common_option()) continue;
    if (!entry_option()) return;
    expect_line_end();
  }
}

bool Parser::choice_option() {
  const Keyword keyword = token_.keyword;
  if (keyword == Keyword::boolean) return type_option(Type::boolean);
  if (keyword == Keyword::tristate) return type_option(Type::tristate);
  if (keyword == Keyword::default_value) return select_option(PropertyKind::default_value);
  if (keyword != Keyword::optional) return false;
  advance();
  entry_symbol().optional = true;
  return true;
}

void Parser::choice_options() {
  for (;;) {
    if (accept(Kind::newline)) continue;
    if (!is(Kind::word)) return;
    statement_line_ = token_.line;
    if (common_option()) continue;
    if (!choice_option()) return;
    expect_line_end();
  }
}

void Parser::help_option() {
  advance();
  if (!is(Kind::newline)) {
    if (is(Kind::end)) return;
    raise(fmt::format("{} behind 'help'", found()));
  }
  node().help = sources_.back().lexer->help_text();
  advance();
}

void Parser::add_depends(ExprId id) {
  node().own_depends = model_.conjunction(node().own_depends, id);
  node().depends_lines.emplace_back(id, here());
}

void Parser::depends_option() {
  statement_line_ = token_.line;
  const bool old = !model_.dialect.has_macros;
  advance();
  if (!accept(Keyword::on) && !old) raise(fmt::format("{} in place of 'on'", found()));
  ExprId id = condition_expression();
  if (const ExprId when = optional_condition(); when != none)
    id = model_.disjunction(id, is_no(when));
  add_depends(id);
  expect_line_end();
}

ExprId Parser::optional_condition() {
  return accept(Keyword::condition) ? condition_expression() : none;
}

ExprId Parser::condition_expression() {
  in_condition_ = true;
  const ExprId id = expression();
  in_condition_ = false;
  return id;
}

// y where the expression is n, else n; with `inverted` the other way round. As `conf` has it, the
// inversion of an inversion asks whether the inner one is not n.
ExprId Parser::is_no(ExprId id, bool inverted) {
  const Expression e = model_.expressions[id];
  ExprId result = none;
  switch (e.op) {
    case Op::symbol:
      return model_.expression(inverted ? Op::unequal : Op::equal, e.left, model_.no);
    case Op::negation:
      return is_no(e.left, !inverted);
    case Op::conjunction:
      result = model_.disjunction(is_no(e.left), is_no(e.right));
      break;
    case Op::disjunction:
      result = model_.conjunction(is_no(e.left), is_no(e.right));
      break;
    default:
      return inverted ? id : model_.expression(Op::negation, id);
  }
  return inverted ? model_.expression(Op::negation, result) : result;
}

ExprId Parser::expression() {
  if (parentheses_ == 0) operands_ = 0;
  ExprId left = conjunction();
  while (accept(Kind::logical_or)) {
    const ExprId right = conjunction();
    left = model_.expression(Op::disjunction, left, right);
  }
  return left;
}

ExprId Parser::conjunction() {
  ExprId left = unary();
  while (accept(Kind::logical_and)) {
    const ExprId right = unary();
    left = model_.expression(Op::conjunction, left, right);
  }
  return left;
}

ExprId Parser::unary() {
  if (++operands_ > most_operands) raise("the expression has too many operands");
  const bool negates = is(Kind::logical_not);
  if (!negates && !is(Kind::open)) return comparison(symbol());
  if (++parentheses_ > most_parentheses) raise("the expression is nested too deeply");
  advance();
  const ExprId id = negates ? unary() : expression();
  if (!negates && !accept(Kind::close)) raise(fmt::format("{} in place of ')'", found()));
  --parentheses_;
  return negates ? model_.expression(Op::negation, id) : id;
}

ExprId Parser::comparison(SymbolId left) {
  Op op = Op::absent;
  switch (token_.kind) {
    case Kind::equal:
      op = Op::equal;
      break;
    case Kind::unequal:
      op = Op::unequal;
      break;
    case Kind::less:
      op = Op::less;
      break;
    case Kind::less_equal:
      op = Op::less_equal;
      break;
    case Kind::greater:
      op = Op::greater;
      break;
    case Kind::greater_equal:
      op = Op::greater_equal;
      break;
    default:
      return model_.symbol_expression(left == model_.mod && in_condition_ ? model_.conditional_mod
                                                                          : left);
  }
  advance();
  settle();
  return model_.expression(op, left, symbol());
}

SymbolId Parser::symbol() {
  const bool quoted = is(Kind::string);
  if (!quoted && !is(Kind::word)) raise(fmt::format("{} in place of a symbol", found()));
  const SymbolId id = token_.question == 0 ? model_.intern(token_.text, quoted)
                                           : model_.question_symbol(token_.question, token_.text);
  advance();
  return id;
}

}  // namespace

Result<std::unique_ptr<Model>> parse_tree(const std::string& root, const Dialect& dialect,
                                          Files& files, const Environment& environment,
                                          Shell& shell) {
  auto model = std::make_unique<Model>();
  model->dialect = dialect;
  if (shell.answers_later()) model->questions = std::make_unique<Questions>(shell, environment);
  try {
    Parser parser(*model, files, environment, shell);
    parser.file(root);
    parser.finish();
  } catch (Failure& failure) {
    return tl::unexpected(std::move(failure.error));
  }
  const Result<void> finalized = finalize(*model);
  if (!finalized) return tl::unexpected(finalized.error());
  return model;
}

}  // namespace linuxbake::kconfig
