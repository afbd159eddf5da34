// SPDX-License-Identifier: MIT
// result_run.h - a run in a machine whose results ctest tells one by one.
//
// ctest has to know the names of tests before it begins, and the names of results are only known
// when the program has run. So a file of TEST_INCLUDE_FILES runs the program, if it is newer than
// what is known of it and tests of it may be among those that ctest was asked to run; when the same
// ctest then comes to the test that runs the program, this run is told and none is made.
//
// In the directory lie results.json (results.h) and output.txt (standard output).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "boot/suite/results.h"
#include "boot/vm/end.h"

namespace linuxbake::boot {

// The process that has started us, also if its number is given to another one later.
[[nodiscard]] std::string caller_of_us();

class ResultRun {
 public:
  // `list` is the file of tests that ctest reads; it reads it after this run if that is made
  // before the tests.
  // `caller`: see caller_of_us(), which it is if it is empty.
  ResultRun(std::string format, ResultTests tests, std::filesystem::path list, bool before_tests,
            std::string caller = {})
      : format_(std::move(format)),
        tests_(std::move(tests)),
        list_(std::move(list)),
        before_tests_(before_tests),
        caller_(std::move(caller)) {
    if (caller_.empty()) caller_ = caller_of_us();
  }

  // Whether it would be made before the tests although nobody has asked for any of them: ctest
  // lists tests, or runs others.
  [[nodiscard]] bool needless() const;
  // The output of the run that our caller has had made before, the first time that it asks; none if
  // that run told nothing of the program.
  [[nodiscard]] std::optional<std::string> made_before() const;

  void take_output(std::string_view bytes) { output_ += bytes; }
  void take_errors(std::string_view bytes) { errors_ += bytes; }
  // Writes the record and the list. Errors: that cannot be done.
  [[nodiscard]] Result<bool> keep(const Outcome& outcome, const std::optional<VmEnd>& end) const;

 private:
  std::string format_;
  ResultTests tests_;
  std::filesystem::path list_;
  bool before_tests_;
  std::string caller_, output_, errors_;
};

[[nodiscard]] Result<RunRecord> read_record(const std::filesystem::path& directory);

}  // namespace linuxbake::boot
