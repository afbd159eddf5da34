// SPDX-License-Identifier: MIT
// exchange.h - many cache entries at a time, for whoever fills a server, or a machine without
// network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "bake/remote/remotes.h"
#include "bake/remote/server.h"

namespace linuxbake::bake::remote {

struct Exchange {
  std::uint64_t entries = 0, bytes = 0;  // what went over
  std::uint64_t present = 0;             // what was there already
  std::uint64_t failed = 0;

  void add(const Exchange& other) {
    entries += other.entries;
    bytes += other.bytes;
    present += other.present;
    failed += other.failed;
  }
};

// Called with the key and what is wrong with it.
using Complain = std::function<void(const std::string& key, const std::string& message)>;

// Sends what the server lacks. `signer`: an SSH key (settings.h); empty: nothing is signed.
[[nodiscard]] Exchange push(Server& server, const std::filesystem::path& cache,
                            const std::vector<std::string>& keys,
                            const std::filesystem::path& signer, const Complain& complain);

// Sends the archives of sources that the cache has: LINUXBAKE_MIRRORS=by-hash:<address>/cas finds
// them. One that is damaged is a failure.
[[nodiscard]] Exchange push_archives(Server& server, const std::filesystem::path& cache,
                                     const Complain& complain);

// Takes what the cache lacks. A key that the server has not is a failure.
[[nodiscard]] Exchange pull(Server& server, const std::string& address,
                            const std::filesystem::path& cache,
                            const std::vector<std::string>& keys, const Trust& trust,
                            const Complain& complain);

}  // namespace linuxbake::bake::remote
