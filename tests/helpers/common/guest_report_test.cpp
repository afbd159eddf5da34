// SPDX-License-Identifier: MIT
#include "common/guest_report.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake {
namespace {

TEST(GuestReport, IsOneLine) {
  EXPECT_EQ(guest_report_line({1, 2, false, 0, "/usr/bin/hello --check"}),
            "linuxbake-init: result 1/2: exit 0: /usr/bin/hello --check");
  EXPECT_EQ(guest_report_line({2, 2, true, 11, "/crash"}),
            "linuxbake-init: result 2/2: signal 11: /crash");
}

TEST(GuestReport, IsFoundBehindAnOpenLineAndBeforeACarriageReturn) {
  const GuestReport expected{1, 1, false, 3, "/a: b"};
  EXPECT_EQ(parse_guest_report("half a linelinuxbake-init: result 1/1: exit 3: /a: b\r\n"),
            expected);
}

TEST(GuestReport, IsNothingUntilItIsComplete) {
  for (const char* line : {
           "",
           "linuxbake-init: result",
           "linuxbake-init: result 1",
           "linuxbake-init: result 1/1: exit",
           "linuxbake-init: result 1/1: exit 3",
           "linuxbake-init: result 1/1: left 3: /a",
           "linuxbake-init: result 0/1: exit 3: /a",
           "linuxbake-init: result 2/1: exit 3: /a",
           "linuxbake-init: result 1/1: exit -3: /a",
           "linuxbake-init: result 1/1: exit 99999999999: /a",
           "linuxbake-init: /tmp is not mounted: error 19",
       }) {
    EXPECT_EQ(parse_guest_report(line), std::nullopt) << line;
  }
}

RC_GTEST_PROP(GuestReport, ComesBackAsItWas, (bool by_signal, unsigned value)) {
  const unsigned count = *rc::gen::inRange(1U, 1000U);
  const unsigned number = *rc::gen::inRange(1U, count + 1);
  const GuestReport report{number, count, by_signal, value, "/bin/x: exit 1: y"};
  RC_ASSERT(parse_guest_report(guest_report_line(report)) == report);
}

RC_GTEST_PROP(GuestReport, NeverTripsOverItsInput, (const std::string& text)) {
  (void)parse_guest_report(std::string(guest_report_mark) + text);
}

}  // namespace
}  // namespace linuxbake
