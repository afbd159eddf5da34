// SPDX-License-Identifier: MIT
#include "kconfig/minimize.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "kconfig/dotconfig.h"
#include "kconfig/resolve.h"

namespace linuxbake::kconfig {
namespace {

constexpr int most_attempts = 20;

struct Setting {
  SymbolId symbol = none;
  UserValue value;
  std::string text;
};

class Minimizer {
 public:
  Minimizer(const Tree& tree, Evaluator& values, const Merge& base)
      : tree_(tree), model_(*tree.model), values_(values) {
    const std::string text = merged_text(base);
    base_ = read_user_values(*tree.model, tree.model->keep(text), base.base, nullptr);
  }

  Result<std::string> run(const UserValues& config, const std::string& path) {
    const Result<void> applied = apply(config);
    if (!applied) return tl::unexpected(applied.error());
    wanted_ = dotconfig_text(model_, values_);
    const Evaluator target = values_;
    target_ = &target;
    std::vector<Setting> lines = collect(target);
    if (!complete(lines)) return fail("no fragment over this base gives it back", path);
    leave_out(lines);
    std::string text;
    for (const Setting& line : lines) text += line.text;
    return text;
  }

 private:
  Result<void> apply(const UserValues& all) {
    values_.set_user_values(all);
    return settle(tree_, values_);
  }

  // Together with `always_`, which has no members of choices: there the order counts.
  bool gives_it(const std::vector<Setting>& lines) {
    // As merge() does it: old trees take the first of two lines, others the last.
    replaced_.assign(model_.symbols.size(), false);
    for (const Setting& line : always_) replaced_[line.symbol] = true;
    for (const Setting& line : lines) replaced_[line.symbol] = true;
    UserValues all;
    for (const UserValue& value : base_)
      if (!replaced_[value.symbol]) all.push_back(value);
    for (const Setting& line : always_) all.push_back(line.value);
    for (const Setting& line : lines) all.push_back(line.value);
    return apply(all).has_value() && dotconfig_text(model_, values_) == wanted_;
  }

  Setting line_for(Evaluator& target, SymbolId id) const {
    Setting line{id, {id, target.tristate(id), target.text(id)}, {}};
    append_symbol_line(line.text, model_, target, id);
    return line;
  }

  // The symbols that a user can set, in the order of the tree.
  std::vector<Setting> collect(Evaluator target) {
    (void)apply(base_);  // where the base alone is none, its values still say what differs
    std::vector<Setting> lines;
    std::vector<bool> done(model_.symbols.size());
    for (NodeId n = root_node + 1; n < model_.nodes.size(); ++n) {
      const SymbolId id = model_.nodes[n].symbol;
      if (id == none || model_.symbols[id].is_choice || done[id]) continue;
      done[id] = true;
      if (target.is_written(id) && target.visibility(id) > target.selected(id) &&
          (target.text(id) != values_.text(id) || !values_.is_written(id)))
        lines.push_back(line_for(target, id));
    }
    return lines;
  }

  // Adds what the first lines do not bring about by themselves.
  bool complete(std::vector<Setting>& lines) {
    for (int round = 0; round < most_attempts; ++round) {
      if (gives_it(lines)) return true;
      Evaluator target = *target_;
      const std::size_t before = lines.size();
      for (SymbolId id = 1; id < model_.symbols.size(); ++id) {
        const Symbol& symbol = model_.symbols[id];
        if (symbol.nodes.empty() || symbol.is_choice || !target.is_written(id)) continue;
        const bool differs = target.text(id) != values_.text(id);
        if (differs && !replaced_[id]) lines.push_back(line_for(target, id));
      }
      if (lines.size() == before) return false;
    }
    return false;
  }

  // What is left to shrink() after that can only be shown by evaluating everything.
  void leave_out(std::vector<Setting>& lines) {
    if (model_.dialect.interviews) return shrink(lines);
    std::vector<Setting> kept;
    std::vector<Setting> members;  // and what stays_with() cannot tell
    std::unordered_map<SymbolId, UserValues> base;
    for (const UserValue& value : base_) base[value.symbol] = {value};
    for (const Setting& line : lines) {
      const bool is_member = model_.symbols[line.symbol].member_of != none;
      const std::optional<bool> stays =
          is_member ? std::nullopt : values_.stays_with(line.symbol, base[line.symbol]);
      if (!stays.value_or(true))
        kept.push_back(line);
      else if (!stays)
        members.push_back(line);
    }
    always_ = kept;
    if (gives_it(members)) {
      // Lines that say n go first: which member is y says more.
      std::ranges::stable_sort(members, {},
                               [](const Setting& line) { return line.value.tristate; });
      shrink(members);
      std::unordered_set<SymbolId> all;
      for (const std::vector<Setting>& part : {kept, members})
        for (const Setting& line : part) all.insert(line.symbol);
      std::erase_if(lines, [&](const Setting& line) { return !all.contains(line.symbol); });
      return;
    }
    always_.clear();
    shrink(lines);
  }

  // Takes away halves, quarters, …, single lines.
  void shrink(std::vector<Setting>& lines) {
    if (lines.empty()) return;
    for (std::size_t size = std::max<std::size_t>(lines.size() / 2, 1);; size /= 2) {
      for (std::size_t at = 0; at < lines.size();) {
        std::vector<Setting> fewer = lines;
        const auto begin = fewer.begin() + static_cast<long>(at);
        fewer.erase(begin, begin + static_cast<long>(std::min(size, lines.size() - at)));
        if (gives_it(fewer))
          lines = std::move(fewer);
        else
          at += size;
      }
      if (size <= 1) return;
    }
  }

  const Tree& tree_;
  const Model& model_;
  Evaluator& values_;
  UserValues base_;
  std::vector<Setting> always_;
  std::vector<bool> replaced_;
  std::string wanted_;
  const Evaluator* target_ = nullptr;
};

}  // namespace

Result<std::string> minimize(const Tree& tree, Evaluator& values, const Merge& base,
                             const ConfigFile& config) {
  const std::string text = merged_text(merge(config, {}));
  const UserValues wanted =
      read_user_values(*tree.model, tree.model->keep(text), config.path, nullptr);
  return Minimizer(tree, values, base).run(wanted, config.path);
}

}  // namespace linuxbake::kconfig
