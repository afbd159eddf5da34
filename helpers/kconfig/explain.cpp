// SPDX-License-Identifier: MIT
#include "kconfig/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/lines.h"
#include "kconfig/dotconfig.h"
#include "kconfig/reasons.h"

namespace linuxbake::kconfig {
namespace {

// The help without the indentation of its first line.
std::string help_of(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return {};
  const std::size_t line_begin = text.rfind('\n', begin) + 1;
  const std::size_t indentation = begin - line_begin;
  std::string help;
  std::string_view rest = text.substr(line_begin);
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    const std::size_t blank = std::min(line.find_first_not_of(" \t"), line.size());
    line.remove_prefix(std::min(indentation, blank));
    help += std::string(line) + "\n";
  }
  while (help.ends_with("\n\n")) help.pop_back();
  return help;
}

std::string letter_text(Tristate value) {
  return std::string(1, tristate_letter(value));
}

class Describer {
 public:
  Describer(const Model& model, Evaluator& values, SymbolId id, const Merge* merged)
      : model_(model), values_(values), id_(id), symbol_(model.symbols[id]), merged_(merged) {}

  Json run() {
    Json all;
    all["symbol"] = fmt::format("CONFIG_{}", symbol_.name);
    all["type"] = type_name(symbol_.type);
    all["value"] = value_text(model_, values_, id_);
    all["definitions"] = definitions();
    all["defaults"] = properties(PropertyKind::default_value);
    all["ranges"] = properties(PropertyKind::range);
    all["selects"] = properties(PropertyKind::select);
    all["implies"] = properties(PropertyKind::imply);
    all["selected_by"] = others(PropertyKind::select);
    all["implied_by"] = others(PropertyKind::imply);
    all["asked_for"] = asked_for();
    if (is_logical(model_, id_) && can_fix()) all["changes"] = changes();
    return all;
  }

 private:
  Json definitions() {
    Json all = Json::array();
    for (const NodeId n : symbol_.nodes) {
      const Node& node = model_.nodes[n];
      Json one = {{"place", model_.place_text(node.place)}};
      if (node.prompt != none) one["prompt"] = model_.properties[node.prompt].text;
      one["depends"] = Json::array();
      for (const Dependency& dependency : dependencies_of(model_, n))
        one["depends"].push_back({{"expression", expression_text(model_, dependency.expression)},
                                  {"place", model_.place_text(dependency.place)},
                                  {"value", letter_text(values_.value(dependency.expression))}});
      if (const std::string help = help_of(node.help); !help.empty()) one["help"] = help;
      all.push_back(std::move(one));
    }
    return all;
  }

  Json properties(PropertyKind kind) {
    Json all = Json::array();
    for (const PropertyId p : symbol_.properties) {
      const Property& property = model_.properties[p];
      if (property.kind != kind) continue;
      Json one = {{"expression", expression_text(model_, property.value)}};
      if (property.own_condition != none)
        one["if"] = expression_text(model_, property.own_condition);
      if (kind == PropertyKind::range) add_bounds(model_.expressions[property.value], one);
      one["place"] = model_.place_text(property.place);
      one["holds"] = values_.value(property.condition) != Tristate::no;
      all.push_back(std::move(one));
    }
    return all;
  }

  // "[1 TOP]" is "[1 4]" now.
  void add_bounds(const Expression& range, Json& one) {
    const auto is_option = [&](SymbolId id) { return !model_.symbols[id].nodes.empty(); };
    if (is_option(range.left) || is_option(range.right))
      one["value"] = fmt::format("[{} {}]", values_.text(range.left), values_.text(range.right));
  }

  Json others(PropertyKind kind) {
    Json all = Json::array();
    for (const Selector& selector : selectors_of(model_, id_, kind)) {
      const Property& property = model_.properties[selector.property];
      const Tristate now =
          std::min(values_.tristate(selector.symbol), values_.value(property.condition));
      Json one = {{"symbol", fmt::format("CONFIG_{}", model_.symbols[selector.symbol].name)},
                  {"place", model_.place_text(property.place)},
                  {"value", letter_text(now)}};
      if (property.own_condition != none)
        one["if"] = expression_text(model_, property.own_condition);
      all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(), [](const Json& a, const Json& b) {
      return (a["value"] != "n") > (b["value"] != "n");
    });
    return all;
  }

  [[nodiscard]] Json asked_for() const {
    Json all = Json::array();
    if (merged_ == nullptr) return all;
    const std::string name = fmt::format("CONFIG_{}", symbol_.name);
    for (const MergedSymbol& symbol : merged_->symbols) {
      if (symbol.final.name != name) continue;
      Assignments places = symbol.replaced;
      places.push_back(symbol.final);
      for (const Assignment& place : places) {
        Json one = {{"value", place.value}, {"file", place.file}};
        if (place.line != 0) one["line"] = place.line;
        all.push_back(std::move(one));
      }
    }
    return all;
  }

  // What it takes to give it each of the other values.
  Json changes() {
    Json all = Json::array();
    std::vector<Tristate> wanted = {Tristate::no, Tristate::yes};
    if (symbol_.type == Type::tristate) wanted.insert(wanted.begin() + 1, Tristate::mod);
    for (const Tristate value : wanted)
      if (value != values_.tristate(id_)) all.push_back(change(value));
    return all;
  }

  [[nodiscard]] bool has_prompt() const {
    return std::ranges::any_of(symbol_.nodes,
                               [&](NodeId n) { return model_.nodes[n].prompt != none; });
  }

  Json change(Tristate value) {
    Evaluator trial = values_;
    trial.ask_for({id_, value, {}});
    const std::vector<Request> requests = {{id_, value, {}, {}}};
    const Fix fixed = fix(model_, trial, requests, 1);
    Json one = {{"value", letter_text(value)}};
    if (fixed.outcome == Fix::Outcome::impossible) one["impossible"] = true;
    if (fixed.outcome == Fix::Outcome::undecided) one["undecided"] = true;
    const bool works = fixed.outcome == Fix::Outcome::satisfied || !fixed.proposals.empty();
    if (!works) return one;
    one["lines"] = Json::array();
    if (has_prompt())
      one["lines"].push_back(
          assignment_line(fmt::format("CONFIG_{}", symbol_.name), letter_text(value)));
    if (!fixed.proposals.empty())
      for (const FixLine& line : fixed.proposals[0].lines)
        one["lines"].push_back(fix_line_text(model_, line));
    return one;
  }

  const Model& model_;
  Evaluator& values_;
  SymbolId id_;
  const Symbol& symbol_;
  const Merge* merged_;
};

std::string text_of(const Json& value) {
  return value.get<std::string>();
}

std::string with_condition(const Json& one) {
  const std::string text = one.contains("if") ? fmt::format(" if {}", text_of(one["if"])) : "";
  return text + fmt::format(" ({})", text_of(one["place"]));
}

void append_definitions(std::string& to, const Json& all) {
  for (const Json& one : all) {
    to += fmt::format("\ndefined at {}\n", text_of(one["place"]));
    if (one.contains("prompt"))
      to += fmt::format("  prompt \"{}\"\n", text_of(one["prompt"]));
    else
      to += "  no prompt\n";
    for (const Json& dependency : one["depends"])
      to += fmt::format("  depends on {} = {} ({})\n", text_of(dependency["expression"]),
                        text_of(dependency["value"]), text_of(dependency["place"]));
    if (!one.contains("help")) continue;
    to += "\n";
    std::string_view help = one["help"].get_ref<const std::string&>();
    while (!help.empty()) {
      const std::string_view line = take_line(help);
      to += line.empty() ? "\n" : fmt::format("    {}\n", line);
    }
  }
}

void append_properties(std::string& to, const Json& all, const char* what) {
  for (const Json& one : all)
    to += fmt::format("{} {}{}{}{}\n", what, text_of(one["expression"]),
                      one.contains("value") ? " = " + text_of(one["value"]) : "",
                      with_condition(one), one["holds"].get<bool>() ? "" : ", does not hold");
}

void append_others(std::string& to, const Json& all, const char* what) {
  for (const Json& one : all)
    to += fmt::format("{} {} = {}{}\n", what, text_of(one["symbol"]), text_of(one["value"]),
                      with_condition(one));
}

void append_changes(std::string& to, const Json& all) {
  for (const Json& one : all) {
    to += fmt::format("\nto make it {}:", text_of(one["value"]));
    if (one.contains("impossible")) to += " impossible\n";
    if (one.contains("undecided")) to += " not found\n";
    if (!one.contains("lines")) continue;
    to += "\n";
    for (const Json& line : one["lines"]) to += fmt::format("    {}\n", text_of(line));
  }
}

}  // namespace

Json explain_json(const Model& model, Evaluator& values, SymbolId symbol, const Merge* merged) {
  return Describer(model, values, symbol, merged).run();
}

std::string explain_text(const Model& model, Evaluator& values, SymbolId symbol,
                         const Merge* merged) {
  const Json all = explain_json(model, values, symbol, merged);
  std::string text = fmt::format("{} = {} ({})\n", text_of(all["symbol"]), text_of(all["value"]),
                                 text_of(all["type"]));
  append_definitions(text, all["definitions"]);
  text += "\n";
  append_properties(text, all["defaults"], "default");
  append_properties(text, all["ranges"], "range");
  append_properties(text, all["selects"], "selects");
  append_properties(text, all["implies"], "implies");
  append_others(text, all["selected_by"], "selected by");
  append_others(text, all["implied_by"], "implied by");
  for (const Json& one : all["asked_for"])
    text += fmt::format("asked for as {} at {}{}\n", text_of(one["value"]), text_of(one["file"]),
                        one.contains("line") ? fmt::format(":{}", one["line"].get<int>()) : "");
  if (all.contains("changes")) append_changes(text, all["changes"]);
  return text;
}

}  // namespace linuxbake::kconfig
