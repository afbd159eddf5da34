// SPDX-License-Identifier: MIT
#include "kconfig/effect.h"

#include <fmt/format.h>

#include <unordered_map>

#include "kconfig/dotconfig.h"
#include "kconfig/reasons.h"

namespace linuxbake::kconfig {
namespace {

Result<Assignments> result_of(const Tree& tree, Evaluator& values, const Merge& merged) {
  const Result<void> applied = apply_merge(tree, values, merged);
  if (!applied) return tl::unexpected(applied.error());
  return parse_assignments(dotconfig_text(*tree.model, values), merged.base);
}

// The first symbol that is on and selects (or implies) this one.
std::string active_selector(const Model& model, Evaluator& values, SymbolId id, PropertyKind kind) {
  for (const Selector& one : selectors_of(model, id, kind)) {
    const ExprId condition = model.properties[one.property].condition;
    const bool holds = condition == none || values.value(condition) != Tristate::no;
    if (holds && values.tristate(one.symbol) != Tristate::no)
      return fmt::format("CONFIG_{}", model.symbols[one.symbol].name);
  }
  return {};
}

std::string consequence(const Model& model, Evaluator& values, SymbolId id) {
  const bool is_on = values.tristate(id) != Tristate::no;
  if (is_on && values.selected(id) != Tristate::no)
    if (const std::string by = active_selector(model, values, id, PropertyKind::select);
        !by.empty())
      return "selected by " + by;
  if (is_on)
    if (const std::string by = active_selector(model, values, id, PropertyKind::imply); !by.empty())
      return "implied by " + by;
  if (!values.is_written(id)) return "what it depends on is not set";
  return "default";
}

}  // namespace

Result<std::vector<Difference>> effect(const Tree& tree, Evaluator& values, const ConfigFile& base,
                                       const std::vector<ConfigFile>& fragments) {
  const Model& model = *tree.model;
  const Result<Assignments> before = result_of(tree, values, merge(base, {}));
  if (!before) return tl::unexpected(before.error());
  const Result<Assignments> after = result_of(tree, values, merge(base, fragments));
  if (!after) return tl::unexpected(after.error());
  std::vector<Difference> all = diff(*before, *after);
  std::unordered_map<std::string, const Assignment*> asked;
  for (const ConfigFile& fragment : fragments)
    for (const Assignment& line : fragment.assignments) asked[line.name] = &line;
  for (Difference& one : all) {
    const auto line = asked.find(one.name);
    if (line != asked.end() && same_value(line->second->value, one.after)) {
      one.why = fmt::format("{}:{}", line->second->file, line->second->line);
    } else if (const SymbolId id = model.find(std::string_view(one.name).substr(7)); id != none) {
      one.why = consequence(model, values, id);
    }
  }
  return all;
}

}  // namespace linuxbake::kconfig
