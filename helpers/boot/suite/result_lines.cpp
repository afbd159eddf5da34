// SPDX-License-Identifier: MIT
#include "boot/suite/result_lines.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace linuxbake::boot {

void ResultCollector::begin(std::string name) {
  abandon();
  running_ = SingleResult{std::move(name), ResultKind::failed, {}};
}

const std::string* ResultCollector::running() const {
  return running_ ? &running_->name : nullptr;
}

void ResultCollector::add(std::string_view text) {
  if (running_) running_->text += text;
}

void ResultCollector::end(ResultKind kind) {
  if (!running_) return;
  running_->kind = kind;
  results_.push_back(*std::exchange(running_, std::nullopt));
}

void ResultCollector::abandon() {
  add("The test did not come to its end.\n");
  end(ResultKind::failed);
}

std::vector<SingleResult> ResultCollector::finish() {
  abandon();
  make_unique(results_);
  return std::move(results_);
}

void make_unique(std::vector<SingleResult>& results) {
  std::map<std::string, int> seen;
  for (SingleResult& result : results) {
    const int count = ++seen[result.name];
    if (count > 1) result.name += fmt::format(" ({})", count);
  }
}

}  // namespace linuxbake::boot
