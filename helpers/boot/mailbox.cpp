// SPDX-License-Identifier: MIT
#include "boot/mailbox.h"

#include <sys/random.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <ctime>

namespace linuxbake::boot {
namespace {

constexpr std::size_t number_at = 16;
constexpr std::size_t count_at = 20, ready_at = 24, sent_at = 28, taken_at = 32;  // of page 0
constexpr std::size_t given_at = 36, received_at = 40, size_at = 44;
constexpr std::size_t seconds_at = 52, nanoseconds_at = 60, random_at = 64, random_size = 32;
constexpr std::size_t stream_at = 20, length_at = 24, bytes_at = 32;  // of the others
// None does without swap or compaction, which the init forbids.
constexpr std::string_view moved_pages = "the guest's kernel has moved the pages of the init";
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
  begin(first);
  return true;
}

// A machine that was saved does not know the time, and would draw the same random numbers again.
void Mailbox::begin(std::byte* control) {
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME, &time);
  const auto seconds = static_cast<std::uint64_t>(time.tv_sec);
  std::memcpy(control + seconds_at, &seconds, sizeof seconds);
  word(control, nanoseconds_at).store(static_cast<std::uint32_t>(time.tv_nsec));
  [[maybe_unused]] const ssize_t count = ::getrandom(control + random_at, random_size, 0);
  const std::uint64_t size = archive_.size();
  std::memcpy(control + size_at, &size, sizeof size);
  word(control, ready_at).store(1, std::memory_order_release);
}

Result<bool> Mailbox::give(std::byte* control) {
  const std::size_t slots = pages_.size() - 1;
  const std::uint32_t received = word(control, received_at).load(std::memory_order_acquire);
  const std::uint32_t first = word(control, given_at).load(std::memory_order_relaxed);
  std::uint32_t packet = first;
  for (; given_ < archive_.size() && packet - received < slots; ++packet) {
    std::byte* page = pages_[1 + packet % slots];
    if (!is_marked(page)) return fail(std::string(moved_pages));
    const std::size_t length =
        std::min(archive_.size() - given_, SharedMemory::page_size - bytes_at);
    std::memcpy(page + bytes_at, archive_.data() + given_, length);
    word(page, stream_at).store(0);
    word(page, length_at).store(static_cast<std::uint32_t>(length));
    given_ += length;
  }
  word(control, given_at).store(packet, std::memory_order_release);
  return true;
}

Result<bool> Mailbox::attend(const SharedMemory& memory) {
  if (!announced_) return false;
  if (pages_.empty()) {
    if (find(memory)) return true;
    return fail("the pages of the machine's init are not to be found in its memory");
  }
  std::byte* control = pages_.front();
  return given_ < archive_.size() ? give(control) : take(control);
}

Result<bool> Mailbox::take(std::byte* control) {
  const std::uint32_t sent = word(control, sent_at).load(std::memory_order_acquire);
  const std::uint32_t first = word(control, taken_at).load(std::memory_order_relaxed);
  for (std::uint32_t packet = first; packet != sent; ++packet) {
    std::byte* page = pages_[1 + packet % (pages_.size() - 1)];
    if (!is_marked(page)) return fail(std::string(moved_pages));
    const std::size_t length =
        std::min<std::size_t>(word(page, length_at).load(), SharedMemory::page_size - bytes_at);
    take_(word(page, stream_at).load(), {reinterpret_cast<const char*>(page) + bytes_at, length});
    word(control, taken_at).store(packet + 1, std::memory_order_release);
  }
  return sent != first;
}

}  // namespace linuxbake::boot
