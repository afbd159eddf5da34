// SPDX-License-Identifier: MIT
#include "boot/vm/mailbox.h"

#include <sys/random.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <ctime>

namespace linuxbake::boot {
namespace {

constexpr std::size_t number_at = offsetof(vm_page, number);
constexpr std::size_t control_at = offsetof(vm_page, control),
                      packet_at = offsetof(vm_page, packet);
constexpr std::size_t count_at = control_at + offsetof(vm_control, packets);
constexpr std::size_t ready_at = control_at + offsetof(vm_control, ready);
constexpr std::size_t sent_at = control_at + offsetof(vm_control, sent);
constexpr std::size_t taken_at = control_at + offsetof(vm_control, taken);
constexpr std::size_t given_at = control_at + offsetof(vm_control, given);
constexpr std::size_t received_at = control_at + offsetof(vm_control, received);
constexpr std::size_t size_at = control_at + offsetof(vm_control, size);
constexpr std::size_t seconds_at = control_at + offsetof(vm_control, seconds);
constexpr std::size_t nanoseconds_at = control_at + offsetof(vm_control, nanoseconds);
constexpr std::size_t random_at = control_at + offsetof(vm_control, random);
constexpr std::size_t input_count_at = control_at + offsetof(vm_control, input_packets);
constexpr std::size_t input_kind_at = control_at + offsetof(vm_control, input_kind);
constexpr std::size_t input_given_at = control_at + offsetof(vm_control, input_given);
constexpr std::size_t input_taken_at = control_at + offsetof(vm_control, input_taken);
constexpr std::size_t input_ends_at = control_at + offsetof(vm_control, input_ends);
constexpr std::size_t input_refused_at = control_at + offsetof(vm_control, input_refused);
constexpr std::size_t input_reported_at = control_at + offsetof(vm_control, input_reported);
constexpr std::size_t input_length_at = control_at + offsetof(vm_control, input_length);
constexpr std::size_t stream_at = packet_at + offsetof(vm_packet, stream);
constexpr std::size_t length_at = packet_at + offsetof(vm_packet, length);
constexpr std::size_t bytes_at = packet_at + offsetof(vm_packet, bytes);
static_assert(SharedMemory::page_size == vm_page_size);

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

bool Mailbox::answered() const {
  return !pages_.empty() && word(pages_.front(), received_at).load() != 0;
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
  const std::uint32_t input_count = word(first, input_count_at).load();
  if (count == 0 || count > most_pages || input_count > most_pages) return false;
  if (marked.size() != std::size_t{1} + count + input_count) return false;
  slots_ = count;
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
  [[maybe_unused]] const ssize_t count = ::getrandom(control + random_at, vm_random_size, 0);
  const std::uint64_t size = archive_.size();
  std::memcpy(control + size_at, &size, sizeof size);
  const auto kind = input_ != nullptr ? input_->kind() : StandardInput::Kind::null;
  word(control, input_kind_at).store(static_cast<std::uint32_t>(kind));
  word(control, ready_at).store(1, std::memory_order_release);
}

Result<bool> Mailbox::give(std::byte* control) {
  const std::size_t slots = slots_;
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
  if (given_ < archive_.size()) return give(control);
  Result<bool> taken = take(control);
  if (!taken || input_ == nullptr) return taken;
  const Result<bool> given = give_input(control);
  return given ? Result<bool>(*taken || *given) : given;
}

Result<bool> Mailbox::give_input(std::byte* control) {
  if (word(control, input_reported_at).load(std::memory_order_acquire) != 0) {
    std::uint64_t length = 0;
    std::memcpy(&length, control + input_length_at, sizeof length);
    input_->set_used(length);
    return false;
  }
  const std::uint32_t first = word(control, input_given_at).load(std::memory_order_relaxed);
  const std::uint32_t taken = word(control, input_taken_at).load(std::memory_order_acquire);
  const std::size_t slots = pages_.size() - 1 - slots_;
  if (word(control, input_refused_at).load() != 0 || slots == 0) return false;
  std::uint32_t packet = first;
  for (; packet - taken < slots; ++packet) {
    std::byte* page = pages_[1 + slots_ + packet % slots];
    if (!is_marked(page)) return fail(std::string(moved_pages));
    const auto length =
        input_->read(reinterpret_cast<char*>(page) + bytes_at, SharedMemory::page_size - bytes_at);
    if (!length) return tl::unexpected(length.error());
    if (*length == 0) break;
    word(page, length_at).store(static_cast<std::uint32_t>(*length));
  }
  word(control, input_given_at).store(packet, std::memory_order_release);
  if (input_->ended()) word(control, input_ends_at).store(1, std::memory_order_release);
  return packet != first;
}

Result<bool> Mailbox::take(std::byte* control) {
  const std::uint32_t sent = word(control, sent_at).load(std::memory_order_acquire);
  const std::uint32_t first = word(control, taken_at).load(std::memory_order_relaxed);
  for (std::uint32_t packet = first; packet != sent; ++packet) {
    std::byte* page = pages_[1 + packet % slots_];
    if (!is_marked(page)) return fail(std::string(moved_pages));
    const std::size_t length =
        std::min<std::size_t>(word(page, length_at).load(), SharedMemory::page_size - bytes_at);
    take_(word(page, stream_at).load(), {reinterpret_cast<const char*>(page) + bytes_at, length});
    word(control, taken_at).store(packet + 1, std::memory_order_release);
  }
  return sent != first;
}

}  // namespace linuxbake::boot
