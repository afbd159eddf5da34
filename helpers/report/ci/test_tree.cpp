// SPDX-License-Identifier: MIT
#include "report/ci/test_tree.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <set>

#include "common/json.h"
#include "common/lines.h"
#include "common/run_program.h"

namespace linuxbake::report::ci {
namespace {

void take_property(TreeTest& test, const std::string& name, const Json& value) {
  if (name == "LABELS") test.labels = value;
  if (name == "DEPENDS") test.depends = value;
  if (name == "FIXTURES_REQUIRED") test.fixtures_required = value;
  if (name == "FIXTURES_SETUP") test.fixtures_setup = value;
  if (name == "FIXTURES_CLEANUP") test.fixtures_cleanup = value;
  if (name == "PROCESSORS") test.processors = value;
  if (name == "RUN_SERIAL") test.runs_alone = value;
  if (name == "DISABLED") test.is_disabled = value;
}

TreeTest tree_test_of(const Json& entry) {
  TreeTest test;
  test.name = entry.at("name");
  for (const Json& property : entry.value("properties", Json::array()))
    take_property(test, property.at("name"), property.at("value"));
  return test;
}

}  // namespace

Result<std::vector<TreeTest>> parse_test_tree(std::string_view json) {
  try {
    std::vector<TreeTest> tests;
    std::set<std::string> names;
    const Json list = parse_json(json);
    for (const Json& entry : list.at("tests")) {
      tests.push_back(tree_test_of(entry));
      if (!names.insert(tests.back().name).second)
        return fail(
            fmt::format("two tests have the name '{}': in a report they could not be told "
                        "apart. Give one of them another name",
                        tests.back().name));
    }
    return tests;
  } catch (const Json::exception& error) {
    return fail(std::string("ctest has listed its tests in a way that is not known: ") +
                error.what());
  }
}

Result<std::vector<TreeTest>> list_tests(const std::filesystem::path& build,
                                         const std::vector<std::string>& options) {
  HostCommand command{{"ctest", "--test-dir", build.string(), "--show-only=json-v1"}, {}, {}};
  command.words.insert(command.words.end(), options.begin(), options.end());
  std::string output, errors;
  Listener listener;
  listener.output = [&](std::string_view bytes) { output += bytes; };
  listener.errors = [&](std::string_view bytes) { errors += bytes; };
  const HostCommandEnd end = linuxbake::run_program(command, listener);
  const std::string words = fmt::format("{}", fmt::join(command.words, " "));
  if (!end.success)
    return fail(fmt::format("'{}' failed ({}): {}", words, end.end, trimmed(errors, " \n")));
  Result<std::vector<TreeTest>> tests = parse_test_tree(output);
  if (tests && tests->empty()) return fail(fmt::format("'{}' lists no tests", words));
  return tests;
}

}  // namespace linuxbake::report::ci
