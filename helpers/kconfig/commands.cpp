// SPDX-License-Identifier: MIT
#include "kconfig/commands.h"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "common/files.h"
#include "common/program.h"
#include "kconfig/check.h"
#include "kconfig/diff.h"
#include "kconfig/dotconfig.h"
#include "kconfig/explain.h"
#include "kconfig/lint.h"
#include "kconfig/minimize.h"
#include "kconfig/reasons.h"
#include "kconfig/resolve.h"
#include "kconfig/savefragment.h"

namespace linuxbake::kconfig {
namespace {

using Json = nlohmann::ordered_json;

Result<ConfigFile> read_config(const std::string& path) {
  return read_assignments(path).map([&](Assignments assignments) {
    return ConfigFile{path, std::move(assignments)};
  });
}

Result<std::vector<ConfigFile>> read_configs(const std::vector<std::string>& paths) {
  std::vector<ConfigFile> configs;
  for (const std::string& path : paths) {
    Result<ConfigFile> config = read_config(path);
    if (!config) return tl::unexpected(config.error());
    configs.push_back(std::move(*config));
  }
  return configs;
}

Result<int> write(const std::string& path, const std::string& text) {
  return write_file_if_different(path, text).map([](bool) { return exit_done; });
}

void print_json(const Json& json) {
  std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

// A tree with a base and fragments over it, evaluated.
struct Session {
  Tree tree;
  std::unique_ptr<Evaluator> values;
  ConfigFile base;
  std::vector<ConfigFile> fragments;
  Merge merged;
};

Result<Tree> open_tree_of(const Options& options) {
  TreeOptions wanted = options.tree;
  if (options.no_cache)
    wanted.cache.clear();
  else if (wanted.cache.empty())
    wanted.cache = default_cache_directory();
  return open_tree(wanted);
}

// Lives until the program ends: to free 200,000 small objects before that takes its time.
Session& lasting_session() {
  static auto& all = *new std::vector<std::unique_ptr<Session>>;
  return *all.emplace_back(std::make_unique<Session>());
}

Result<Session*> open_session(const Options& options) {
  Session& session = lasting_session();
  Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return tl::unexpected(fragments.error());
  session.fragments = *std::move(fragments);
  Result<Tree> tree = open_tree_of(options);
  if (!tree) return tl::unexpected(tree.error());
  session.tree = *std::move(tree);
  session.values = std::make_unique<Evaluator>(*session.tree.model);
  if (options.base.empty()) return &session;
  Result<ConfigFile> base = base_config(session.tree, *session.values, options.base);
  if (!base) return tl::unexpected(base.error());
  session.base = *std::move(base);
  session.merged = merge(session.base, session.fragments);
  if (!session.fragments.empty() || !is_base_name(options.base))
    apply_merge(session.tree, *session.values, session.merged);
  return &session;
}

void print_contradictions(const Merge& merged, const char* kind) {
  for (const Error& contradiction : merged.contradictions)
    print_message(program, kind, contradiction.text());
}

Result<int> check_with_tree(const Options& options) {
  const Result<Session*> opened = open_session(options);
  if (!opened) return tl::unexpected(opened.error());
  const Session& session = **opened;
  const auto all = refusals(*session.tree.model, *session.values, session.fragments);
  Json json = Json::array();
  for (const Refusal& one : all) {
    std::string text = one.message;
    for (const std::string& line : one.reasons) text += "\n" + line;
    if (options.json)
      json.push_back({{"file", one.request.file},
                      {"line", one.request.line},
                      {"symbol", one.request.name},
                      {"requested", one.request.value},
                      {"message", one.message},
                      {"reasons", one.reasons}});
    else
      print_message(program, "error", Error{text, one.request.file, one.request.line}.text());
  }
  if (options.json) print_json(json);
  return all.empty() ? exit_done : exit_failed;
}

Json proposal_json(const Model& model, const Proposal& proposal) {
  Json lines = Json::array();
  for (const FixLine& line : proposal.lines) {
    Json one = {{"line", fix_line_text(model, line)}};
    if (line.purpose != none)
      one["for"] = fmt::format("CONFIG_{}", model.symbols[line.purpose].name);
    lines.push_back(std::move(one));
  }
  return {{"lines", std::move(lines)}, {"further_options", proposal.further}};
}

std::string proposal_text(const Model& model, const Proposal& proposal) {
  std::string text;
  for (const FixLine& line : proposal.lines) {
    if (line.purpose != none)
      text += fmt::format("# for CONFIG_{}\n", model.symbols[line.purpose].name);
    text += fix_line_text(model, line) + "\n";
  }
  return text;
}

void print_proposals(const Model& model, const Fix& fixed, bool as_json) {
  Json json = Json::array();
  for (std::size_t i = 0; i < fixed.proposals.size(); ++i) {
    const Proposal& proposal = fixed.proposals[i];
    if (as_json) {
      json.push_back(proposal_json(model, proposal));
      continue;
    }
    std::cout << fmt::format("{}# {} line{}, {} further option{} set\n", i == 0 ? "" : "\n",
                             proposal.lines.size(), proposal.lines.size() == 1 ? "" : "s",
                             proposal.further, proposal.further == 1 ? "" : "s")
              << proposal_text(model, proposal);
  }
  if (as_json) print_json(json);
}

std::string selectors_text(const Model& model, SymbolId id) {
  const std::vector<Selector> all = selectors_of(model, id, PropertyKind::select);
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 5); ++i) {
    const Property& property = model.properties[all[i].property];
    text +=
        fmt::format("{}{} if {} ({})", i == 0 ? "" : ", ", model.symbols[all[i].symbol].name,
                    expression_text(model, property.condition), model.place_text(property.place));
  }
  if (all.size() > 5) text += fmt::format(" and {} others", all.size() - 5);
  return all.empty() ? "nothing" : text;
}

// One line for each definition of the symbol: what it takes to be on.
std::vector<std::string> rules_of(const Model& model, SymbolId id) {
  std::vector<std::string> rules;
  for (const NodeId n : model.symbols[id].nodes) {
    const std::string name =
        fmt::format("{} ({})", model.symbols[id].name, model.place_text(model.nodes[n].place));
    std::string depends;
    for (const Dependency& one : dependencies_of(model, n))
      depends += fmt::format("{}{}", depends.empty() ? "" : " && ",
                             expression_text(model, one.expression));
    if (model.nodes[n].prompt == none)
      rules.push_back(
          fmt::format("{} has no prompt, it is selected by {}", name, selectors_text(model, id)));
    else
      rules.push_back(fmt::format("{} depends on {}", name, depends.empty() ? "nothing" : depends));
  }
  return rules;
}

// The rules that contradict each other, each with its place.
Result<int> tell_impossible(const Model& model, const Fix& fixed, bool as_json) {
  Json rules = Json::array();
  std::string text;
  for (const SymbolId id : fixed.rules) {
    for (const std::string& rule : rules_of(model, id)) {
      rules.push_back(rule);
      text += "\n  " + rule;
    }
  }
  if (as_json) {
    print_json({{"impossible", true}, {"rules", rules}});
    return exit_failed;
  }
  const Assignment first = fixed.contradicting.empty() ? Assignment{} : fixed.contradicting[0].line;
  std::string who;
  for (const Request& one : fixed.contradicting)
    who += fmt::format("{}{}={}", who.empty() ? "" : " and ", one.line.name, one.line.value);
  return fail(fmt::format("{} cannot be, by the rules of{}", who, text), first.file, first.line);
}

Result<int> write_fix(const Options& options, const Session& session, const Fix& fixed) {
  if (fixed.proposals.empty()) return exit_done;
  const std::string text = proposal_text(*session.tree.model, fixed.proposals[0]);
  if (!options.apply) return write(options.output, text);
  const std::string& path = options.fragments.back();
  Result<std::string> present = read_file(path);
  if (!present) return tl::unexpected(present.error());
  if (!present->empty() && !present->ends_with('\n')) *present += "\n";
  return write(path, *present + text);
}

}  // namespace

Result<int> run_merge(const Options& options) {
  const Result<ConfigFile> base = read_config(options.base);
  if (!base) return tl::unexpected(base.error());
  const Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return tl::unexpected(fragments.error());
  const Merge merged = merge(*base, *fragments);
  print_contradictions(merged, options.strict ? "error" : "warning");
  if (options.strict && !merged.contradictions.empty()) return exit_failed;
  if (!options.provenance.empty()) {
    const Result<int> written = write(options.provenance, provenance_json(merged));
    if (!written) return written;
  }
  return write(options.output, merged_text(merged));
}

Result<int> run_check(const Options& options) {
  if (options.config.empty()) return check_with_tree(options);
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return tl::unexpected(config.error());
  const Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return tl::unexpected(fragments.error());
  std::optional<ConfigFile> base;
  if (!options.base.empty()) {
    Result<ConfigFile> read = read_config(options.base);
    if (!read) return tl::unexpected(read.error());
    base = std::move(*read);
  }
  const std::vector<Error> refused = check(config->assignments, base, *fragments);
  for (const Error& refusal : refused) print_message(program, "error", refusal.text());
  return refused.empty() ? exit_done : exit_failed;
}

Result<int> run_savefragment(const Options& options) {
  const Result<ConfigFile> base = read_config(options.base);
  if (!base) return tl::unexpected(base.error());
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return tl::unexpected(config.error());
  return write(options.output, savefragment(base->assignments, config->assignments));
}

Result<int> run_resolve(const Options& options) {
  const Result<Session*> opened = open_session(options);
  if (!opened) return tl::unexpected(opened.error());
  const Session& session = **opened;
  print_contradictions(session.merged, "warning");
  return write(options.output, dotconfig_text(*session.tree.model, *session.values));
}

Result<int> run_fix(const Options& options) {
  if (!can_fix()) return fail("was built without CaDiCaL, and cannot repair");
  const Result<Session*> opened = open_session(options);
  if (!opened) return tl::unexpected(opened.error());
  const Session& session = **opened;
  Model& model = *session.tree.model;
  const std::vector<Request> requests = requests_of(model, session.fragments);
  const bool writes = options.apply || !options.output.empty();
  const Fix fixed = fix(model, *session.values, requests, options.alternatives);
  if (fixed.outcome == Fix::Outcome::impossible) return tell_impossible(model, fixed, options.json);
  if (fixed.outcome == Fix::Outcome::undecided)
    return fail("no repair was found, and no proof that there is none");
  if (writes) return write_fix(options, session, fixed);
  print_proposals(model, fixed, options.json);
  return exit_done;
}

Result<int> run_minimize(const Options& options) {
  const Result<Session*> opened = open_session(options);
  if (!opened) return tl::unexpected(opened.error());
  const Session& session = **opened;
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return tl::unexpected(config.error());
  const Result<std::string> text = minimize(session.tree, *session.values, session.base, *config);
  if (!text) return tl::unexpected(text.error());
  return write(options.output, *text);
}

Result<int> run_explain(const Options& options) {
  Options wanted = options;
  if (!options.config.empty()) wanted.base = options.config;
  const Result<Session*> opened = open_session(wanted);
  if (!opened) return tl::unexpected(opened.error());
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
  const Result<Session*> opened = open_session(options);
  if (!opened) return tl::unexpected(opened.error());
  const Session& session = **opened;
  const std::vector<Error> idle =
      lint(session.tree, *session.values, session.base, session.fragments);
  Json json = Json::array();
  for (const Error& one : idle) {
    if (options.json)
      json.push_back({{"file", one.file}, {"line", one.line}, {"message", one.message}});
    else
      print_message(program, "warning", one.text());
  }
  if (options.json) print_json(json);
  return idle.empty() ? exit_done : exit_failed;
}

Result<int> run_diff(const Options& options) {
  const Result<ConfigFile> before = read_config(options.base);
  if (!before) return tl::unexpected(before.error());
  const Result<ConfigFile> after = read_config(options.config);
  if (!after) return tl::unexpected(after.error());
  const std::vector<Difference> all = diff(before->assignments, after->assignments);
  if (!options.json) {
    std::cout << diff_text(all);
  } else {
    Json json = Json::array();
    for (const Difference& one : all)
      json.push_back({{"symbol", one.name}, {"before", one.before}, {"after", one.after}});
    print_json(json);
  }
  return all.empty() ? exit_done : exit_failed;
}

}  // namespace linuxbake::kconfig
