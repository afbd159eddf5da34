// SPDX-License-Identifier: MIT
#include "boot/machine/monitor.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake::boot {
namespace {

// As QEMU 7.2 sends it.
constexpr std::string_view session =
    "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}}, "
    "\"capabilities\": [\"oob\"]}}\r\n"
    "{\"return\": {}}\r\n"
    "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"RESET\", "
    "\"data\": {\"guest\": false, \"reason\": \"host-qmp-system-reset\"}}\r\n"
    "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"RESET\", "
    "\"data\": {\"guest\": true, \"reason\": \"guest-reset\"}}\r\n"
    "no json\r\n"
    "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": true, \"reason\": \"guest-reset\"}}\r\n"
    "{\"event\": \"GUEST_PANICKED\", \"data\": {\"action\": \"shutdown\"}}\r\n"
    "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": true, \"reason\": \"guest-shutdown\"}}\r\n"
    "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": false, \"reason\": \"host-signal\"}}\r\n";

TEST(Monitor, TellsWhatTheGuestDid) {
  const MonitorNews news = Monitor().feed(session);
  EXPECT_EQ(news.ends, (std::vector<ToldEnd>{{MachineEnd::reset, 1.000002},
                                             {MachineEnd::reset, -1},
                                             {MachineEnd::panic, -1},
                                             {MachineEnd::poweroff, -1}}));
  EXPECT_EQ(news.answers, std::vector<std::string>{"{}"});
}

RC_GTEST_PROP(Monitor, ChunksDoNotMatter, ()) {
  Monitor monitor;
  std::vector<ToldEnd> ends;
  std::string_view rest = session;
  while (!rest.empty()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
    for (const ToldEnd& end : monitor.feed(rest.substr(0, size)).ends) ends.push_back(end);
    rest.remove_prefix(size);
  }
  RC_ASSERT(ends == Monitor().feed(session).ends);
}

TEST(Monitor, AsksForMemory) {
  EXPECT_EQ(memory_command(0xb8000, 4000, "/a\"b"),
            "{\"execute\":\"pmemsave\","
            "\"arguments\":{\"val\":753664,\"size\":4000,\"filename\":\"/a\\\"b\"}}\n");
}

}  // namespace
}  // namespace linuxbake::boot
