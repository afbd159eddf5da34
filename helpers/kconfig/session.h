// SPDX-License-Identifier: MIT
// session.h - what most commands begin with: a tree, a base and fragments over it, evaluated.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/json.h"
#include "kconfig/commands.h"
#include "kconfig/reasons.h"
#include "kconfig/resolve.h"

namespace linuxbake::kconfig {

struct Session {
  Tree tree;
  std::unique_ptr<Evaluator> values;
  ConfigFile base;
  std::vector<ConfigFile> fragments;
  Merge merged;           // of base and fragments; `values` is what it gives
  std::string base_text;  // the base's .config, where Options::base_output asks for it
};

// Of the options' tree, base and fragments, without the tree's shell. It lives until the program
// ends: to free 200,000 small objects before that would take its time.
[[nodiscard]] Result<Session*> open_session(const Options& options);

// Tells the error; gives exit_unreadable.
[[nodiscard]] int unreadable(const Error& error);

[[nodiscard]] Result<ConfigFile> read_config(const std::string& path);
[[nodiscard]] Result<std::vector<ConfigFile>> read_configs(const std::vector<std::string>& paths);

// Only where the bytes differ. Gives the exit code for "done".
[[nodiscard]] Result<int> write_result(const std::string& path, const std::string& text);

void print_json(const Json& json);
[[nodiscard]] Json place_json(const Error& error);  // {"file", "line", "message"}
[[nodiscard]] Json contradictions_json(const Merge& merged);
void print_contradictions(const Merge& merged, const char* kind);

// What was asked for and did not take, with the reasons.
[[nodiscard]] Json refusals_json(const std::vector<Refusal>& refusals);
void print_refusals(const std::vector<Refusal>& refusals);

}  // namespace linuxbake::kconfig
