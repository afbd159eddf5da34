// SPDX-License-Identifier: MIT
// apt_entries.h - where a host's apt gets its packages from (sources.list(5)), rewritten: for
// packages or sources, and with the name of another release in place of the host's own. The
// archive's key verifies that one too, as Signed-By and all other options stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::fetch {

// "own" is the release that the entries name.
inline constexpr std::string_view own_release = "own";

// The same suite of the release: "trixie-updates" of "bookworm-updates". Empty where there is none:
// a suite of somebody else's, backports, or updates of a release that has none.
[[nodiscard]] std::string exchange_suite(std::string_view suite, std::string_view release);

// The lines "deb [option=value …] uri suite component…" of a *.list, each once. `type` is deb or
// deb-src, and each line becomes one of it. Empty where none leads to the release.
[[nodiscard]] std::string rewrite_one_line(std::string_view text, std::string_view type,
                                           std::string_view release);

// The paragraphs of a *.sources that are not disabled.
[[nodiscard]] std::string rewrite_deb822(std::string_view text, std::string_view type,
                                         std::string_view release);

// The releases that may follow the host's own entries, the own one first, then the oldest.
[[nodiscard]] std::vector<std::string> releases_to_try(std::string_view os_release);

}  // namespace linuxbake::fetch
