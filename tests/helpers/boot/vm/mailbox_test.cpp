// SPDX-License-Identifier: MIT
#include "boot/vm/mailbox.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace linuxbake::boot {
namespace {

constexpr std::size_t page = SharedMemory::page_size;

// Plays the guest: it has the same file, and pages in an order of its own.
class Guest {
 public:
  explicit Guest(const SharedMemory& memory, std::uint32_t pages) : memory_(memory) {
    for (std::uint32_t number = 0; number <= pages; ++number) {
      write(place(number), mailbox_mark);
      set(number, 16, number);
    }
    set(0, 20, pages);
  }
  void set(std::uint32_t number, std::size_t offset, std::uint32_t value) {
    write(place(number) + offset, {reinterpret_cast<const char*>(&value), sizeof value});
  }
  std::uint32_t get(std::uint32_t number, std::size_t offset) {
    std::uint32_t value = 0;
    EXPECT_EQ(::pread(memory_.descriptor(), &value, sizeof value,
                      static_cast<off_t>(place(number) + offset)),
              4);
    return value;
  }
  void send(std::uint32_t packet, std::uint32_t pages, std::uint32_t stream,
            std::string_view bytes) {
    const std::uint32_t number = 1 + packet % pages;
    set(number, 20, stream);
    set(number, 24, static_cast<std::uint32_t>(bytes.size()));
    write(place(number) + 32, bytes);
    set(0, 28, packet + 1);
  }
  void write(std::size_t at, std::string_view bytes) {
    EXPECT_EQ(::pwrite(memory_.descriptor(), bytes.data(), bytes.size(), static_cast<off_t>(at)),
              static_cast<ssize_t>(bytes.size()));
  }
  static std::size_t place(std::uint32_t number) { return (200 - 3 * number) * page; }

 private:
  const SharedMemory& memory_;
};

class MailboxTest : public testing::Test {
 protected:
  SharedMemory memory = std::move(*SharedMemory::make(256 * page));
  std::string taken;
  Mailbox mailbox = Mailbox("", [this](std::uint32_t stream, std::string_view bytes) {
    taken += std::to_string(stream) + ":" + std::string(bytes) + " ";
  });
  void announce() {
    mailbox.console("linuxbake-v");
    mailbox.console("m: memory\n");
  }
};

TEST_F(MailboxTest, LooksForNothingBeforeTheGuestSaysSo) {
  const auto moved = mailbox.attend(memory);
  ASSERT_TRUE(moved);
  EXPECT_FALSE(*moved);
}

TEST_F(MailboxTest, TakesPacketsInTheirOrder) {
  Guest guest(memory, 4);
  announce();
  ASSERT_TRUE(mailbox.attend(memory));
  EXPECT_NE(guest.get(0, 24), 0U) << "the guest waits for this";
  guest.send(0, 4, 1, "a");
  guest.send(1, 4, 2, "b");
  ASSERT_TRUE(mailbox.attend(memory));
  EXPECT_EQ(guest.get(0, 32), 2U);
  for (std::uint32_t packet = 2; packet < 6; ++packet) guest.send(packet, 4, 1, "c");
  const auto moved = mailbox.attend(memory);
  ASSERT_TRUE(moved);
  EXPECT_TRUE(*moved);
  EXPECT_EQ(taken, "1:a 2:b 1:c 1:c 1:c 1:c ");
  EXPECT_FALSE(*mailbox.attend(memory));
}

TEST_F(MailboxTest, GivesTheArchiveBeforeItTakes) {
  const std::string archive(5 * (page - 32) + 7, 'x');
  Mailbox giving(archive, [](std::uint32_t, std::string_view) {});
  Guest guest(memory, 4);
  giving.console("linuxbake-vm: memory\n");
  ASSERT_TRUE(giving.attend(memory));
  EXPECT_EQ(guest.get(0, 44), archive.size());
  EXPECT_EQ(guest.get(0, 48), 0U) << "the upper half of the size";
  EXPECT_NE(guest.get(0, 52), 0U) << "the time";
  ASSERT_TRUE(giving.attend(memory));
  EXPECT_EQ(guest.get(0, 36), 4U) << "there are no more pages";
  EXPECT_EQ(guest.get(1, 24), page - 32);
  ASSERT_TRUE(giving.attend(memory));
  EXPECT_EQ(guest.get(0, 36), 4U);
  guest.set(0, 40, 2);
  ASSERT_TRUE(giving.attend(memory));
  EXPECT_EQ(guest.get(0, 36), 6U);
  EXPECT_EQ(guest.get(2, 24), 7U) << "the rest";
}

TEST_F(MailboxTest, GivesStandardInputWhileTheGuestSends) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const Descriptor out(ends[0]);
  Descriptor in(ends[1]);
  StandardInput input(out.get());
  Mailbox giving(
      "", [](std::uint32_t, std::string_view) {}, &input);
  Guest guest(memory, 6);
  guest.set(0, 20, 4);
  guest.set(0, 96, 2);
  giving.console("linuxbake-vm: memory\n");
  ASSERT_TRUE(giving.attend(memory));
  EXPECT_EQ(guest.get(0, 100), 1U) << "a stream";
  EXPECT_FALSE(*giving.attend(memory)) << "nothing is there";
  const std::string bytes(2 * (page - 32) + 7, 'x');
  ASSERT_EQ(::write(in.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  EXPECT_TRUE(*giving.attend(memory));
  EXPECT_EQ(guest.get(0, 104), 2U) << "there are no more pages";
  EXPECT_EQ(guest.get(5, 24), page - 32);
  guest.set(0, 108, 1);
  in.close();
  EXPECT_TRUE(*giving.attend(memory));
  EXPECT_EQ(guest.get(0, 104), 3U);
  EXPECT_EQ(guest.get(5, 24), 7U) << "the rest";
  EXPECT_EQ(guest.get(0, 112), 0U);
  guest.set(0, 108, 3);
  EXPECT_FALSE(*giving.attend(memory));
  EXPECT_EQ(guest.get(0, 112), 1U) << "the end";
}

TEST_F(MailboxTest, InputThatNobodyReadsIsNotTaken) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const Descriptor out(ends[0]), in(ends[1]);
  StandardInput input(out.get());
  Mailbox giving(
      "", [](std::uint32_t, std::string_view) {}, &input);
  Guest guest(memory, 6);
  guest.set(0, 20, 4);
  guest.set(0, 96, 2);
  giving.console("linuxbake-vm: memory\n");
  ASSERT_TRUE(giving.attend(memory));
  guest.set(0, 116, 1);
  ASSERT_EQ(::write(in.get(), "a", 1), 1);
  EXPECT_FALSE(*giving.attend(memory));
  EXPECT_EQ(guest.get(0, 104), 0U);
}

TEST_F(MailboxTest, ALengthThatCannotBeIsCut) {
  Guest guest(memory, 4);
  announce();
  ASSERT_TRUE(mailbox.attend(memory));
  guest.send(0, 4, 1, "a");
  guest.set(1, 24, 0xffffffff);
  ASSERT_TRUE(mailbox.attend(memory));
  EXPECT_EQ(taken.size(), page - 32 + 3);
}

TEST_F(MailboxTest, PagesThatAreNotThereOrMoveAreErrors) {
  announce();
  EXPECT_FALSE(mailbox.attend(memory)) << "there are no pages";
  {
    Guest guest(memory, 4);
    guest.set(0, 20, 8);
    EXPECT_FALSE(mailbox.attend(memory)) << "some are missing";
    guest.set(0, 20, 4);
    guest.set(3, 16, 2);
    EXPECT_FALSE(mailbox.attend(memory)) << "two have the same number";
    guest.set(3, 16, 3);
    ASSERT_TRUE(mailbox.attend(memory));
    guest.write(Guest::place(1), "something else");
    guest.send(0, 4, 1, "a");
  }
  EXPECT_FALSE(mailbox.attend(memory)) << "one was moved";
}

TEST(SharedMemory, OnlyTouchedPagesAreVisited) {
  const auto memory = SharedMemory::make(std::size_t{1} << 30U);
  ASSERT_TRUE(memory);
  for (const off_t at : {off_t{4096} * 7, off_t{4096} * 100'000}) {
    ASSERT_EQ(::pwrite(memory->descriptor(), "x", 1, at), 1);
  }
  int visited = 0;
  memory->for_each_page([&](const std::byte* bytes) {
    ++visited;
    EXPECT_EQ(*bytes, std::byte{'x'});
  });
  EXPECT_EQ(visited, 2);
}

}  // namespace
}  // namespace linuxbake::boot
