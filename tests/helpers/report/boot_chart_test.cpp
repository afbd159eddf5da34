// SPDX-License-Identifier: MIT
#include "report/boot_chart.h"

#include <gtest/gtest.h>

#include "folder.h"

namespace linuxbake::report {
namespace {

constexpr const char* report = R"({"linuxbake_boot": 1, "name": "vm.iso",
  "machine": "cdrom, bios", "shell_seconds": 2.0, "instructions": 900000000})";
constexpr const char* timeline = R"({"linuxbake_timeline": 1, "firmware_seconds": 0.5, "lines": [
  {"seconds": 1.0, "instructions": 100000000, "text": "[    0.000000] Linux version 6.12"},
  {"seconds": 1.1, "instructions": 200000000, "text": "a <slow> & quiet driver"},
  {"seconds": 1.6, "instructions": 700000000, "text": "Run /init as init process"},
  {"seconds": 1.9, "instructions": 800000000, "text": "Welcome"},
  {"seconds": 2.5, "instructions": null, "text": "what somebody typed"}]})";

class BootChartTest : public ::testing::Test {
 protected:
  std::filesystem::path directory(const char* report_text, const char* timeline_text) {
    [[maybe_unused]] const auto first = folder_.file("report.json", report_text);
    return std::filesystem::path(folder_.file("timeline.json", timeline_text)).parent_path();
  }
  Folder folder_;
};

TEST_F(BootChartTest, HasThePhasesOfABoot) {
  const auto chart = read_boot(directory(report, timeline), Measure::seconds);
  ASSERT_TRUE(chart) << chart.error().text();
  EXPECT_EQ(boot_chart_text({*chart}),
            "vm.iso (cdrom, bios): 2.00 s to the shell\n"
            "  firmware                                      0.50  25.0 %\n"
            "  boot loader, kernel unpacks                   0.50  25.0 %\n"
            "  kernel                                        0.60  30.0 %\n"
            "  init                                          0.40  20.0 %\n");
  ASSERT_EQ(chart->waits.size(), 4U);
  EXPECT_EQ(chart->waits[1].text, "a <slow> & quiet driver");
  EXPECT_NEAR(chart->waits.back().end, 2.0, 1e-9);
}

TEST_F(BootChartTest, CountsInstructions) {
  const auto chart = read_boot(directory(report, timeline), Measure::instructions);
  ASSERT_TRUE(chart) << chart.error().text();
  ASSERT_EQ(chart->phases.size(), 3U);
  EXPECT_EQ(chart->phases[0].name, "firmware, boot loader, kernel unpacks");
  EXPECT_NEAR(chart->phases[1].end, 700, 1e-9);
}

TEST_F(BootChartTest, KnowsNoBootLoaderOfAKernelThatWasStartedDirectly) {
  const char* direct = R"({"linuxbake_boot": 1, "name": "vm",
    "machine": "kernel and initramfs", "shell_seconds": 2.0, "instructions": null})";
  const auto chart = read_boot(directory(direct, timeline), Measure::seconds);
  ASSERT_TRUE(chart) << chart.error().text();
  EXPECT_EQ(chart->phases[0].name, "firmware, kernel unpacks");
  EXPECT_NEAR(chart->phases[0].end, 1.0, 1e-9);
}

TEST_F(BootChartTest, JoinsPhasesThatCannotBeTold) {
  const char* quiet = R"({"linuxbake_timeline": 1, "firmware_seconds": null, "lines": []})";
  const auto chart = read_boot(directory(report, quiet), Measure::seconds);
  ASSERT_TRUE(chart) << chart.error().text();
  ASSERT_EQ(chart->phases.size(), 1U);
  EXPECT_EQ(chart->phases[0].name, "firmware, boot loader, kernel unpacks, kernel, init");
}

TEST_F(BootChartTest, IsDrawnAsXml) {
  const auto chart = read_boot(directory(report, timeline), Measure::seconds);
  ASSERT_TRUE(chart);
  const std::string svg = boot_chart_svg({*chart});
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_NE(svg.find("a &lt;slow&gt; &amp; quiet driver"), std::string::npos);
  EXPECT_EQ(svg.find("<slow>"), std::string::npos);
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
}

TEST_F(BootChartTest, NeedsABootThatCameToAShell) {
  const char* hung = R"({"linuxbake_boot": 1, "name": "vm", "machine": "kernel",
    "shell_seconds": null, "instructions": null})";
  EXPECT_EQ(read_boot(directory(hung, timeline), Measure::seconds).error().message,
            "this boot did not come to a shell");
  EXPECT_EQ(read_boot(directory(hung, timeline), Measure::instructions).error().message,
            "no instructions were counted");
  EXPECT_EQ(read_boot(directory("{", timeline), Measure::seconds).error().message, "is damaged");
}

}  // namespace
}  // namespace linuxbake::report
