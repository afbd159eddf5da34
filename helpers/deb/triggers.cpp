// SPDX-License-Identifier: MIT
#include "deb/triggers.h"

#include <fmt/format.h>

#include <sstream>

namespace linuxbake::deb {

void add_triggers(Triggers& triggers, const std::string& who, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string directive, trigger;
    words >> directive >> trigger;
    if (!directive.starts_with("interest") || trigger.empty()) continue;
    const std::string interested = who + (directive == "interest-noawait" ? "/noawait" : "");
    if (trigger.starts_with('/')) {
      triggers["File"] += fmt::format("{} {}\n", trigger, interested);
    } else if (trigger.find('/') == std::string::npos) {
      triggers[trigger] += interested + "\n";
    }
  }
}

}  // namespace linuxbake::deb
