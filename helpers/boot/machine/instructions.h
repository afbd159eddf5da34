// SPDX-License-Identifier: MIT
// instructions.h - how many instructions a machine had executed when it sent a byte.
//
// QEMU's record of an execution (-icount rr=record; docs/system/replay.rst) is a list of events
// with the number of instructions between them, and each byte that goes out by the serial line is
// one. So the figure depends on nothing but the machine and what it boots: it is the same in every
// run.
//
// The file: a version and a position (4 and 8 bytes), then events, a byte each with what belongs to
// it, big-endian. The numbers of the events are not promised to stay; what we read are those of
// QEMU 7.2 (version 0xe0200c). Of any other version, and of events that we do not know, nothing is
// said.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

// Until the `byte`-th byte (from 1) of the serial line was sent.
[[nodiscard]] std::optional<std::uint64_t> instructions_until(std::string_view record,
                                                              std::size_t byte);
// The same for each of several bytes, in any order; the record is read once.
[[nodiscard]] std::vector<std::optional<std::uint64_t>> instructions_until(
    std::string_view record, const std::vector<std::size_t>& bytes);

}  // namespace linuxbake::boot
