// SPDX-License-Identifier: MIT
#include "kconfig/check.h"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>

namespace linuxbake::kconfig {
namespace {

using Values = std::unordered_map<std::string_view, std::string_view>;

Values values_of(const Assignments& assignments) {
  Values values;
  for (const Assignment& assignment : assignments) values[assignment.name] = assignment.value;
  return values;
}

// The value, or "" for a symbol that is not mentioned.
std::string_view value_in(const Values& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() ? std::string_view{} : found->second;
}

std::string final_value_text(const Values& values, const std::string& name) {
  if (!values.contains(name))
    return "the final configuration does not have it: this version does not know it, or what it "
           "depends on is not set";
  const std::string_view value = value_in(values, name);
  return fmt::format("the final value is {}", value.empty() ? "empty" : value);
}

bool took(const Assignment& request, const Values& values) {
  if (!values.contains(request.name)) return request.value == "n";
  return same_value(request.value, value_in(values, request.name));
}

Error refusal(const Assignment& request, const Values& final_values, const Values& base_values) {
  std::string message = fmt::format("{}={} was asked for, but {}", request.name, request.value,
                                    final_value_text(final_values, request.name));
  const std::string_view before = value_in(base_values, request.name);
  if (!before.empty() && !same_value(before, request.value) &&
      !same_value(before, value_in(final_values, request.name)))
    message += fmt::format(" (the base has {})", before);
  return {std::move(message), request.file, request.line};
}

}  // namespace

std::vector<Error> check(const Assignments& final_config, const std::optional<ConfigFile>& base,
                         const std::vector<ConfigFile>& fragments) {
  const Values final_values = values_of(final_config);
  const Values base_values = base ? values_of(base->assignments) : Values{};
  const Merge requests = merge(ConfigFile{}, fragments);
  std::vector<Error> refusals;
  for (const MergedSymbol& symbol : requests.symbols)
    if (!symbol.final.optional && !took(symbol.final, final_values))
      refusals.push_back(refusal(symbol.final, final_values, base_values));
  return refusals;
}

}  // namespace linuxbake::kconfig
