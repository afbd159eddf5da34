// SPDX-License-Identifier: MIT
// settings.h - which servers have finished builds, whom to believe, and who signs: the JSON that
// modules/detail/RemoteResults.cmake writes when CMake configures.
//
//   remotes   list     in the order in which they are asked; each has
//     address   string   "https://host/path" is Bazel's HTTP cache (http_cache.h),
//                        "oci://host/name" a registry (oci_registry.h); "http" and "oci+http" are
//                        the same without TLS
//     readonly  flag     nothing is sent there
//   keys      string   the signatures that are believed: a file as ssh-keygen(1) describes it in
//                      ALLOWED SIGNERS
//   signer    string   the SSH key that signs what is sent: the private one, or the public one
//   where
//                      ssh-agent has the private one; empty: nothing is sent
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake::remote {

struct Place {
  std::string address;
  bool is_readonly = false;
};

struct Settings {
  std::vector<Place> places;
  std::filesystem::path keys, signer;
};

// Errors: it is no such JSON; they name the file.
[[nodiscard]] Result<Settings> parse_settings(std::string_view text, const std::string& file);

// No servers where the path is empty or leads nowhere. Errors: as above.
[[nodiscard]] Result<Settings> read_settings(const std::filesystem::path& file);

// "<address>;readonly;<address>", as the user writes it in LINUXBAKE_RESULTS_REMOTE.
[[nodiscard]] std::vector<Place> places_of(std::string_view words);

}  // namespace linuxbake::bake::remote
