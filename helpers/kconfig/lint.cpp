// SPDX-License-Identifier: MIT
#include "kconfig/lint.h"

#include <fmt/format.h>

#include <unordered_map>

#include "kconfig/dotconfig.h"
#include "kconfig/reasons.h"

namespace linuxbake::kconfig {
namespace {

class Linter {
 public:
  Linter(const Tree& tree, Evaluator& values, const ConfigFile& base,
         const std::vector<ConfigFile>& fragments, const Tree* other)
      : tree_(tree),
        model_(*tree.model),
        values_(values),
        base_(base),
        fragments_(fragments),
        other_(other) {}

  Result<std::vector<Error>> run() {
    const Result<std::string> whole = result(fragments_);
    if (!whole) return tl::unexpected(whole.error());
    std::vector<Error> found;
    for (const ConfigFile& fragment : fragments_)
      for (const Assignment& line : fragment.assignments) {
        if (replaced_on_purpose(line.name)) continue;
        const std::string what = idle(*whole, line);
        const std::string text = fmt::format("{}={}", line.name, line.value);
        if (!what.empty())
          found.push_back({fmt::format("{} has no effect: {}", text, what), line.file, line.line});
        else if (other_ != nullptr && !knows(*other_->model, line.name))
          found.push_back({fmt::format("{} has no effect in {}: that version does not know it",
                                       text, other_->version),
                           line.file, line.line});
      }
    return found;
  }

 private:
  Result<std::string> result(const std::vector<ConfigFile>& fragments) {
    const Result<void> applied = apply_merge(tree_, values_, merge(base_, fragments));
    if (!applied) return tl::unexpected(applied.error());
    return dotconfig_text(model_, values_);
  }

  // A fragment that is shared has lines for others, too; who takes them back says '# override'.
  [[nodiscard]] bool replaced_on_purpose(const std::string& name) const {
    bool is_there = false;
    for (const ConfigFile& fragment : fragments_)
      for (const Assignment& line : fragment.assignments) {
        if (line.name != name) continue;
        if (is_there && line.overrides) return true;
        is_there = true;
      }
    return false;
  }

  // Why the line has no effect; empty where it has one.
  std::string idle(const std::string& whole, const Assignment& line) {
    const auto [place, is_new] = seen_.try_emplace(line.name + "=" + line.value, &line);
    if (!knows(model_, line.name)) return unknown(line);
    const SymbolId id = model_.find(std::string_view(line.name).substr(7));
    if (!is_new)
      return fmt::format("{}:{} says it already", place->second->file, place->second->line);
    std::vector<ConfigFile> without = fragments_;
    for (ConfigFile& fragment : without)
      std::erase_if(fragment.assignments, [&](const Assignment& other) {
        return other.name == line.name && other.value == line.value;
      });
    const Result<std::string> others = result(without);
    if (!others || *others != whole) return {};
    return judged(line, id);
  }

  static bool knows(const Model& model, std::string_view name) {
    const SymbolId id = model.find(name.substr(7));
    return id != none && !model.symbols[id].nodes.empty();
  }

  std::string unknown(const Assignment& line) const {
    std::string text = "this version does not know it";
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

  // `values_` is the configuration without the line.
  std::string judged(const Assignment& line, SymbolId id) {
    bool has_prompt = false;
    for (const NodeId n : model_.symbols[id].nodes)
      has_prompt = has_prompt || model_.nodes[n].prompt != none;
    if (!has_prompt) return "it has no prompt";
    const bool has_it = same_value(line.value, value_text(model_, values_, id));
    if (values_.selected(id) != Tristate::no && values_.visibility(id) <= values_.selected(id))
      return "a select forces the value";
    if (values_.visibility(id) == Tristate::no && !has_it) return "what it depends on is not set";
    if (!has_it) return "it does not take";
    if (values_.visibility(id) == Tristate::no && values_.is_written(id))
      return "it has this value, and cannot be changed here";
    if (values_.visibility(id) == Tristate::no) return "what it depends on is not set";
    return values_.has_user_value(id) ? "the base has this value" : "this is the default";
  }

  const Tree& tree_;
  const Model& model_;
  Evaluator& values_;
  const ConfigFile& base_;
  const std::vector<ConfigFile>& fragments_;
  const Tree* other_;
  std::unordered_map<std::string, const Assignment*> seen_;
};

}  // namespace

Result<std::vector<Error>> lint(const Tree& tree, Evaluator& values, const ConfigFile& base,
                                const std::vector<ConfigFile>& fragments, const Tree* other) {
  return Linter(tree, values, base, fragments, other).run();
}

}  // namespace linuxbake::kconfig
