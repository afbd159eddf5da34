// SPDX-License-Identifier: MIT
#include "kconfig/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "kconfig/dotconfig.h"
#include "kconfig/reasons.h"

namespace linuxbake::kconfig {
namespace {

class Linter {
 public:
  Linter(const Tree& tree, Evaluator& values, const ConfigFile& base,
         const std::vector<ConfigFile>& fragments, const Tree* other)
      : tree_(tree), model_(*tree.model), values_(values), other_(other) {
    for (const Assignment& line : base.assignments) add(line, false);
    for (const ConfigFile& fragment : fragments)
      for (const Assignment& line : fragment.assignments) add(line, true);
  }

  Result<std::vector<Error>> run(StatusLine* status) {
    const Result<std::string> whole = result(values_, nullptr);
    if (!whole) return tl::unexpected(whole.error());
    whole_ = *whole;
    std::vector<Error> found;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (status != nullptr) status->count(i, lines_.size());
      const Assignment& line = *lines_[i].text;
      if (!lines_[i].is_of_fragment || line.optional) continue;
      if (replaced_on_purpose_.contains(line.name)) continue;
      const std::string what = idle(line);
      const std::string text = fmt::format("{}={}", line.name, line.value);
      if (!what.empty())
        found.push_back({fmt::format("{} has no effect: {}", text, what), line.file, line.line});
      else if (other_ != nullptr && !knows(*other_->model, line.name))
        found.push_back({fmt::format("{} has no effect in {}: that version does not know it", text,
                                     other_->version),
                         line.file, line.line});
    }
    return found;
  }

 private:
  // Of the base and the fragments, in their order: the last one of a symbol holds.
  struct Line {
    const Assignment* text = nullptr;
    bool is_of_fragment = false;
    UserValues values;  // what `conf` takes from it
  };

  void add(const Assignment& line, bool is_of_fragment) {
    const std::string_view text = model_.keep(assignment_line(line.name, line.value) + "\n");
    std::vector<std::size_t>& of_name = by_name_[line.name];
    // A fragment that is shared has lines for others, too; who takes them back says '# override'.
    if (line.overrides && is_of_fragment && !of_name.empty() &&
        lines_[of_name.back()].is_of_fragment)
      replaced_on_purpose_.insert(line.name);
    of_name.push_back(lines_.size());
    lines_.push_back({&line, is_of_fragment, read_user_values(model_, text, line.file, nullptr)});
  }

  // The place of the line that holds, were those not there that say what `without` says.
  [[nodiscard]] std::optional<std::size_t> holding(const std::string& name,
                                                   const Assignment* without) const {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return std::nullopt;
    for (auto place = found->second.rbegin(); place != found->second.rend(); ++place) {
      const Line& line = lines_[*place];
      const bool is_out = without != nullptr && line.is_of_fragment &&
                          line.text->name == without->name && line.text->value == without->value;
      if (!is_out) return *place;
    }
    return std::nullopt;
  }

  [[nodiscard]] UserValues at(std::vector<std::size_t> places) const {
    std::ranges::sort(places);
    UserValues all;
    for (const std::size_t place : places)
      all.insert(all.end(), lines_[place].values.begin(), lines_[place].values.end());
    return all;
  }

  [[nodiscard]] UserValues requests(const Assignment* without) const {
    std::vector<std::size_t> places;
    for (const auto& [name, all] : by_name_)
      if (const std::optional<std::size_t> place = holding(name, without)) places.push_back(*place);
    return at(std::move(places));
  }

  // Those of the symbol, or of its choice.
  [[nodiscard]] UserValues requests_of(SymbolId id, const Assignment* without) const {
    std::vector<std::size_t> places;
    for (const SymbolId one : values_.asked_together(id))
      if (const auto place = holding(fmt::format("CONFIG_{}", model_.symbols[one].name), without))
        places.push_back(*place);
    return at(std::move(places));
  }

  Result<std::string> result(Evaluator& values, const Assignment* without) const {
    values.set_user_values(requests(without));
    return settle(tree_, values).map([&] { return dotconfig_text(model_, values); });
  }

  // Why the line has no effect; empty where it has one.
  std::string idle(const Assignment& line) {
    const auto [place, is_new] = seen_.try_emplace(line.name + "=" + line.value, &line);
    if (!knows(model_, line.name)) return unknown(line);
    const SymbolId id = model_.find(std::string_view(line.name).substr(7));
    if (!is_new)
      return fmt::format("{}:{} says it already", place->second->file, place->second->line);
    const std::optional<bool> stays = values_.stays_with(id, requests_of(id, &line));
    if (!stays) return idle_by_everything(line, id);
    if (!*stays) return {};
    std::string why = judged(values_, line, id);
    (void)values_.stays_with(id, requests_of(id, nullptr));
    return why;
  }

  std::string idle_by_everything(const Assignment& line, SymbolId id) {
    if (!without_) without_.emplace(model_);
    const Result<std::string> others = result(*without_, &line);
    if (!others || *others != whole_) return {};
    return judged(*without_, line, id);
  }

  static bool knows(const Model& model, std::string_view name) {
    const SymbolId id = model.find(name.substr(7));
    return id != none && !model.symbols[id].nodes.empty();
  }

  std::string unknown(const Assignment& line) const {
    const std::string text = "this version does not know it";
    if (other_ != nullptr && knows(*other_->model, line.name)) {
      const Model& there = *other_->model;
      const Symbol& symbol = there.symbols[there.find(std::string_view(line.name).substr(7))];
      return fmt::format("{} does not know it, {} does ({})", tree_.version, other_->version,
                         there.place_text(there.nodes[symbol.nodes[0]].place));
    }
    std::string names;
    for (const std::string& name : nearest_names(model_, line.name))
      names += (names.empty() ? "" : ", ") + name;
    return names.empty() ? text : text + fmt::format(" (the nearest names are {})", names);
  }

  // `values` is the configuration without the line.
  std::string judged(Evaluator& values, const Assignment& line, SymbolId id) const {
    bool has_prompt = false;
    for (const NodeId n : model_.symbols[id].nodes)
      has_prompt = has_prompt || model_.nodes[n].prompt != none;
    if (!has_prompt) return "it has no prompt";
    const bool has_it = same_value(line.value, value_text(model_, values, id));
    if (values.selected(id) != Tristate::no && values.visibility(id) <= values.selected(id))
      return "a select forces the value";
    if (values.visibility(id) == Tristate::no && !has_it) return "what it depends on is not set";
    if (!has_it) return "it does not take";
    if (values.visibility(id) == Tristate::no && values.is_written(id))
      return "it has this value, and cannot be changed here";
    if (values.visibility(id) == Tristate::no) return "what it depends on is not set";
    return values.has_user_value(id) ? "the base has this value" : "this is the default";
  }

  const Tree& tree_;
  Model& model_;
  Evaluator& values_;  // with every line
  const Tree* other_;
  std::vector<Line> lines_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  // places in lines_
  std::unordered_set<std::string> replaced_on_purpose_;
  std::unordered_map<std::string, const Assignment*> seen_;
  std::string whole_;
  std::optional<Evaluator> without_;
};

}  // namespace

Result<std::vector<Error>> lint(const Tree& tree, Evaluator& values, const ConfigFile& base,
                                const std::vector<ConfigFile>& fragments, const Tree* other,
                                StatusLine* status) {
  return Linter(tree, values, base, fragments, other).run(status);
}

}  // namespace linuxbake::kconfig
