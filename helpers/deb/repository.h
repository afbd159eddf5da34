// SPDX-License-Identifier: MIT
// repository.h - a repository that a web server serves as it is (Debian Wiki, RepositoryFormat):
//
//   pool/<component>/…/<package>.deb
//   dists/<suite>/InRelease, Release, Release.gpg
//   dists/<suite>/<component>/binary-<architecture>/Packages, Packages.gz, Packages.xz, by-hash/…
//
// What is in the pool is listed, whatever the build of today has made: so several versions stay. A
// suite's Release comes last, and the lists of the one before stay by their hashes, so that who
// reads meanwhile finds a whole repository.
//
// The bytes depend on the packages, the description, the key and, by the date, on what was there
// before. The date is SOURCE_DATE_EPOCH; without it that of the key, and one second later than the
// last one each time that something has changed. What expires (valid_days) has to have the date of
// today: without SOURCE_DATE_EPOCH that of the clock, which stays until something changes or half
// of the days is over. The date is never earlier than the one before, because apt takes such a
// Release for an old one that is played back.
//
// One process writes it at a time (directory_lock.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/result.h"
#include "deb/sign.h"

namespace linuxbake::deb {

struct Repository {
  std::filesystem::path directory;
  std::string suite, codename;             // the latter is the former's if it is empty
  std::string origin, label, description;  // left out if they are empty
  std::vector<std::string> architectures;  // of Debian, besides those of the packages
  std::vector<std::pair<std::string, std::filesystem::path>> packages;  // component, file
  std::optional<std::uint32_t> date;                                    // SOURCE_DATE_EPOCH
  std::uint32_t valid_days = 0;                                         // 0: for ever
  std::uint32_t now = 0;                                                // of the clock, for them
  std::size_t keep = 0;                          // versions of each package; 0: all
  std::function<void()> before_waiting = [] {};  // for another process that writes it
};

// Returns the paths of all packages in the pool. Errors: see pool.h and sign.h; cannot be written.
[[nodiscard]] Result<std::vector<std::string>> write_repository(const Repository& repository,
                                                                const Signer& signer);

// Whether it has to be signed again although nothing in it has changed: there is no Release, or
// more than half of valid_days is over.
[[nodiscard]] bool is_due(const Repository& repository);

}  // namespace linuxbake::deb
