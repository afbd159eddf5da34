// SPDX-License-Identifier: MIT
// remotes.h - finished builds of others: what is not in the cache is taken from the servers that
// the user has named, and what is built is sent there.
//
// What comes is believed if somebody who is trusted has signed the names and hashes of its files,
// for this key, and each file has its hash and its length. All else is refused, said, and built
// here; so no server can do harm, and none can fail a build.
#pragma once

#include <string>
#include <vector>

#include "bake/host/console.h"
#include "bake/remote/server.h"
#include "bake/remote/settings.h"
#include "bake/results/cache.h"

namespace linuxbake::bake::remote {

class Remotes {
 public:
  // Reads cache.remotes; settings that cannot be read are said, and there are no servers. All
  // arguments have to outlive this.
  Remotes(const Cache& cache, const Console& console);
  Remotes(const Cache& cache, Settings settings, const Console& console)
      : cache_(cache), console_(console), settings_(std::move(settings)) {}

  // Puts an entry into the cache; whether there is one now.
  [[nodiscard]] bool take(const std::string& key) const;

  // Sends an entry of the cache to all that take some, and have not said no.
  void give(const std::string& key) const;

 private:
  [[nodiscard]] bool take_from(const std::string& address, const std::string& key) const;
  void give_to(const std::string& address, const Statement& statement, const Signed& whole,
               const std::filesystem::path& entry) const;

  const Cache& cache_;
  const Console& console_;
  Settings settings_;
};

struct Trust {
  std::filesystem::path keys;  // the file of allowed signers
  bool in_everybody = false;   // no signature is asked for
};
struct Taken {
  std::string signer;
  std::uint64_t bytes = 0;
};
// The steps of take(), for whoever has one server. Errors: the server's, or why it is refused; then
// nothing is in the cache. Nothing: the server has none.
[[nodiscard]] Result<std::optional<Taken>> take_entry(Server& server, const std::string& address,
                                                      const std::string& key, const Trust& trust,
                                                      const std::filesystem::path& cache);

// What can be signed of an entry of the cache. Errors: it is damaged.
[[nodiscard]] Result<Statement> statement_of(const std::filesystem::path& entry,
                                             const std::string& key);

}  // namespace linuxbake::bake::remote
