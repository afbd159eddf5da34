// SPDX-License-Identifier: MIT
// mailbox.h - gives the init of a VM test (helpers/guest/vm-init) an archive, and takes what
// it sends, through memory.
//
// The init keeps an array of pages and marks each with the same 16 bytes and its number, so that
// they are found wherever the kernel has put them. That needs nothing of the guest's kernel, no
// driver and no device, and is as fast as memory: an emulated serial line carries 100 KB/s.
//
//   every page     16 bytes  the mark
//                   4        number of the page, from 0
//   page 0          4        number of pages besides this one, a power of two
//                   4        not 0: somebody takes what is sent
//                   4        packets sent        (counted by the guest)
//                   4        packets taken       (counted here)
//                   4        packets given       (counted here)
//                   4        packets received    (counted by the guest)
//                   8        bytes of the archive that is given
//                  12        the time: seconds, nanoseconds
//                  32        random bytes
//                   4        number of further pages, for standard input, a power of two
//                   4        what it is (standard_input.h)
//                   4        packets of it given  (counted here)
//                   4        packets of it taken  (counted by the guest)
//                   4        not 0: no more will be given
//                   4        not 0: nobody in the guest reads it any more
//                   4        not 0: the next number is there
//                   8        bytes of it that the program has read
//   other pages     4        stream of the packet
//                   4        its length
//                   4        unused
//                4064        its bytes
//
// Packet n lies in page 1 + n modulo the number of pages. First we give the archive, in packets
// whose stream is 0; when the guest has received all of it, it sends. Packet n of the input lies in
// the same way in one of the further pages, while the guest sends. Numbers are those of the
// machine; all of ours are little-endian. The init says on the console when its pages are there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/shared_memory.h"
#include "boot/standard_input.h"

namespace linuxbake::boot {

// What the init prints when it begins to wait for somebody to take its packets.
inline constexpr std::string_view mailbox_is_there = "linuxbake-vm: memory";
inline constexpr std::string_view mailbox_mark = "\x93LinuxBake-mbox\x0a";

class Mailbox : public Channel {
 public:
  // Called with each packet; the bytes are the guest's to change when it returns.
  using Take = std::function<void(std::uint32_t stream, std::string_view bytes)>;
  // `input`: for the program; it has to live as long as this.
  Mailbox(std::string archive, Take take, StandardInput* input = nullptr)
      : archive_(std::move(archive)), take_(std::move(take)), input_(input) {}

  void restored() override { announced_ = true; }
  [[nodiscard]] bool awaited() const override { return announced_ && pages_.empty(); }
  void console(std::string_view bytes) override;
  Result<bool> attend(const SharedMemory& memory) override;

 private:
  [[nodiscard]] bool find(const SharedMemory& memory);

  void begin(std::byte* control);
  Result<bool> give(std::byte* control);
  Result<bool> take(std::byte* control);
  Result<bool> give_input(std::byte* control);

  std::string archive_;
  std::size_t given_ = 0;  // bytes of it
  Take take_;
  std::string console_;
  bool announced_ = false;
  StandardInput* input_;
  std::vector<std::byte*> pages_;
  std::size_t slots_ = 0;  // pages for packets; those for input follow
};

}  // namespace linuxbake::boot
