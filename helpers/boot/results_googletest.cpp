// SPDX-License-Identifier: MIT
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
      results_.begin(std::string(line.substr(begins.size())));
      return;
    }
    const std::string* running = results_.running();
    if (running == nullptr) {
      ended_ = ended_ || line.starts_with("[==========]");
      return;
    }
    for (const auto& [mark, kind] : ends) {
      // What the test has printed last may have no end of line.
      const std::size_t at = line.find(std::string(mark) + *running);
      if (at == std::string_view::npos) continue;
      if (at > 0) results_.add(std::string(line.substr(0, at)) + '\n');
      results_.end(kind);
      return;
    }
    results_.add(std::string(line) + '\n');
  }

  Results finish() {
    return {results_.finish(), ended_ ? "" : "the program has printed no result of GoogleTest"};
  }

 private:
  ResultCollector results_;
  bool ended_ = false;
};

}  // namespace

Results read_googletest(std::string_view output) {
  GoogleTestReader reader;
  for_each_line(output, [&](std::string_view line) { reader.take(line); });
  return reader.finish();
}

}  // namespace linuxbake::boot
