// SPDX-License-Identifier: MIT
#include "boot/run/report.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

Report example() {
  Report report;
  report.name = "tiny.iso";
  report.outcome = {Verdict::pass, ""};
  report.seconds = 1.9;
  report.shell_seconds = 1.4;
  report.machine = "cdrom, bios";
  report.accelerator = "tcg";
  report.command = {"qemu", "a b"};
  report.log = "serial.log";
  return report;
}

TEST(Report, IsReadAsItWasWritten) {
  Report report = example();
  report.outcome = {Verdict::panic, "Kernel panic"};
  report.instructions = 1142967577;
  report.screen = "screen.txt";
  report.last_lines = "a\nb";
  report.cause = "c";
  const auto read = parse_report(report_json(report), "f");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(report_json(*read), report_json(report));
}

RC_GTEST_PROP(Report, AnyTextIsWritten, (const std::string& text)) {
  Report report = example();
  report.last_lines = text;
  RC_ASSERT(parse_report(report_json(report), "f").has_value());
}

TEST(Report, WhatIsNoReportIsAnError) {
  EXPECT_EQ(parse_report("x", "f").error().text(), "f: is not a report of linuxbake-boot");
  EXPECT_EQ(parse_report("{}", "f").error().text(), "f: is not a report of linuxbake-boot");
  EXPECT_EQ(parse_report(R"({"linuxbake_boot":1,"name":"a","verdict":"GOOD"})", "f").error().text(),
            "f: has an unknown verdict: GOOD");
  EXPECT_FALSE(parse_report(R"({"linuxbake_boot":1,"name":7})", "f"));
}

TEST(Report, TheTableHasALineABoot) {
  Report failed = example();
  failed.name = "tiny.direct";
  failed.machine = "kernel and initramfs";
  failed.outcome = {Verdict::hang, "x"};
  failed.seconds = 60.02;
  failed.shell_seconds.reset();
  EXPECT_EQ(report_table({failed, example()}),
            "boot         verdict  machine               shell at    in all\n"
            "tiny.direct  HANG     kernel and initramfs         -   60.02 s\n"
            "tiny.iso     PASS     cdrom, bios             1.40 s    1.90 s\n"
            "1 of 2 boots passed\n");
}

TEST(Report, ReportsAreFoundInDirectories) {
  const TemporaryDirectory temporary;
  const fs::path& directory = temporary.path;
  ASSERT_TRUE(write_file_if_different(directory / "b" / "report.json", report_json(example())));
  Report other = example();
  other.name = "a";
  ASSERT_TRUE(write_file_if_different(directory / "x.json", report_json(other)));
  const auto reports = read_reports({directory, directory / "x.json"});
  ASSERT_TRUE(reports);
  ASSERT_EQ(reports->size(), 2U);
  EXPECT_EQ((*reports)[0].name, "a");
  EXPECT_FALSE(read_reports({"/no/report"}));
}

TEST(Report, AFailureIsExplained) {
  Report report = example();
  report.outcome = {Verdict::panic, "Kernel panic"};
  report.cause = "no init found";
  report.last_lines = "one\ntwo";
  EXPECT_EQ(report_text(report, "/d"),
            "PANIC: Kernel panic\n"
            "  likely cause: no init found\n"
            "  the last lines of the serial line:\n"
            "    one\n"
            "    two\n"
            "  log:     /d/serial.log\n"
            "  command: qemu 'a b'\n");
}

}  // namespace
}  // namespace linuxbake::boot
