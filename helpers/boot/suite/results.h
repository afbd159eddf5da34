// SPDX-License-Identifier: MIT
// results.h - the single results in what a test program prints, and the record of a run.
//
// Three languages are read:
//
//   TAP         TAP 12 to 14 (testanything.org) and the kernel's KTAP
//               (Documentation/dev-tools/ktap.rst): kselftest, KUnit. A result within another has
//               the outer one's name before its own.
//   GoogleTest  the lines "[ RUN      ]", "[       OK ]", "[  FAILED  ]", "[  SKIPPED ]".
//   Catch2      its reporter xml, of the versions 2 and 3.
//
// They are read line by line, because other output of the program stands between, and because a
// program that crashes leaves half of a document.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "boot/guest/verdict.h"
#include "common/result.h"

namespace linuxbake::boot {

enum class ResultKind : std::uint8_t { passed, failed, skipped };

struct SingleResult {
  std::string name;
  ResultKind kind = ResultKind::failed;
  std::string text;  // what was printed about it, in lines
  friend bool operator==(const SingleResult&, const SingleResult&) = default;
};

struct Results {
  std::vector<SingleResult> single;  // no name twice
  std::string complaint;             // what is wrong with the whole: one sentence, or nothing
};

[[nodiscard]] Results read_tap(std::string_view output);
[[nodiscard]] Results read_googletest(std::string_view output);
[[nodiscard]] Results read_catch2(std::string_view output);

// By its name in CMake: TAP, GTEST, CATCH2.
[[nodiscard]] Results read_results(std::string_view format, std::string_view output);

// What a run leaves behind (results.json), for the tests that report a part of it.
struct RunRecord {
  Outcome outcome{Verdict::infra, ""};
  int exit_code = -1;                    // of the program; -1: it did not exit
  std::string invocation;                // whoever started the run; empty: it has been told already
  std::vector<std::string> unknown;      // results that ctest did not know when it began
  std::string last_output, last_errors;  // the last lines of both of the program's streams
  Results results;
};

[[nodiscard]] std::string record_json(const RunRecord& record);
[[nodiscard]] Result<RunRecord> parse_record(std::string_view text, const std::string& file);

// A single result, and the whole: how the program ended. An exit code that a failed result, which
// has a test of its own, explains is none of the whole's business. The reason is what is printed;
// of a whole that has failed the last lines of both streams belong to it.
[[nodiscard]] Outcome outcome_of(const RunRecord& record, const std::string& name);
[[nodiscard]] Outcome outcome_of_whole(const RunRecord& record);

// Tests for ctest (a file of TEST_INCLUDE_FILES), one for each result.
struct ResultTests {
  std::string program;              // linuxbake-boot
  std::filesystem::path directory;  // of the run
  std::string name;                 // of the whole, a fixture that the tests require
  std::vector<std::string> labels;
};
[[nodiscard]] std::string tests_for_ctest(const ResultTests& tests, const Results& results);
// Whether such a file has a test for this result.
[[nodiscard]] bool has_test_for(std::string_view file, const std::string& result);

}  // namespace linuxbake::boot
