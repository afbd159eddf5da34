// SPDX-License-Identifier: MIT
// apt.h - a host's apt with a state of its own, so that it needs no root and changes nothing on the
// host: indexes, archives and configuration are in a directory of the cache.
//
//   parts/       the host's entries, rewritten (apt_entries.h)
//   apt.conf     puts everything else here
//   lists/ …     apt's own
//   updated      made when the indexes were read
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "fetch/console.h"
#include "fetch/program_run.h"

namespace linuxbake::fetch {

// apt's programs on this host; nothing where one is missing.
struct AptPrograms {
  std::filesystem::path get, cache, config, helper;
};
[[nodiscard]] std::optional<AptPrograms> find_apt();

// A state is for packages (deb) or sources (deb-src) of one release, or of several.
struct AptState {
  std::filesystem::path directory;
  [[nodiscard]] std::filesystem::path configuration() const { return directory / "apt.conf"; }
};

// "'trixie'", "this host's own release"
[[nodiscard]] std::string title_of_release(std::string_view release);

// Writes the host's entries into parts/, with `prefix` before their names. Returns whether any
// leads to the release.
[[nodiscard]] Result<bool> write_entries(const AptState& state, const AptPrograms& apt,
                                         std::string_view type, std::string_view release,
                                         const std::string& prefix, Console& console);

[[nodiscard]] Result<void> write_configuration(const AptState& state, const AptPrograms& apt,
                                               unsigned stall_timeout, Console& console);

// Empties parts/ and makes the directories that apt wants.
[[nodiscard]] Result<void> make_directories(const AptState& state);

// Reads the indexes where they are older than an hour or than the entries. A suite that a mirror
// does not have makes apt fail after it read the others: the index is then searched all the same,
// and what is not in it is not found.
void update_if_old(const AptState& state, const AptPrograms& apt, std::string_view release,
                   Console& console);

// What `apt-cache …` or `apt-get …` prints.
[[nodiscard]] std::string ask_apt(const AptState& state, const std::filesystem::path& program,
                                  const std::vector<std::string>& words, Console& console);

// apt's complaints in a line: "…; …".
[[nodiscard]] std::string complaint_of(std::string_view errors);

// A line of --print-uris: 'URI' file size HASH:value.
struct PrintedUri {
  std::string uri, file, hash;
};
[[nodiscard]] std::vector<PrintedUri> parse_uris(std::string_view text);

// What apt.conf says of indexes that only other programs want (pictures, contents …): `dump` is
// apt-config's.
[[nodiscard]] std::string without_other_indexes(std::string_view dump);

}  // namespace linuxbake::fetch
