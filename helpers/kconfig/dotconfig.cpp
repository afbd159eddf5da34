// SPDX-License-Identifier: MIT
#include "kconfig/dotconfig.h"

#include <vector>

namespace linuxbake::kconfig {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

class Writer {
 public:
  Writer(const Model& model, Evaluator& values)
      : model_(model), values_(values), done_(model.symbols.size()) {}

  std::string text() {
    if (model_.dialect.writes_every_symbol) return every_symbol();
    const Property& title = model_.properties[model_.nodes[root_node].prompt];
    text_ = "#\n# Automatically generated file; DO NOT EDIT.\n# ";
    text_ += title.text;
    text_ += "\n#\n";
    children(root_node);
    return std::move(text_);
  }

 private:
  // As with KCONFIG_NOTIMESTAMP: without the time.
  std::string every_symbol() {
    text_ = "#\n# Automatically generated make config: don't edit\n# ";
    text_ += model_.dialect.name_in_heading;
    text_ += " version: ";
    text_ += model_.version;
    text_ += "\n#\n";
    every_child(root_node);
    return std::move(text_);
  }

  void every_child(NodeId parent) {
    for (NodeId id = model_.nodes[parent].first_child; id != none; id = model_.nodes[id].next) {
      const Node& node = model_.nodes[id];
      if (node.symbol == none)
        begin(id);
      else if (node.kind != NodeKind::choice)
        every_definition(node.symbol);
      every_child(id);
    }
  }

  void every_definition(SymbolId symbol) {
    if (done_[symbol] && !model_.dialect.writes_at_each_definition) return;
    done_[symbol] = true;
    append_symbol_line(text_, model_, values_, symbol);
  }

  void children(NodeId parent) {
    for (NodeId id = model_.nodes[parent].first_child; id != none; id = model_.nodes[id].next) {
      begin(id);
      children(id);
      end(id);
    }
  }

  // A menu or comment whose heading is in the file.
  bool is_shown(const Node& node) {
    if (node.symbol != none || node.prompt == none) return false;
    return values_.value(node.visibility) != Tristate::no &&
           values_.value(model_.properties[node.prompt].condition) != Tristate::no;
  }

  void begin(NodeId id) {
    const Node& node = model_.nodes[id];
    if (node.symbol == none) {
      if (!is_shown(node)) return;
      text_ += "\n#\n# ";
      text_ += model_.properties[node.prompt].text;
      text_ += "\n#\n";
      needs_newline_ = false;
      return;
    }
    if (node.kind == NodeKind::choice || done_[node.symbol]) return;
    if (!values_.is_written(node.symbol)) return;
    if (needs_newline_) text_ += "\n";
    needs_newline_ = false;
    done_[node.symbol] = true;
    append_symbol_line(text_, model_, values_, node.symbol);
  }

  void end(NodeId id) {
    const Node& node = model_.nodes[id];
    const Dialect& dialect = model_.dialect;
    if (node.kind != NodeKind::menu || !dialect.marks_ends_of_menus) return;
    if (node.first_child == none && !dialect.marks_ends_of_empty_menus) return;
    if (!is_shown(node)) return;
    text_ += "# end of ";
    text_ += model_.properties[node.prompt].text;
    text_ += "\n";
    needs_newline_ = true;
  }

  const Model& model_;
  Evaluator& values_;
  std::vector<bool> done_;
  std::string text_;
  bool needs_newline_ = false;
};

bool is_at_default(const Model& model, Evaluator& values, SymbolId id) {
  if (values.text(id) == values.default_text(id)) return true;
  const NodeId choice = model.symbols[id].member_of;
  return choice != none && values.tristate(id) == Tristate::yes &&
         values.choice_default(choice) == id;
}

}  // namespace

std::string value_text(const Model& model, Evaluator& values, SymbolId symbol) {
  const std::string_view text = values.text(symbol);
  return model.symbols[symbol].type == Type::string ? quoted(text) : std::string(text);
}

void append_symbol_line(std::string& to, const Model& model, Evaluator& values, SymbolId id) {
  const Symbol& symbol = model.symbols[id];
  const bool logical = symbol.type == Type::boolean || symbol.type == Type::tristate;
  if (symbol.type == Type::unknown) return;
  if (logical && values.tristate(id) == Tristate::no) {
    to += "# CONFIG_";
    to += symbol.name;
    to += " is not set\n";
    return;
  }
  to += "CONFIG_";
  to += symbol.name;
  to += '=';
  const std::string value = value_text(model, values, id);
  const bool is_empty = value.empty() && model.dialect.writes_every_symbol;
  to += is_empty && symbol.type == Type::integer ? "0" : value;
  to += '\n';
}

std::string dotconfig_text(const Model& model, Evaluator& values) {
  return Writer(model, values).text();
}

std::string defconfig_text(const Model& model, Evaluator& values) {
  std::string text;
  std::vector<bool> done(model.symbols.size());
  for (NodeId id = root_node + 1; id < model.nodes.size(); ++id) {
    const SymbolId symbol = model.nodes[id].symbol;
    if (symbol == none || model.symbols[symbol].is_choice || done[symbol]) continue;
    done[symbol] = true;
    if (!values.is_written(symbol)) continue;
    if (values.visibility(symbol) <= values.selected(symbol)) continue;
    if (!is_at_default(model, values, symbol)) append_symbol_line(text, model, values, symbol);
  }
  return text;
}

}  // namespace linuxbake::kconfig
