// SPDX-License-Identifier: MIT
// mailbox.h - gives the init of a VM test (helpers/guest/vm-init) an archive, and takes what
// it sends, through memory, as protocol.h of both says.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/machine/channel.h"
#include "boot/machine/shared_memory.h"
#include "boot/vm/standard_input.h"
#include "guest/vm-init/protocol.h"

namespace linuxbake::boot {

// What the init prints when it begins to wait for somebody to take its packets.
inline constexpr std::string_view mailbox_is_there = VM_SAYS VM_MEMORY;

// The mark of its pages.
inline constexpr auto mailbox_mark_bytes = [] {
  std::array<unsigned char, vm_mark_size> bytes{VM_INVERTED_MARK};
  std::array<char, vm_mark_size> mark{};
  for (std::size_t at = 0; at < mark.size(); ++at) {
    mark[at] = static_cast<char>(static_cast<unsigned char>(~bytes[at]));
  }
  return mark;
}();
inline constexpr std::string_view mailbox_mark{mailbox_mark_bytes.data(),
                                               mailbox_mark_bytes.size()};

class Mailbox : public Channel {
 public:
  // Called with each packet; the bytes are the guest's to change when it returns.
  using Take = std::function<void(std::uint32_t stream, std::string_view bytes)>;
  // `input`: for the program; it has to live as long as this.
  Mailbox(std::string archive, Take take, StandardInput* input = nullptr)
      : archive_(std::move(archive)), take_(std::move(take)), input_(input) {}

  void restored() override { announced_ = true; }
  [[nodiscard]] bool awaited() const override { return announced_ && pages_.empty(); }
  [[nodiscard]] bool answered() const override;
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
