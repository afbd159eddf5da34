// SPDX-License-Identifier: MIT
#include "report/budget/state.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "common/lines.h"
#include "report/boot_chart.h"
#include "report/size.h"

namespace linuxbake::report::budget {
namespace {

namespace fs = std::filesystem;

constexpr const char* mark = "linuxbake_budget";

Figures figures_of(const std::vector<Item>& items) {
  Figures figures;
  for (const Item& item : items) figures[item.name] += item.bytes;
  return figures;
}

State state_of(const SizeReport& report) {
  State state;
  if (!report.images.empty()) {
    state.figures["size"] = report.images.front().bytes;
    state.parts["image"] = figures_of(report.images.front().parts);
  }
  if (!report.kernels.empty()) {
    state.figures["kernel"] = report.kernels.front().bytes;
    state.parts["kernel"] = figures_of(report.kernels.front().directories);
  }
  if (!report.initramfs.empty()) {
    state.figures["initramfs"] = report.initramfs.front().bytes;
    state.parts["initramfs"] = figures_of(report.initramfs.front().files);
  }
  return state;
}

// The lines CONFIG_<NAME>=<value> of a kernel's .config.
Options options_in(std::string_view config) {
  Options options;
  while (!config.empty()) {
    const std::string_view line = take_line(config);
    const std::size_t equals = line.find('=');
    if (!line.starts_with("CONFIG_") || equals == std::string_view::npos) continue;
    options.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return options;
}

Result<void> add_options(State& state, const Plan& plan) {
  if (plan.kernels.empty() || !fs::exists(plan.kernels.front().config)) return {};
  return read_file(plan.kernels.front().config).map([&](const std::string& config) {
    state.options = options_in(config);
  });
}

Result<void> add_instructions(State& state, const fs::path& counted) {
  if (counted.empty()) return {};
  return counted_instructions(counted).map(
      [&](std::uint64_t count) { state.figures["instructions"] = count; });
}

// Json::exception where it is no object.
const Json::object_t& members_of(const Json& object) {
  return object.get_ref<const Json::object_t&>();
}

Figures figures_in(const Json& object) {
  Figures figures;
  for (const auto& [name, value] : members_of(object))
    figures[name] = value.get_ref<const Json::number_unsigned_t&>();
  return figures;
}

}  // namespace

Result<State> measure_state(const Plan& plan, const fs::path& counted) {
  Result<State> state = measure(plan).map(state_of);
  if (!state) return state;
  return add_options(*state, plan)
      .and_then([&] { return add_instructions(*state, counted); })
      .map([&] { return *state; });
}

Result<State> parse_state(const std::string& text, const std::string& file) {
  try {
    const Json json = parse_json(text);
    if (json.value(mark, 0) != 1) return fail("is no baseline of a budget", file);
    State state;
    state.figures = figures_in(json.at("figures"));
    for (const auto& [name, parts] : members_of(json.at("parts")))
      state.parts[name] = figures_in(parts);
    for (const auto& [name, value] : members_of(json.at("options")))
      state.options[name] = value.get<std::string>();
    return state;
  } catch (const Json::exception& error) {
    return fail(fmt::format("is no baseline of a budget: {}", error.what()), file);
  }
}

std::string state_json(const State& state) {
  const Json json = {
      {mark, 1}, {"figures", state.figures}, {"parts", state.parts}, {"options", state.options}};
  return json_text(json, 1) + "\n";
}

}  // namespace linuxbake::report::budget
