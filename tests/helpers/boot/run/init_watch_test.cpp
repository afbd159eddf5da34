// SPDX-License-Identifier: MIT
#include "boot/guest/init_watch.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "boot/run/asked_init.h"
#include "common/files.h"
#include "cpio/manifest.h"
#include "cpio/pack.h"
#include "cpio/sink.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

using Texts = std::vector<std::string>;

InitMessages found_in(const std::string& memory) {
  InitMessages messages;
  take_messages(memory, messages);
  return messages;
}

// What stands before the text of a record.
const Texts record_headers = {
    std::string("\x33\x01\0\0\0\0\0\0", 8),              // the number of its descriptor
    std::string("\xf0\xff\xff\xff\xff\xff\xff\x3f", 8),  // the first ones
    std::string("\xf0\xff\xff\x3f", 4),                  // the same with 32 bits
    std::string("\x1f\0\0\0\0\xc6", 6),      // before Linux 5.10: lengths, facility, flags
    std::string("\0\0\0\x66\x01\0\0\0", 8),  // the same with the number of the task
    std::string("\0\0\0\x66\0\0\0\x80", 8),  // … of the processor
};

TEST(InitWatch, FindsTheMessagesInTheLog) {
  for (const std::string& header : record_headers) {
    const std::string memory = "noise" + header + "Kernel command line: rdinit=/mine quiet\n" +
                               std::string(3, '\0') + header + "Run /mine as init process\n" +
                               header + "Failed to execute /mine (error -8)\n" + header +
                               "Run /sbin/init as init process" + std::string(9, '\0');
    const InitMessages messages = found_in(memory);
    EXPECT_EQ(messages.command_lines, Texts{"rdinit=/mine quiet"});
    EXPECT_EQ(messages.started, (Texts{"/mine", "/sbin/init"}));
    EXPECT_EQ(messages.failed, Texts{"Failed to execute /mine (error -8)"});
  }
}

// As in the memory of Linux 6.12.
TEST(InitWatch, TheEndOfATextStandsTwiceInTheLog) {
  const auto command_lines = [](const std::string& text) {
    return found_in(record_headers[0] + "Kernel command line: " + text).command_lines;
  };
  EXPECT_EQ(command_lines(std::string("quiet rdinit=/minene\n\0", 21)),
            Texts{"quiet rdinit=/mine"});
  EXPECT_EQ(command_lines("quiet rdinit=/sbin/init2t2\n"), Texts{"quiet rdinit=/sbin/init2"});
  EXPECT_EQ(command_lines("rdinit=/papapa\n"), Texts{"rdinit=/papa"});
  EXPECT_EQ(command_lines("rdinit=/mine\n"), Texts{"rdinit=/mine"});
  EXPECT_EQ(command_lines("\n"), Texts{""});
  // Of an older kernel, where nothing need be behind it.
  EXPECT_EQ(command_lines(std::string("quiet rdinit=/mineA\0", 20)), Texts());
  EXPECT_EQ(command_lines(std::string("\"rdinit=/my initA\0", 18)), Texts());
  EXPECT_EQ(command_lines(std::string("rdinit=/mine quietA\0", 20)), Texts{"rdinit=/mine quietA"});
}

TEST(InitWatch, ALongCommandLineIsSaidInSeveralMessages) {
  InitMessages messages;
  for (const std::string_view one : {"a b \\", "c \\", "rdinit=/mine d", "e"})
    messages.take("Kernel command line: " + std::string(one));
  EXPECT_EQ(messages.command_lines, (Texts{"a b c rdinit=/mine d", "e"}));
  const std::string header = record_headers[0] + "Kernel command line: ";
  EXPECT_EQ(found_in(header + "quiet \\ \\\n" + header + "rdinit=/minene\n").command_lines,
            Texts{"quiet rdinit=/mine"});
}

TEST(InitWatch, OtherTextsAreNotTheLog) {
  for (const std::string before :
       {"", "x", "\n", "[    0.693147] ", "6,123,693147,-;", "\"", "<6>", "\xc3\xa4\t"}) {
    const InitMessages messages = found_in(before + "Run /other as init process\n");
    EXPECT_EQ(messages.started, Texts()) << before;
  }
  // The strings of a program, one after the other; the kernel's own.
  EXPECT_EQ(found_in(std::string("text\0Run /other as init process\0", 33)).started, Texts());
  EXPECT_EQ(found_in(std::string("\0\0Run %s as init process\n\0", 27)).started, Texts());
  EXPECT_EQ(found_in(std::string("\0\0Run /other", 12)).started, Texts()) << "cut off";
}

RC_GTEST_PROP(InitWatch, LooksThroughAnyMemoryWithoutCrashing, (std::string noise)) {
  const std::string words = *rc::gen::elementOf(Texts{
      "Run /", "Kernel command line: ", "Failed to execute /", " (error -", " as init process"});
  (void)found_in(noise + std::string(2, '\0') + words + noise + words);
}

class Asked : public testing::Test {
 protected:
  Asked() {
    write("sh", std::string("\x7f"
                            "ELF"));
    write("text", "text\n");
    write("script", "#!/bin/sh\n");
    machine_.kernel = "/kernel";
    machine_.arch = "another";
  }

  void write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file_if_different(temporary_.path / name, text));
  }
  AskedInit asked(const std::string& cmdline, const std::string& manifest) {
    const auto parsed = cpio::parse_manifest(manifest, (temporary_.path / "m").string());
    const auto layout = cpio::make_layout(*parsed);
    cpio::StringSink sink;
    EXPECT_TRUE(cpio::pack(*layout, {}, {}, sink));
    write("initramfs", sink.bytes);
    machine_.initramfs = (temporary_.path / "initramfs").string();
    machine_.cmdline = cmdline;
    return asked_init(machine_);
  }

  TemporaryDirectory temporary_{"linuxbake init "};
  Machine machine_;
};

TEST_F(Asked, ByTheCommandLine) {
  const AskedInit missing = asked("quiet rdinit=/missing", "file /init sh 0755 0 0\n");
  EXPECT_EQ(missing.path, "/missing");
  EXPECT_FALSE(missing.is_default);
  EXPECT_EQ(missing.cannot_start, "there is no /missing in the initramfs");
  const AskedInit there = asked("rdinit=/bin/sh", "file /bin/sh sh 0755 0 0\n");
  EXPECT_EQ(there.path, "/bin/sh");
  EXPECT_EQ(there.cannot_start, "");
}

TEST_F(Asked, ByTheInitramfs) {
  const AskedInit text = asked("quiet", "file /init text 0755 0 0\n");
  EXPECT_EQ(text.path, "/init");
  EXPECT_TRUE(text.is_default);
  EXPECT_NE(text.cannot_start, "");
  EXPECT_FALSE(asked("quiet", "file /sbin/init sh 0755 0 0\n").path) << "the kernel has its list";
}

TEST_F(Asked, ForNothingByAnEmptyValue) {
  const AskedInit nothing = asked("quiet rdinit=", "file /init sh 0755 0 0\n");
  EXPECT_EQ(nothing.path, "");
  EXPECT_FALSE(nothing.is_default);
  EXPECT_EQ(nothing.cannot_start, "it names no program");
  InitMessages messages;
  messages.take("Kernel command line: quiet rdinit=");
  messages.take("Run  as init process");
  messages.take("Run /bin/sh as init process");
  EXPECT_EQ(
      another_init(nothing, messages),
      "the kernel started the init /bin/sh and not the empty path, which rdinit= asks for; it "
      "names no program");
}

TEST_F(Asked, OfWhatNothingIsKnown) {
  write("damaged", "no archive");
  machine_.initramfs = (temporary_.path / "damaged").string();
  machine_.cmdline = "rdinit=/mine";
  EXPECT_EQ(asked_init(machine_).path, "/mine");
  EXPECT_EQ(asked_init(machine_).cannot_start, "");
  machine_.initramfs = "";
  EXPECT_EQ(asked_init(machine_).cannot_start, "") << "the kernel may have its own";
  machine_.kernel = "";
  machine_.image = "/image";
  EXPECT_FALSE(asked_init(machine_).path);
}

}  // namespace
}  // namespace linuxbake::boot
