// SPDX-License-Identifier: MIT
// id_table.h - which id a key has, where the keys lie in a table of the caller's.
//
// A kernel has some 100,000 expressions and each is looked up when it is made: with the keys in
// the nodes of std::unordered_map a fourth of all time went there. Here a slot has 8 bytes, an id
// and its hash, and they lie side by side (open addressing, linear probing).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace linuxbake::kconfig {

class IdTable {
 public:
  // `expected`: about how many ids there will be; it grows where there are more.
  explicit IdTable(std::size_t expected) {
    std::size_t size = 16;
    while (size < expected * 2) size *= 2;
    slots_.resize(size);
  }

  // The id with this hash that `is_it(id)` accepts, or 0, which is nobody's.
  template <class IsIt>
  [[nodiscard]] std::uint32_t find(std::size_t hash, IsIt&& is_it) const {
    return slots_[slot_of(shortened(hash), is_it)].id;
  }

  // As find(); where there is none, `fresh` is entered, and the answer.
  template <class IsIt>
  std::uint32_t find_or_insert(std::size_t hash, std::uint32_t fresh, IsIt&& is_it) {
    const std::uint32_t short_hash = shortened(hash);
    Slot& slot = slots_[slot_of(short_hash, is_it)];
    if (slot.id != 0) return slot.id;
    slot = {fresh, short_hash};
    if (++count_ * 2 > slots_.size()) grow();
    return fresh;
  }

 private:
  struct Slot {
    std::uint32_t id = 0;
    std::uint32_t hash = 0;
  };

  static std::uint32_t shortened(std::size_t hash) {
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
  }

  // Where it is, or where it would be.
  template <class IsIt>
  [[nodiscard]] std::size_t slot_of(std::uint32_t hash, IsIt&& is_it) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].id != 0 && (slots_[at].hash != hash || !is_it(slots_[at].id)))
      at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> previous(slots_.size() * 2);
    previous.swap(slots_);
    const auto is_another = [](std::uint32_t) { return false; };
    for (const Slot& slot : previous)
      if (slot.id != 0) slots_[slot_of(slot.hash, is_another)] = slot;
  }

  std::vector<Slot> slots_;  // a power of two of them, at most half of them taken
  std::size_t count_ = 0;
};

}  // namespace linuxbake::kconfig
