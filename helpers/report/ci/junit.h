// SPDX-License-Identifier: MIT
// junit.h - reports of tests in the format of JUnit, as `ctest --output-junit` writes them:
//
//   <testsuite name= tests= failures= disabled= skipped= hostname= time= timestamp=>
//     <testcase name= classname= time= status="run|fail|notrun|disabled">
//       <failure message=/> or <skipped message=/>, <properties>, <system-out>
//
// Those of other programs, with <testsuites> around or <error>, are read as well.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::report::ci {

// The worse stands behind the better.
enum class CaseKind : std::uint8_t { disabled, passed, skipped, failed, error };

struct JunitCase {
  std::string name;
  CaseKind kind = CaseKind::passed;
  std::optional<double> seconds;  // none where it did not run
  std::string source;             // <testcase ...>...</testcase>, as it was written
};

struct JunitReport {
  std::string suite, hostname, timestamp;  // of its first <testsuite>
  std::vector<JunitCase> cases;            // in the order of the file; no name twice
};

// `file` is for errors. Those are: it is no XML, it has no test suite, a name in it is twice.
[[nodiscard]] Result<JunitReport> parse_junit(std::string_view text, const std::string& file);

// One <testsuite>, with the figures of its cases.
[[nodiscard]] std::string junit_text(const JunitReport& report);

// A test that nothing is known of but why.
[[nodiscard]] JunitCase junit_error(const std::string& name, const std::string& reason);

// A finite number that is not negative.
[[nodiscard]] std::optional<double> parse_seconds(const std::string& text);

[[nodiscard]] std::size_t count_of(const std::vector<JunitCase>& cases, CaseKind kind);

}  // namespace linuxbake::report::ci
