// SPDX-License-Identifier: MIT
#include "kconfig/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <unordered_set>

namespace linuxbake::kconfig {
namespace {

constexpr int deepest_reason = 5;
constexpr std::size_t most_selectors = 5;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

// A bit for each letter of the name; some share one.
std::uint32_t letters_of(std::string_view name) {
  std::uint32_t letters = 0;
  for (const char c : name) letters |= 1U << (static_cast<unsigned char>(c) % 32);
  return letters;
}

class Explainer {
 public:
  Explainer(const Model& model, Evaluator& values, const std::vector<Request>& requests)
      : model_(model), values_(values), requests_(requests) {}

  std::vector<std::string> explain(const Request& request) {
    const SymbolId id = request.symbol;
    if (!is_logical(model_, id)) return explain_text(request);
    const Tristate actual = values_.tristate(id);
    if (actual > request.tristate) {
      too_much(request);
    } else {
      if (request.tristate != Tristate::no) other_members(id);
      too_little(id, request.tristate, 1);
    }
    if (lines_.empty())
      say(1, fmt::format("nothing in the tree gives it the value ({})", place(id)));
    return std::move(lines_);
  }

 private:
  void say(int level, std::string text) {
    lines_.push_back(std::string(static_cast<std::size_t>(level) * 2, ' ') + std::move(text));
  }

  [[nodiscard]] std::string name(SymbolId id) const {
    const Symbol& symbol = model_.symbols[id];
    return symbol.is_choice ? "a choice" : std::string(symbol.name);
  }

  [[nodiscard]] std::string place(SymbolId id) const {
    const Symbol& symbol = model_.symbols[id];
    return symbol.nodes.empty() ? "nowhere"
                                : model_.place_text(model_.nodes[symbol.nodes[0]].place);
  }

  std::vector<std::string> explain_text(const Request& request) {
    const SymbolId id = request.symbol;
    if (model_.symbols[id].transitional) {
      say(1, fmt::format("it is transitional: only what was configured before has it ({})",
                         place(id)));
      return std::move(lines_);
    }
    if (out_of_range(request)) return std::move(lines_);
    if (values_.visibility(id) == Tristate::no) not_visible(id, Tristate::mod, 1);
    if (lines_.empty())
      say(1, fmt::format("nothing in the tree gives it the value ({})", place(id)));
    return std::move(lines_);
  }

  // Tells the range that applies, or would if the symbol could be set.
  bool out_of_range(const Request& request) {
    const SymbolId id = request.symbol;
    if (model_.symbols[id].type == Type::string) return false;
    PropertyId p = values_.active_range(id);
    for (const PropertyId one : model_.symbols[id].properties)
      if (p == none && model_.properties[one].kind == PropertyKind::range) p = one;
    if (p == none) return false;
    const int base = model_.symbols[id].type == Type::integer ? 10 : 16;
    const auto number = [&](std::string_view text) {
      return std::strtoll(std::string(text).c_str(), nullptr, base);
    };
    const Expression range = model_.expressions[model_.properties[p].value];
    const std::string_view low = values_.text(range.left);
    const std::string_view high = values_.text(range.right);
    const long long own = number(request.text);
    if (own >= number(low) && own <= number(high)) return false;
    say(1, fmt::format("its range is {} ({})", range_text(p),
                       model_.place_text(model_.properties[p].place)));
    defaults_before(range.left, 2);
    if (range.right != range.left) defaults_before(range.right, 2);
    other_ranges(id, p);
    return true;
  }

  std::string range_text(PropertyId p) {
    const Expression range = model_.expressions[model_.properties[p].value];
    const auto bound = [&](SymbolId side) {
      const Symbol& symbol = model_.symbols[side];
      const std::string_view text = values_.text(side);
      return symbol.nodes.empty() ? std::string(text) : fmt::format("{} ({})", text, symbol.name);
    };
    return fmt::format("{} to {}", bound(range.left), bound(range.right));
  }

  void other_ranges(SymbolId id, PropertyId active) {
    for (const PropertyId p : model_.symbols[id].properties) {
      const Property& property = model_.properties[p];
      if (p == active || property.kind != PropertyKind::range) continue;
      if (property.own_condition == none || values_.value(property.condition) != Tristate::no)
        continue;
      say(2, fmt::format("with {} it would be {} ({})",
                         expression_text(model_, property.own_condition), range_text(p),
                         model_.place_text(property.place)));
    }
  }

  // What a bound without a prompt would be, if options were other ones.
  void defaults_before(SymbolId id, int level) {
    for (const PropertyId p : model_.symbols[id].properties) {
      const Property& property = model_.properties[p];
      if (property.kind == PropertyKind::prompt) return;
      if (property.kind != PropertyKind::default_value) continue;
      if (values_.value(property.condition) != Tristate::no) return;
      if (property.own_condition == none) continue;
      say(level,
          fmt::format("with {} {} would be {} ({})",
                      expression_text(model_, property.own_condition), name(id),
                      expression_text(model_, property.value), model_.place_text(property.place)));
    }
  }

  // Requests for other members of the same choice.
  void other_members(SymbolId id) {
    const NodeId choice = model_.symbols[id].member_of;
    if (choice == none) return;
    for (const SymbolId member : model_.nodes[choice].members) {
      const Request* other = member == id ? nullptr : request_of(member);
      if (other == nullptr || other->tristate != Tristate::yes) continue;
      say(1, fmt::format("it is in the same choice ({}) as {}, and only one of them can be y",
                         model_.place_text(model_.nodes[choice].place), name(member)));
      asked(*other, 2);
    }
  }

  // The value is higher than what was asked for: select, modules, a choice.
  void too_much(const Request& request) {
    const SymbolId id = request.symbol;
    if (values_.selected(id) > request.tristate) return selected(id, 1);
    if (const NodeId choice = model_.symbols[id].member_of; choice != none)
      return say(1, fmt::format("its choice ({}) has no other member that can be y",
                                model_.place_text(model_.nodes[choice].place)));
    if (request.tristate == Tristate::mod && values_.type(id) == Type::boolean)
      return say(1, model_.symbols[id].type == Type::boolean
                        ? "it is a bool, and takes no m"
                        : "there are no modules (CONFIG_MODULES is n), so that m becomes y");
    if (values_.visibility(id) != Tristate::no) return;
    if (const PropertyId p = values_.active_default(id); p != none)
      say(1, fmt::format("it is {} by default ({}), and its prompt does not show",
                         tristate_letter(values_.tristate(id)),
                         model_.place_text(model_.properties[p].place)));
    not_visible(id, Tristate::mod, 1);
  }

  void selected(SymbolId id, int level) {
    std::size_t count = 0;
    for (const Selector& selector : selectors_of(model_, id, PropertyKind::select)) {
      const Property& property = model_.properties[selector.property];
      if (values_.tristate(selector.symbol) == Tristate::no ||
          values_.value(property.condition) == Tristate::no)
        continue;
      if (++count > most_selectors) break;
      say(level, fmt::format("it is selected by {}, which is {} ({})", name(selector.symbol),
                             tristate_letter(values_.tristate(selector.symbol)),
                             model_.place_text(property.place)));
    }
    if (count > most_selectors) say(level, "and by others");
  }

  void too_little(SymbolId id, Tristate wanted, int level) {
    if (level > deepest_reason || !seen_.insert(id).second) return;
    if (values_.visibility(id) < wanted) return not_visible(id, wanted, level);
    if (const NodeId choice = model_.symbols[id].member_of; choice != none) {
      const SymbolId chosen = values_.chosen(choice);
      if (chosen != none && chosen != id)
        say(level, fmt::format("its choice ({}) takes {}",
                               model_.place_text(model_.nodes[choice].place), name(chosen)));
      return;
    }
    if (const Request* other = request_of(id); other != nullptr && other->tristate < wanted)
      return asked(*other, level);
    if (level > 1 || !values_.has_user_value(id))
      say(level, fmt::format("nothing asks for {} ({})", name(id), place(id)));
  }

  void not_visible(SymbolId id, Tristate wanted, int level) {
    bool has_prompt = false;
    for (const NodeId n : model_.symbols[id].nodes) {
      if (model_.nodes[n].prompt == none) continue;
      has_prompt = true;
      for (const Dependency& dependency : dependencies_of(model_, n))
        unmet(dependency, wanted, level);
    }
    if (!has_prompt) no_prompt(id, wanted, level);
  }

  void unmet(const Dependency& dependency, Tristate wanted, int level) {
    const Tristate value = values_.value(dependency.expression);
    if (value >= wanted) return;
    say(level, fmt::format("it depends on {} ({}), which is {}",
                           expression_text(model_, dependency.expression),
                           model_.place_text(dependency.place), tristate_letter(value)));
    guilty_ones(dependency.expression, wanted, level + 1);
  }

  void guilty_ones(ExprId expression, Tristate wanted, int level) {
    for (const auto& [id, least] : guilty(expression, wanted)) {
      if (values_.tristate(id) >= least || seen_.contains(id)) continue;
      say(level, fmt::format("{} is {}", name(id), tristate_letter(values_.tristate(id))));
      too_little(id, least, level + 1);
    }
    for (const SymbolId id : in_the_way(expression)) {
      say(level, fmt::format("{} is {}", name(id), tristate_letter(values_.tristate(id))));
      if (const Request* other = request_of(id); other != nullptr)
        asked(*other, level + 1);
      else
        selected(id, level + 1);
    }
  }

  // The symbols below a '!' that are on.
  std::vector<SymbolId> in_the_way(ExprId id) {
    std::vector<SymbolId> found;
    std::vector<std::pair<ExprId, bool>> open = {{id, false}};
    while (!open.empty() && found.size() < 8) {
      const auto [next, negated] = open.back();
      open.pop_back();
      const Expression e = model_.expressions[next];
      if (e.op == Op::conjunction || e.op == Op::disjunction) {
        if (!negated && values_.value(next) != Tristate::no) continue;
        open.emplace_back(e.right, negated);
        open.emplace_back(e.left, negated);
      } else if (e.op == Op::negation) {
        open.emplace_back(e.left, !negated);
      } else if (e.op == Op::symbol && negated && !model_.symbols[e.left].constant &&
                 values_.tristate(e.left) != Tristate::no) {
        found.push_back(e.left);
      }
    }
    return found;
  }

  const Request* request_of(SymbolId id) const {
    const auto found = std::ranges::find(requests_, id, &Request::symbol);
    return found == requests_.end() || found->line.file.empty() ? nullptr : &*found;
  }

  void asked(const Request& request, int level) {
    say(level, fmt::format("{}:{} asks for {}={}", request.line.file, request.line.line,
                           name(request.symbol), request.line.value));
  }

  // The symbols whose values keep the expression below `wanted`.
  std::vector<std::pair<SymbolId, Tristate>> guilty(ExprId id, Tristate wanted) {
    std::vector<std::pair<SymbolId, Tristate>> found;
    std::vector<ExprId> open = {id};
    while (!open.empty() && found.size() < 8) {
      const Expression e = model_.expressions[open.back()];
      const bool met = values_.value(open.back()) >= wanted;
      open.pop_back();
      if (met) continue;
      if (e.op == Op::conjunction || e.op == Op::disjunction) {
        open.push_back(e.right);
        open.push_back(e.left);
      } else if (e.op == Op::symbol && !model_.symbols[e.left].constant) {
        found.emplace_back(e.left, wanted);
      } else if (e.op == Op::equal && is_logical(model_, e.left) && e.right == model_.yes) {
        found.emplace_back(e.left, Tristate::yes);
      }
    }
    return found;
  }

  void no_prompt(SymbolId id, Tristate wanted, int level) {
    const std::vector<Selector> all = selectors_of(model_, id, PropertyKind::select);
    if (model_.symbols[id].nodes.empty())
      return say(level, fmt::format("no entry defines {}", name(id)));
    const std::vector<PropertyId> defaults = defaults_of(id);
    if (all.empty() && defaults.empty())
      return say(level, fmt::format("{} has no prompt, no default, and nothing selects it ({})",
                                    name(id), place(id)));
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), most_selectors); ++i)
      text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", name(all[i].symbol),
                          model_.place_text(model_.properties[all[i].property].place));
    if (all.size() > most_selectors)
      text += fmt::format(" and {} others", all.size() - most_selectors);
    if (!all.empty())
      say(level,
          fmt::format("{} has no prompt ({}); it is selected by {}", name(id), place(id), text));
    else
      say(level, fmt::format("{} has no prompt, only defaults ({})", name(id), place(id)));
    for (std::size_t i = 0; i < std::min(defaults.size(), most_selectors); ++i)
      idle_default(model_.properties[defaults[i]], wanted, level + 1);
  }

  // Those that are not just n.
  [[nodiscard]] std::vector<PropertyId> defaults_of(SymbolId id) const {
    std::vector<PropertyId> all;
    for (const PropertyId p : model_.symbols[id].properties) {
      const Property& property = model_.properties[p];
      const Expression& value = model_.expressions[property.value];
      const bool is_no = value.op == Op::symbol && value.left == model_.no;
      if (property.kind == PropertyKind::default_value && !is_no) all.push_back(p);
    }
    return all;
  }

  // What keeps a default from giving the value.
  void idle_default(const Property& property, Tristate wanted, int level) {
    const std::string what =
        fmt::format("its default {} ({})", expression_text(model_, property.value),
                    model_.place_text(property.place));
    if (values_.value(property.condition) >= wanted) {
      const bool logical = is_logical(model_, model_.nodes[property.node].symbol);
      if (!logical) return say(level, what + " holds");
      say(level, fmt::format("{} is {}", what, tristate_letter(values_.value(property.value))));
      return guilty_ones(property.value, wanted, level + 1);
    }
    say(level, what + " does not hold");
    for (const Dependency& dependency : dependencies_of(model_, property.node))
      if (dependency.expression != property.own_condition) unmet(dependency, wanted, level + 1);
    if (property.own_condition != none)
      unmet({property.own_condition, property.place}, wanted, level + 1);
  }

  const Model& model_;
  Evaluator& values_;
  const std::vector<Request>& requests_;
  std::vector<std::string> lines_;
  std::unordered_set<SymbolId> seen_;
};

Refusal unknown_name(const Model& model, const Assignment& request) {
  Refusal refusal{request, fmt::format("{} is not known in this version", request.name), {}};
  std::string similar;
  for (const std::string& name : nearest_names(model, request.name))
    similar += (similar.empty() ? "" : ", ") + name;
  if (!similar.empty()) refusal.reasons.push_back("  the nearest names are " + similar);
  return refusal;
}

Refusal wrong_type(const Model& model, const Assignment& request, SymbolId id) {
  const Type type = model.symbols[id].type;
  Refusal refusal{request,
                  fmt::format("{} is {} {}, and '{}' is no value for it", request.name,
                              type == Type::integer ? "an" : "a", type_name(type), request.value),
                  {}};
  const bool is_hex = request.value.starts_with("0x") || request.value.starts_with("0X");
  if (type == Type::integer && is_hex)
    refusal.reasons.push_back(fmt::format("  an int is decimal: {} is {}", request.value,
                                          std::strtoull(request.value.c_str(), nullptr, 16)));
  return refusal;
}

// "is not set" says nothing of a number or text that is nowhere.
Refusal has_a_value(const Model& model, Evaluator& values, const Assignment& request, SymbolId id) {
  const Type type = model.symbols[id].type;
  return {request,
          fmt::format("{} is {} {}, which cannot be switched off, and the final value is {}",
                      request.name, type == Type::integer ? "an" : "a", type_name(type),
                      values.text(id)),
          {}};
}

std::string final_text(const Model& model, Evaluator& values, SymbolId id) {
  if (!is_logical(model, id) && !values.is_written(id)) return "it has none";
  return fmt::format("the final value is {}", values.text(id).empty() ? "empty" : values.text(id));
}

// Earlier requests that a later fragment took back without saying that it means to.
void add_contradicted(const std::vector<ConfigFile>& fragments, std::vector<Refusal>& all) {
  for (const MergedSymbol& symbol : merge(ConfigFile{}, fragments).symbols) {
    const Assignment& last = symbol.final;
    if (last.overrides) continue;
    for (const Assignment& earlier : symbol.replaced)
      if (!earlier.optional)
        all.push_back({earlier,
                       fmt::format("{}={} was asked for, but {}:{} sets it to {}", earlier.name,
                                   earlier.value, last.file, last.line, last.value),
                       {}});
  }
}

}  // namespace

std::vector<Dependency> dependencies_of(const Model& model, NodeId node) {
  std::vector<Dependency> all;
  const PropertyId prompt = model.nodes[node].prompt;
  if (prompt != none && model.properties[prompt].own_condition != none)
    all.push_back({model.properties[prompt].own_condition, model.properties[prompt].place});
  for (NodeId outer = node; outer != none && outer != root_node;
       outer = model.nodes[outer].parent) {
    for (const auto& [expression, place] : model.nodes[outer].depends_lines)
      all.push_back({expression, place});
    const bool is_choice = model.nodes[outer].kind == NodeKind::choice;
    const PropertyId shown = is_choice && outer != node ? model.nodes[outer].prompt : none;
    if (shown != none && model.properties[shown].own_condition != none)
      all.push_back({model.properties[shown].own_condition, model.properties[shown].place});
  }
  return all;
}

std::vector<Selector> selectors_of(const Model& model, SymbolId symbol, PropertyKind kind) {
  std::vector<Selector> all;
  for (PropertyId p = 1; p < model.properties.size(); ++p) {
    const Property& property = model.properties[p];
    if (property.kind == kind && model.expressions[property.value].left == symbol)
      all.push_back({model.nodes[property.node].symbol, p});
  }
  return all;
}

std::vector<std::string> reasons(const Model& model, Evaluator& values, const Request& request,
                                 const std::vector<Request>& all) {
  return Explainer(model, values, all).explain(request);
}

std::vector<std::string> nearest_names(const Model& model, std::string_view name) {
  if (name.starts_with("CONFIG_")) name.remove_prefix(7);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  const std::size_t most = std::min<std::size_t>(1 + name.size() / 4, 5);
  const std::uint32_t ours = letters_of(name);
  for (const Symbol& symbol : model.symbols) {
    if (symbol.constant || symbol.nodes.empty() || symbol.is_choice) continue;
    const std::size_t longer = std::max(symbol.name.size(), name.size());
    if (longer - std::min(symbol.name.size(), name.size()) > most) continue;
    // Each letter that only one of them has takes a change.
    const std::uint32_t theirs = letters_of(symbol.name);
    const int changes = std::max(std::popcount(theirs & ~ours), std::popcount(ours & ~theirs));
    if (static_cast<std::size_t>(changes) > most) continue;
    const std::size_t distance = edit_distance(symbol.name, name);
    if (distance <= most) near.emplace_back(distance, symbol.name);
  }
  std::ranges::sort(near);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min<std::size_t>(near.size(), 3); ++i)
    names.push_back(fmt::format("CONFIG_{}", near[i].second));
  return names;
}

std::vector<Refusal> refusals(Model& model, Evaluator& values,
                              const std::vector<ConfigFile>& fragments) {
  std::vector<Refusal> all;
  const std::vector<Request> requests = requests_of(model, fragments);
  std::size_t next = 0;
  for (const MergedSymbol& symbol : merge(ConfigFile{}, fragments).symbols) {
    const Assignment& asked = symbol.final;
    if (asked.optional) continue;
    const bool is_request = next < requests.size() && requests[next].line == asked;
    const SymbolId id = model.find(std::string_view(asked.name).substr(7));
    if (is_request) {
      const Request& request = requests[next++];
      if (holds(values, request)) continue;
      all.push_back({asked,
                     fmt::format("{}={} was asked for, but {}", asked.name, asked.value,
                                 final_text(model, values, request.symbol)),
                     reasons(model, values, request, requests)});
    } else if (id == none || model.symbols[id].nodes.empty()) {
      if (asked.value != "n") all.push_back(unknown_name(model, asked));
    } else if (asked.value != "n" || is_logical(model, id)) {
      all.push_back(wrong_type(model, asked, id));
    } else if (values.is_written(id) && !values.text(id).empty()) {
      all.push_back(has_a_value(model, values, asked, id));
    }
  }
  add_contradicted(fragments, all);
  return all;
}

}  // namespace linuxbake::kconfig
