// SPDX-License-Identifier: MIT
#include "kconfig/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include "common/files.h"
#include "kconfig/dotconfig.h"
#include "kconfig/interview.h"
#include "kconfig/origin.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

constexpr std::array base_names = {"tinyconfig",   "allnoconfig",  "alldefconfig",
                                   "allyesconfig", "allmodconfig", "defconfig"};

// The configuration of the values, as assignments.
ConfigFile as_file(const Tree& tree, Evaluator& values, const std::string& name) {
  ConfigFile file{name, {}};
  const std::string text = dotconfig_text(*tree.model, values);
  Result<Assignments> parsed = parse_assignments(text, name);
  if (parsed) file.assignments = *std::move(parsed);
  return file;
}

void set_text(const Tree& tree, Evaluator& values, std::string text, const std::string& name) {
  const std::string_view kept = tree.model->keep(std::move(text));
  values.set_user_values(read_user_values(*tree.model, kept, name, nullptr));
}

Result<void> set_file(const Tree& tree, Evaluator& values, const std::string& path) {
  Result<std::string> text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  set_text(tree, values, *std::move(text), path);
  return {};
}

Result<ConfigFile> tinyconfig(const Tree& tree, Evaluator& values) {
  const std::string common = tree.directory + "/kernel/configs/";
  if (fs::exists(common + "tiny-base.config")) {
    const Result<void> set = set_file(tree, values, common + "tiny-base.config");
    if (!set) return tl::unexpected(set.error());
  } else {
    values.set_user_values({});
  }
  values.ask_for_all_others(Tristate::no);
  const ConfigFile start = as_file(tree, values, "allnoconfig");
  std::vector<ConfigFile> fragments;
  const std::string own = fmt::format("{}/arch/{}/configs/", tree.directory, tree.source_arch);
  for (const std::string& path : {common + "tiny.config", own + "tiny.config"}) {
    if (!fs::exists(path)) continue;
    Result<Assignments> read = read_assignments(path);
    if (!read) return tl::unexpected(read.error());
    fragments.push_back({path, *std::move(read)});
  }
  if (fragments.empty()) return fail("the tree has no tiny.config", tree.directory);
  const Result<void> applied = apply_merge(tree, values, merge(start, fragments));
  if (!applied) return tl::unexpected(applied.error());
  return as_file(tree, values, "tinyconfig");
}

// The value that the architecture's Makefile gives KBUILD_DEFCONFIG.
std::string default_defconfig(const Tree& tree) {
  if (tree.source_arch == "x86")
    return tree.arch == "x86" ? "x86_64_defconfig" : tree.arch + "_defconfig";
  if (tree.source_arch == "powerpc") return "ppc64le_defconfig";
  const Result<std::string> makefile =
      read_file(fmt::format("{}/arch/{}/Makefile", tree.directory, tree.source_arch));
  const std::string text = "\n" + makefile.value_or("");
  const std::size_t at = text.find("\nKBUILD_DEFCONFIG");
  if (at == std::string::npos) return "defconfig";
  const std::size_t begin = text.find_first_not_of(" \t:=", at + 17);
  const std::string value = text.substr(begin, text.find_first_of(" \t\n", begin) - begin);
  return value.find('$') == std::string::npos ? value : "defconfig";
}

// An error that names those which the directory has.
tl::unexpected<Error> no_defconfig(const Tree& tree, const std::string& directory,
                                   const std::string& name) {
  std::vector<std::string> all;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory, ignored))
    if (entry.path().filename().string().ends_with("defconfig"))
      all.push_back(entry.path().filename());
  std::ranges::sort(all);
  std::string names;
  for (const std::string& one : all) names += (names.empty() ? "" : ", ") + one;
  return fail(fmt::format("there is no '{}'; {} has {}", name,
                          fs::path(directory).lexically_relative(tree.directory).string(),
                          all.empty() ? "none" : names));
}

Result<ConfigFile> defconfig(const Tree& tree, Evaluator& values, const std::string& name) {
  const std::string file = name == "defconfig" ? default_defconfig(tree) : name;
  const std::string directory = fmt::format("{}/arch/{}/configs", tree.directory, tree.source_arch);
  if (!fs::exists(directory + "/" + file)) return no_defconfig(tree, directory, file);
  const Result<void> set =
      set_file(tree, values, directory + "/" + file).and_then([&] { return settle(tree, values); });
  if (!set) return tl::unexpected(set.error());
  return as_file(tree, values, name);
}

// Where `conf` asks there is no tinyconfig, and defconfig is what all questions' defaults give.
Result<ConfigFile> interviewed_base(const Tree& tree, Evaluator& values, const std::string& base) {
  if (base == "tinyconfig") return fail("only Linux has a tinyconfig", tree.directory);
  if (base.ends_with("_defconfig")) {
    const std::string directory = tree.directory + "/configs";
    if (!fs::exists(directory + "/" + base)) return no_defconfig(tree, directory, base);
    const Result<void> set = set_file(tree, values, directory + "/" + base);
    if (!set) return tl::unexpected(set.error());
    forget_invisible(*tree.model, values);
  } else {
    values.set_user_values({});
  }
  const Answers answers = base == "allnoconfig"    ? Answers::no
                          : base == "allyesconfig" ? Answers::yes
                                                   : Answers::defaults;
  const Result<void> asked = interview(*tree.model, values, answers);
  if (!asked) return tl::unexpected(asked.error());
  return as_file(tree, values, base);
}

Result<ConfigFile> linux_base(const Tree& tree, Evaluator& values, const std::string& base) {
  if (base == "tinyconfig") return tinyconfig(tree, values);
  if (base.ends_with("defconfig") && base != "alldefconfig") return defconfig(tree, values, base);
  values.set_user_values({});
  if (base == "allnoconfig") values.ask_for_all_others(Tristate::no);
  if (base == "allmodconfig") values.ask_for_all_others(Tristate::mod);
  if (base == "allyesconfig") values.ask_for_all_others(Tristate::yes);
  return as_file(tree, values, base);
}

// A .config is read strictly first: what is none must not pass for an empty one. Then as `conf`
// reads it, for whom a number of BusyBox's must not end in a carriage return, and some comments say
// that a symbol is not set.
Result<ConfigFile> file_base(const Tree& tree, const std::string& path,
                             std::vector<Error>* warnings) {
  Result<std::string> text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  std::vector<Error> near_misses;
  Result<Assignments> read = parse_assignments(*text, path, &near_misses);
  if (!read) return tl::unexpected(read.error());
  Result<std::optional<Error>> lost = what_is_lost(tree, *text, *read);
  if (!lost) return tl::unexpected(lost.error());
  if (*lost && warnings != nullptr) warnings->push_back(**std::move(lost));
  Model& model = *tree.model;
  std::unordered_map<SymbolId, std::size_t> taken;  // with the line that holds
  for (const UserValue& value :
       read_user_values(model, model.keep(*std::move(text)), path, warnings))
    if (const auto [place, is_new] = taken.try_emplace(value.symbol, value.line); !is_new)
      if (!model.dialect.first_line_holds) place->second = value.line;
  for (const Error& comment : near_misses) {
    const auto is_there = [&](const auto& one) { return one.second == comment.line; };
    if (warnings != nullptr && std::ranges::none_of(taken, is_there)) warnings->push_back(comment);
  }
  std::erase_if(*read, [&](const Assignment& one) {
    const SymbolId id = model.find(std::string_view(one.name).substr(7));
    if (id == none || model.symbols[id].nodes.empty()) return false;
    const auto place = taken.find(id);
    if (place == taken.end() || place->second != one.line) return true;
    taken.erase(place);
    return false;
  });
  for (const auto& [id, line] : taken)
    read->push_back({fmt::format("CONFIG_{}", model.symbols[id].name), "n", path, line});
  std::ranges::stable_sort(*read, {}, &Assignment::line);
  return ConfigFile{path, *std::move(read)};
}

}  // namespace

bool is_base_name(const std::string& base) {
  if (base.find('/') != std::string::npos) return false;
  return std::ranges::find(base_names, base) != base_names.end() || base.ends_with("_defconfig");
}

Result<ConfigFile> base_config(const Tree& tree, Evaluator& values, const std::string& base,
                               std::vector<Error>* warnings) {
  if (!is_base_name(base)) return file_base(tree, base, warnings);
  return tree.dialect.interviews ? interviewed_base(tree, values, base)
                                 : linux_base(tree, values, base);
}

Result<void> settle(const Tree& tree, Evaluator& values) {
  if (tree.dialect.drops_numbers_out_of_range) values.drop_values_out_of_range();
  if (!tree.dialect.interviews) return {};
  forget_invisible(*tree.model, values);
  return interview(*tree.model, values, Answers::defaults);
}

Result<void> apply_merge(const Tree& tree, Evaluator& values, const Merge& merged) {
  set_text(tree, values, merged_text(merged), "merged");
  return settle(tree, values);
}

}  // namespace linuxbake::kconfig
