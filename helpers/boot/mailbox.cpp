// SPDX-License-Identifier: MIT
#include "boot/mailbox.h"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace linuxbake::boot {
namespace {

constexpr std::size_t number_at = 16;
constexpr std::size_t count_at = 20, ready_at = 24, sent_at = 28, taken_at = 32;  // of page 0
constexpr std::size_t stream_at = 20, length_at = 24, bytes_at = 32;              // of the others
constexpr std::uint32_t most_pages = 1U << 16U;

// Of memory that the guest writes at the same time.
std::atomic_ref<std::uint32_t> word(std::byte* page, std::size_t offset) {
  return std::atomic_ref<std::uint32_t>(*reinterpret_cast<std::uint32_t*>(page + offset));
}

bool is_marked(const std::byte* page) {
  return std::memcmp(page, mailbox_mark.data(), mailbox_mark.size()) == 0;
}

}  // namespace

void Mailbox::console(std::string_view bytes) {
  if (announced_) return;
  console_ += bytes;
  announced_ = console_.find(mailbox_is_there) != std::string::npos;
  const std::size_t kept = std::min(console_.size(), mailbox_is_there.size());
  console_.erase(0, console_.size() - kept);
}

bool Mailbox::find(const SharedMemory& memory) {
  std::vector<std::byte*> marked;
  std::byte* first = nullptr;
  memory.for_each_page([&](std::byte* page) {
    if (!is_marked(page)) return;
    marked.push_back(page);
    if (word(page, number_at).load() == 0) first = page;
  });
  if (first == nullptr) return false;
  const std::uint32_t count = word(first, count_at).load();
  if (count == 0 || count > most_pages || marked.size() != count + 1) return false;
  pages_.assign(marked.size(), nullptr);
  for (std::byte* page : marked) {
    const std::uint32_t number = word(page, number_at).load();
    if (number < pages_.size()) pages_[number] = page;
  }
  if (std::find(pages_.begin(), pages_.end(), nullptr) != pages_.end()) {
    pages_.clear();
    return false;
  }
  word(first, ready_at).store(1, std::memory_order_release);
  return true;
}

Result<bool> Mailbox::attend(const SharedMemory& memory) {
  if (!announced_) return false;
  if (pages_.empty()) {
    if (find(memory)) return true;
    return fail("the pages of the machine's init are not to be found in its memory");
  }
  std::byte* control = pages_.front();
  const std::uint32_t sent = word(control, sent_at).load(std::memory_order_acquire);
  const std::uint32_t first = word(control, taken_at).load(std::memory_order_relaxed);
  for (std::uint32_t packet = first; packet != sent; ++packet) {
    std::byte* page = pages_[1 + packet % (pages_.size() - 1)];
    // A kernel that moves pages about (none does without swap or compaction) would be found here.
    if (!is_marked(page)) return fail("the guest's kernel has moved the pages of the init");
    const std::size_t length =
        std::min<std::size_t>(word(page, length_at).load(), SharedMemory::page_size - bytes_at);
    take_(word(page, stream_at).load(), {reinterpret_cast<const char*>(page) + bytes_at, length});
    word(control, taken_at).store(packet + 1, std::memory_order_release);
  }
  return sent != first;
}

}  // namespace linuxbake::boot
