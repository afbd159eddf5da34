// SPDX-License-Identifier: MIT
#include "kconfig/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <optional>

#include "common/files.h"
#include "common/lines.h"
#include "common/program.h"
#include "kconfig/check.h"
#include "kconfig/diff.h"
#include "kconfig/dotconfig.h"
#include "kconfig/effect.h"
#include "kconfig/explain.h"
#include "kconfig/lint.h"
#include "kconfig/minimize.h"
#include "kconfig/origin.h"
#include "kconfig/reasons.h"
#include "kconfig/savefragment.h"
#include "kconfig/session.h"

namespace linuxbake::kconfig {
namespace {

Result<int> check_with_tree(const Options& options) {
  const Result<Session*> opened = open_session(options);
  if (!opened) return unreadable(opened.error());
  const Session& session = **opened;
  const auto all = refusals(*session.tree.model, *session.values, session.fragments);
  if (options.json)
    print_json(refusals_json(all));
  else
    print_refusals(all);
  return all.empty() ? exit_done : exit_failed;
}

// The fragment that a command wrote, as JSON.
void print_fragment_json(const std::string& path, const std::string& text) {
  Json lines = Json::array();
  for (std::string_view rest = text; !rest.empty();) lines.push_back(take_line(rest));
  print_json({{"output", path}, {"lines", std::move(lines)}});
}

Result<int> write_fragment(const Options& options, const std::string& text) {
  const Result<int> written = write_result(options.output, text);
  if (written && options.json) print_fragment_json(options.output, text);
  return written;
}

void print_lint(const std::vector<Error>& found, bool as_json) {
  Json json = Json::array();
  for (const Error& one : found) {
    if (as_json)
      json.push_back(place_json(one));
    else
      print_message(program, "warning", one.text());
  }
  if (as_json) print_json(json);
}

Result<int> tell_differences(const std::vector<Difference>& all, bool as_json) {
  if (as_json) {
    Json json = Json::array();
    for (const Difference& one : all) {
      json.push_back({{"symbol", one.name}, {"before", one.before}, {"after", one.after}});
      if (!one.why.empty()) json.back()["why"] = one.why;
    }
    print_json(json);
  } else {
    std::cout << diff_text(all);
  }
  return all.empty() ? exit_done : exit_failed;
}

// What the fragments change in the base.
Result<int> diff_effect(const Options& options) {
  const Result<Session*> opened = open_session(options);
  if (!opened) return unreadable(opened.error());
  const Session& session = **opened;
  return effect(session.tree, *session.values, session.base, session.fragments)
      .and_then(
          [&](const std::vector<Difference>& all) { return tell_differences(all, options.json); });
}

}  // namespace

Result<int> run_merge(const Options& options) {
  const Result<ConfigFile> base = read_config(options.base);
  if (!base) return unreadable(base.error());
  const Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return unreadable(fragments.error());
  const Merge merged = merge(*base, *fragments);
  if (options.json)
    print_json({{"output", options.output},
                {"symbols", merged.symbols.size()},
                {"contradictions", contradictions_json(merged)}});
  else
    print_contradictions(merged, options.strict ? "error" : "warning");
  if (options.strict && !merged.contradictions.empty()) return exit_failed;
  if (!options.provenance.empty()) {
    const Result<int> written = write_result(options.provenance, provenance_json(merged));
    if (!written) return written;
  }
  return write_result(options.output, merged_text(merged));
}

Result<int> run_check(const Options& options) {
  if (options.config.empty()) return check_with_tree(options);
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return unreadable(config.error());
  const Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return unreadable(fragments.error());
  std::optional<ConfigFile> base;
  if (!options.base.empty()) {
    Result<ConfigFile> read = read_config(options.base);
    if (!read) return unreadable(read.error());
    base = std::move(*read);
  }
  const std::vector<Error> refused = check(config->assignments, base, *fragments);
  Json json = Json::array();
  for (const Error& refusal : refused) {
    if (options.json)
      json.push_back(place_json(refusal));
    else
      print_message(program, "error", refusal.text());
  }
  if (options.json) print_json(json);
  return refused.empty() ? exit_done : exit_failed;
}

Result<int> run_savefragment(const Options& options) {
  const Result<ConfigFile> base = read_config(options.base);
  if (!base) return unreadable(base.error());
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return unreadable(config.error());
  return write_fragment(options, savefragment(base->assignments, config->assignments));
}

Result<int> run_resolve(const Options& options) {
  const Result<Session*> opened = open_session(options);
  if (!opened) return unreadable(opened.error());
  const Session& session = **opened;
  const std::string text = dotconfig_text(*session.tree.model, *session.values);
  std::vector<Refusal> refused;
  if (options.check || options.json)
    refused = refusals(*session.tree.model, *session.values, session.fragments);
  if (options.json) {
    print_json({{"output", options.output},
                {"version", session.tree.version},
                {"arch", session.tree.arch},
                {"contradictions", contradictions_json(session.merged)},
                {"refused", refusals_json(refused)}});
  } else {
    print_contradictions(session.merged, "warning");
    print_refusals(options.check ? refused : std::vector<Refusal>());
  }
  if (options.check && !refused.empty()) return exit_failed;
  Result<int> written = exit_done;
  if (!options.base_output.empty()) written = write_result(options.base_output, session.base_text);
  if (written && !options.provenance.empty())
    written = write_result(options.provenance, provenance_json(session.merged));
  return written ? write_result(options.output, text) : written;
}

Result<int> run_minimize(const Options& options) {
  const Result<Session*> opened = open_session(options);
  if (!opened) return unreadable(opened.error());
  const Session& session = **opened;
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return unreadable(config.error());
  const Result<std::string> whole = read_file(options.config);
  if (!whole) return unreadable(whole.error());
  const auto lost = what_is_lost(session.tree, *whole, config->assignments);
  if (!lost) return unreadable(lost.error());
  if (*lost) print_message(program, "warning", (*lost)->text());
  const Result<std::string> text = [&] {
    const StatusLine status("minimize");
    return minimize(session.tree, *session.values, session.merged, *config);
  }();
  if (!text) return tl::unexpected(text.error());
  return write_fragment(options, *text);
}

Result<int> run_explain(const Options& options) {
  Options wanted = options;
  if (!options.config.empty()) wanted.base = options.config;
  const Result<Session*> opened = open_session(wanted);
  if (!opened) return unreadable(opened.error());
  const Session& session = **opened;
  const Model& model = *session.tree.model;
  std::string_view name = options.symbol;
  if (name.starts_with("CONFIG_")) name.remove_prefix(7);
  const SymbolId id = model.find(name);
  if (id == none || model.symbols[id].nodes.empty()) {
    std::string similar;
    for (const std::string& one : nearest_names(model, name))
      similar += (similar.empty() ? "; the nearest names are " : ", ") + one;
    return fail(fmt::format("CONFIG_{} is not known in this version{}", name, similar));
  }
  const Merge* merged = wanted.base.empty() ? nullptr : &session.merged;
  if (options.json)
    print_json(explain_json(model, *session.values, id, merged));
  else
    std::cout << explain_text(model, *session.values, id, merged);
  return exit_done;
}

Result<int> run_lint(const Options& options) {
  Options wanted = options;
  wanted.fragments = options.files;
  const Result<Session*> opened = open_session(wanted);
  if (!opened) return unreadable(opened.error());
  const Session& session = **opened;
  const Tree* other = nullptr;
  if (!options.other_tree.empty()) {
    Options there = options;
    there.tree.directory = options.other_tree;
    there.base.clear();
    const Result<Session*> second = open_session(there);
    if (!second) return unreadable(second.error());
    other = &(*second)->tree;
  }
  Result<std::vector<Error>> found = [&] {
    StatusLine status("lint");
    return lint(session.tree, *session.values, session.base, session.fragments, other, &status);
  }();
  if (!found) return tl::unexpected(found.error());
  std::erase_if(*found, [&](const Error& error) {
    return std::find(options.shared.begin(), options.shared.end(), error.file) !=
           options.shared.end();
  });
  print_lint(*found, options.json);
  return found->empty() ? exit_done : exit_failed;
}

Result<int> run_diff(const Options& options) {
  if (!options.tree.directory.empty()) return diff_effect(options);
  const Result<std::vector<ConfigFile>> both = read_configs(options.files);
  if (!both) return unreadable(both.error());
  return tell_differences(diff(both->at(0).assignments, both->at(1).assignments), options.json);
}

}  // namespace linuxbake::kconfig
