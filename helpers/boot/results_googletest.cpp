// SPDX-License-Identifier: MIT
#include <optional>

#include "boot/result_lines.h"
#include "boot/results.h"

namespace linuxbake::boot {
namespace {

constexpr std::string_view begins = "[ RUN      ] ";
constexpr std::pair<std::string_view, ResultKind> ends[] = {{"[       OK ] ", ResultKind::passed},
                                                            {"[  FAILED  ] ", ResultKind::failed},
                                                            {"[  SKIPPED ] ", ResultKind::skipped}};

class GoogleTestReader {
 public:
  void take(std::string_view line) {
    if (line.starts_with(begins)) {
      abandon();
      running_ = SingleResult{std::string(line.substr(begins.size())), ResultKind::failed, {}};
      return;
    }
    if (!running_) {
      ended_ = ended_ || line.starts_with("[==========]");
      return;
    }
    for (const auto& [mark, kind] : ends) {
      // What the test has printed last may have no end of line.
      const std::size_t at = line.find(std::string(mark) + running_->name);
      if (at == std::string_view::npos) continue;
      if (at > 0) running_->text += std::string(line.substr(0, at)) + '\n';
      running_->kind = kind;
      results_.single.push_back(*std::exchange(running_, std::nullopt));
      return;
    }
    running_->text += std::string(line) + '\n';
  }

  Results finish() {
    abandon();
    if (!ended_) results_.complaint = "the program has printed no result of GoogleTest";
    make_unique(results_.single);
    return std::move(results_);
  }

 private:
  void abandon() {
    if (!running_) return;
    running_->text += "The test did not come to its end.\n";
    results_.single.push_back(*std::exchange(running_, std::nullopt));
  }

  Results results_;
  std::optional<SingleResult> running_;
  bool ended_ = false;
};

}  // namespace

Results read_googletest(std::string_view output) {
  GoogleTestReader reader;
  for_each_line(output, [&](std::string_view line) { reader.take(line); });
  return reader.finish();
}

}  // namespace linuxbake::boot
