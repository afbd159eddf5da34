// SPDX-License-Identifier: MIT
#include "boot/machine/monitor.h"

#include <nlohmann/json.hpp>

#include "common/json.h"

namespace linuxbake::boot {
namespace {

std::optional<MachineEnd> end_of(const Json& event) {
  const std::string name = event.value("event", "");
  if (name == "GUEST_PANICKED") return MachineEnd::panic;
  const Json data = event.value("data", Json::object());
  if (!data.value("guest", false)) return std::nullopt;
  if (name == "RESET") return MachineEnd::reset;
  if (name != "SHUTDOWN") return std::nullopt;
  const std::string reason = data.value("reason", "");
  if (reason == "guest-reset") return MachineEnd::reset;
  if (reason == "guest-panic") return MachineEnd::panic;
  return MachineEnd::poweroff;
}

double seconds_of(const Json& event) {
  constexpr double microsecond = 1e-6;
  const Json time = event.value("timestamp", Json::object());
  if (!time.is_object() || !time.contains("seconds")) return -1;
  return time.value("seconds", 0.0) + time.value("microseconds", 0.0) * microsecond;
}

}  // namespace

MonitorNews Monitor::feed(std::string_view bytes) {
  MonitorNews news;
  open_line_ += bytes;
  std::size_t end = 0;
  while ((end = open_line_.find('\n')) != std::string::npos) {
    const Json message = parse_json_or_discard(open_line_.substr(0, end));
    open_line_.erase(0, end + 1);
    if (!message.is_object()) continue;
    if (message.contains("return")) news.answers.push_back(json_text(message["return"]));
    if (!message.contains("event")) continue;
    if (const auto what = end_of(message)) news.ends.push_back({*what, seconds_of(message)});
  }
  return news;
}

std::string memory_command(std::size_t address, std::size_t size, const std::string& file) {
  const Json message = {{"execute", "pmemsave"},
                        {"arguments", {{"val", address}, {"size", size}, {"filename", file}}}};
  return json_text(message) + "\n";
}

}  // namespace linuxbake::boot
