// SPDX-License-Identifier: MIT
#include "kconfig/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "common/json.h"

namespace linuxbake::kconfig {
namespace {

Error contradiction(const Assignment& earlier, const Assignment& later) {
  return {
      fmt::format("{}={} contradicts {}:{}: {}={}; the later one holds (write '# override' on the "
                  "line above it if that is meant)",
                  later.name, later.value, earlier.file, earlier.line, earlier.name, earlier.value),
      later.file, later.line};
}

// Symbols while they are collected: `rank` orders the output by the assignment that holds.
struct Collector {
  struct Slot {
    MergedSymbol symbol;
    std::size_t rank = 0;
    bool from_fragment = false;
  };
  std::unordered_map<std::string, Slot> slots;
  std::vector<Error> contradictions;
  std::size_t next_rank = 0;

  void add(const Assignment& assignment, bool from_fragment) {
    auto [place, is_new] = slots.try_emplace(assignment.name);
    Slot& slot = place->second;
    if (!is_new) replace(slot, assignment);
    slot.symbol.final = assignment;
    slot.rank = next_rank++;
    slot.from_fragment = from_fragment;
  }

  void replace(Slot& slot, const Assignment& later) {
    const Assignment& earlier = slot.symbol.final;
    if (same_value(earlier.value, later.value)) return;
    if (slot.from_fragment && !later.overrides && !earlier.optional)
      contradictions.push_back(contradiction(earlier, later));
    slot.symbol.replaced.push_back(earlier);
  }

  [[nodiscard]] std::vector<MergedSymbol> ordered() && {
    std::vector<Slot> sorted;
    sorted.reserve(slots.size());
    for (auto& [name, slot] : slots) sorted.push_back(std::move(slot));
    std::ranges::sort(sorted, {}, &Slot::rank);
    std::vector<MergedSymbol> symbols;
    symbols.reserve(sorted.size());
    for (Slot& slot : sorted) symbols.push_back(std::move(slot.symbol));
    return symbols;
  }
};

Json place_json(const Assignment& assignment) {
  return {{"value", assignment.value}, {"file", assignment.file}, {"line", assignment.line}};
}

}  // namespace

Merge merge(const ConfigFile& base, const std::vector<ConfigFile>& fragments) {
  Merge merged;
  Collector collector;
  merged.base = base.path;
  for (const Assignment& assignment : base.assignments) collector.add(assignment, false);
  for (const ConfigFile& fragment : fragments) {
    merged.fragments.push_back(fragment.path);
    for (const Assignment& assignment : fragment.assignments) collector.add(assignment, true);
  }
  merged.contradictions = std::move(collector.contradictions);
  merged.symbols = std::move(collector).ordered();
  return merged;
}

std::string merged_text(const Merge& merged) {
  std::string text = "# Merged by linuxbake-kconfig from a base and its fragments.\n";
  for (const MergedSymbol& symbol : merged.symbols)
    text += assignment_line(symbol.final.name, symbol.final.value) + "\n";
  return text;
}

std::string provenance_json(const Merge& merged) {
  Json symbols = Json::object();
  for (const MergedSymbol& symbol : merged.symbols) {
    Json entry = place_json(symbol.final);
    Json replaced = Json::array();
    for (const Assignment& earlier : symbol.replaced) replaced.push_back(place_json(earlier));
    if (!replaced.empty()) entry["replaced"] = std::move(replaced);
    // Each name is there once: appending spares ordered_json its linear search.
    symbols.get_ref<Json::object_t&>().emplace_back(symbol.final.name, std::move(entry));
  }
  const Json document = {
      {"base", merged.base}, {"fragments", merged.fragments}, {"symbols", std::move(symbols)}};
  return json_text(document, 2) + "\n";
}

}  // namespace linuxbake::kconfig
