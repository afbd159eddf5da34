// SPDX-License-Identifier: MIT
#include "kconfig/session.h"

#include <iostream>

#include "common/cache_directory.h"
#include "common/files.h"
#include "common/json.h"
#include "common/program.h"
#include "kconfig/dotconfig.h"
#include "kconfig/status_line.h"

namespace linuxbake::kconfig {
namespace {

Session& lasting_session() {
  static auto& all = *new std::vector<std::unique_ptr<Session>>;
  return *all.emplace_back(std::make_unique<Session>());
}

// It keeps what it has learned, and removes what commands have left, when the program ends.
void keep_until_the_end(std::unique_ptr<AnswersShell> shell) {
  static std::vector<std::unique_ptr<AnswersShell>> all;
  all.push_back(std::move(shell));
}

Result<Tree> open_tree_of(const Options& options) {
  TreeOptions wanted = options.tree;
  if (options.no_cache)
    wanted.cache.clear();
  else if (wanted.cache.empty())
    wanted.cache = cache_directory();
  return open_tree(wanted);
}

// The base by itself, with the fragments that belong to it. `values` is what it gives.
Result<ConfigFile> whole_base(const Tree& tree, Evaluator& values, const Options& options,
                              std::vector<Error>& warnings) {
  Result<ConfigFile> base = base_config(tree, values, options.base, &warnings);
  if (!base) return base;
  const Result<std::vector<ConfigFile>> further = read_configs(options.base_fragments);
  if (!further) return tl::unexpected(further.error());
  if (further->empty() && is_base_name(options.base)) return base;
  const Merge merged = merge(*base, *further);
  const Result<void> applied = apply_merge(tree, values, merged);
  if (!applied) return tl::unexpected(applied.error());
  ConfigFile whole{base->path, {}};
  for (const MergedSymbol& symbol : merged.symbols) whole.assignments.push_back(symbol.final);
  return whole;
}

struct Evaluated {
  ConfigFile base;
  std::string base_text;
  Merge merged;
  std::vector<Error> warnings;
};

// Base and fragments. `values` is what both give.
Result<Evaluated> evaluated(const Session& session, Evaluator& values, const Options& options) {
  Evaluated done;
  Result<ConfigFile> base = whole_base(session.tree, values, options, done.warnings);
  if (!base) return tl::unexpected(base.error());
  done.base = *std::move(base);
  if (!options.base_output.empty()) done.base_text = dotconfig_text(*session.tree.model, values);
  done.merged = merge(done.base, session.fragments);
  if (session.fragments.empty()) return done;
  const Result<void> applied = apply_merge(session.tree, values, done.merged);
  if (!applied) return tl::unexpected(applied.error());
  return done;
}

// At the first question that nobody has answered yet: all that will be asked.
void prepare_rehearsal(Session& session, const Options& options) {
  session.tree.shell->rehearse_by([&session, options](Shell& shell) {
    const Model& model = *session.tree.model;
    model.questions->rehearse(shell, [&] {
      Evaluator values(model);
      if (options.base.empty() || evaluated(session, values, options))
        (void)dotconfig_text(model, values);
    });
  });
}

// Gives the warnings.
Result<std::vector<Error>> fill(Session& session, const Options& options) {
  const StatusLine status("reading the tree");
  Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return tl::unexpected(fragments.error());
  session.fragments = *std::move(fragments);
  Result<Tree> tree = open_tree_of(options);
  if (!tree) return tl::unexpected(tree.error());
  session.tree = *std::move(tree);
  session.values = std::make_unique<Evaluator>(*session.tree.model);
  prepare_rehearsal(session, options);
  keep_until_the_end(std::move(session.tree.shell));
  if (options.base.empty()) return {};
  Result<Evaluated> done = evaluated(session, *session.values, options);
  if (!done) return tl::unexpected(done.error());
  session.base = std::move(done->base);
  session.base_text = std::move(done->base_text);
  session.merged = std::move(done->merged);
  return std::move(done->warnings);
}

}  // namespace

int unreadable(const Error& error) {
  print_message(program, "error", error.text());
  return exit_unreadable;
}

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

Result<Session*> open_session(const Options& options) {
  Session& session = lasting_session();
  const Result<std::vector<Error>> warnings = fill(session, options);
  if (!warnings) return tl::unexpected(warnings.error());
  for (const Error& one : *warnings) print_message(program, "warning", one.text());
  return &session;
}

Result<int> write_result(const std::string& path, const std::string& text) {
  return write_file_if_different(path, text).map([](bool) { return exit_done; });
}

void print_json(const Json& json) {
  std::cout << json_text(json, 2) << "\n";
}

Json place_json(const Error& error) {
  return {{"file", error.file}, {"line", error.line}, {"message", error.message}};
}

Json contradictions_json(const Merge& merged) {
  Json json = Json::array();
  for (const Error& contradiction : merged.contradictions)
    json.push_back(place_json(contradiction));
  return json;
}

void print_contradictions(const Merge& merged, const char* kind) {
  for (const Error& contradiction : merged.contradictions)
    print_message(program, kind, contradiction.text());
}

Json refusals_json(const std::vector<Refusal>& refusals) {
  Json json = Json::array();
  for (const Refusal& one : refusals)
    json.push_back({{"file", one.request.file},
                    {"line", one.request.line},
                    {"symbol", one.request.name},
                    {"requested", one.request.value},
                    {"message", one.message},
                    {"reasons", one.reasons}});
  return json;
}

void print_refusals(const std::vector<Refusal>& refusals) {
  for (const Refusal& one : refusals) {
    std::string text = one.message;
    for (const std::string& line : one.reasons) text += "\n" + line;
    print_message(program, "error", Error{text, one.request.file, one.request.line}.text());
  }
}

}  // namespace linuxbake::kconfig
