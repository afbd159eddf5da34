// SPDX-License-Identifier: MIT
#include "boot/guest/emulation_fault.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <system_error>

namespace linuxbake::boot {
namespace {

constexpr std::uint64_t always_set = 0x2;
constexpr std::uint64_t may_be_set = 0x3f7fd5;  // CF to NT, RF to ID

bool possible(std::uint64_t flags) {
  return (flags & always_set) != 0 && (flags & ~(always_set | may_be_set)) == 0;
}

}  // namespace

std::string impossible_flags(std::string_view serial) {
  constexpr std::string_view name = "EFLAGS: ";
  for (std::size_t at = 0; (at = serial.find(name, at)) != std::string_view::npos;) {
    const std::string_view digits = serial.substr(at + name.size(), 16);
    at += name.size();
    std::uint64_t flags = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), flags, 16);
    const auto count = static_cast<std::size_t>(end - digits.data());
    if (problem != std::errc{} || count < 8 || possible(flags)) continue;  // 8: a whole number
    return std::string(name) + std::string(digits.substr(0, count));
  }
  return {};
}

std::optional<EmulationFault> emulation_fault(std::string_view serial) {
  if (const std::string flags = impossible_flags(serial); !flags.empty())
    return EmulationFault{fmt::format("QEMU emulated a processor that went wrong: the kernel died "
                                      "with {}, which no processor has",
                                      flags),
                          "QEMU before 8.0 loses the flags of cmpxchg8b and cmpxchg16b at random; "
                          "repeat the test, or use a newer QEMU, or KVM"};
  if (serial.find("IO-APIC + timer doesn't work") != std::string_view::npos)
    return EmulationFault{
        "this host was too busy to emulate the machine's clock when the kernel looked at it",
        "run fewer tests at once; no_timer_check on the kernel's command line leaves this look "
        "out"};
  return std::nullopt;
}

}  // namespace linuxbake::boot
