// SPDX-License-Identifier: MIT
// Fragments of any kind: read strictly, they parse or fail in one of their lines; what parses can
// be merged with itself, written and read again.
#include <cstdint>
#include <string>

#include "kconfig/merge.h"
#include "kconfig/savefragment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linuxbake::kconfig;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = parse_assignments(text, "fuzz");
  if (!parsed) {
    if (parsed.error().line == 0) __builtin_trap();
    return 0;
  }
  const ConfigFile file{"fuzz", *parsed};
  const Merge merged = merge(file, {file, file});
  const auto again = parse_assignments(merged_text(merged), "again");
  if (!again || again->size() != merged.symbols.size()) __builtin_trap();
  (void)provenance_json(merged);
  (void)savefragment({}, *parsed);
  return 0;
}
