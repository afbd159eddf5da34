// SPDX-License-Identifier: MIT
// kconfig-structure - what the engine holds of a tree, a symbol a line, for kconfiglib_judge.py.
//
//   kconfig-structure environment TREE ARCH     NAME=value, what the tree's macros see
//   kconfig-structure symbols TREE ARCH         of alldefconfig, with blanks between the fields:
//
// name, type, places, selected by, implied by, selects, and the tristates of visibility, direct
// dependencies and the lower bound of selects. Lists have commas; an empty one is "-".
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

#include "kconfig/evaluator.h"
#include "kconfig/reasons.h"
#include "kconfig/tree.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::kconfig;

using Names = std::set<std::string>;

std::string list(const Names& names) {
  return names.empty() ? "-" : fmt::format("{}", fmt::join(names, ","));
}

Names selectors(const Model& model, SymbolId id, PropertyKind kind) {
  Names names;
  for (const Selector& one : selectors_of(model, id, kind))
    names.emplace(model.symbols[one.symbol].name);
  return names;
}

Names selects(const Model& model, const Symbol& symbol) {
  Names names;
  for (const PropertyId p : symbol.properties)
    if (model.properties[p].kind == PropertyKind::select)
      names.emplace(model.symbols[model.expressions[model.properties[p].value].left].name);
  return names;
}

Names places(const Model& model, const Symbol& symbol) {
  Names names;
  for (const NodeId node : symbol.nodes) names.insert(model.place_text(model.nodes[node].place));
  return names;
}

void print_symbols(const Model& model) {
  Evaluator values(model);
  for (SymbolId id = 1; id < model.symbols.size(); ++id) {
    const Symbol& symbol = model.symbols[id];
    if (symbol.constant || symbol.is_choice || symbol.nodes.empty()) continue;
    std::cout << fmt::format(
        "{} {} {} {} {} {} {}{}{}\n", symbol.name, type_name(symbol.type),
        list(places(model, symbol)), list(selectors(model, id, PropertyKind::select)),
        list(selectors(model, id, PropertyKind::imply)), list(selects(model, symbol)),
        tristate_letter(values.visibility(id)), tristate_letter(values.depends(id)),
        tristate_letter(values.selected(id)));
  }
}

int run(const std::string& what, const std::string& directory, const std::string& arch) {
  TreeOptions options;
  options.directory = directory;
  options.arch = arch;
  const Result<Tree> tree = open_tree(options);
  if (!tree) {
    std::cerr << "kconfig-structure: " << tree.error().text() << "\n";
    return 1;
  }
  if (what == "symbols") print_symbols(*tree->model);
  if (what == "environment")
    for (const auto& [name, value] : tree->environment) std::cout << name << "=" << value << "\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) return run(argv[1], argv[2], argv[3]);
  std::cerr << "usage: kconfig-structure environment|symbols TREE ARCH\n";
  return 2;
}
