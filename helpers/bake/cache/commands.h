// SPDX-License-Identifier: MIT
// commands.h - `linuxbake-bake cache …`: looks after what all builds of a user share, and exchanges
// it with servers and with machines that have no network.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bake/cache/limits.h"
#include "common/cache_directory.h"
#include "common/command_line.h"
#include "common/result.h"

namespace linuxbake::bake::cache {

class Commands {
 public:
  // This has to outlive the program's command line.
  explicit Commands(CommandLine& program);
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;

  // Whether one of them was given.
  [[nodiscard]] bool chosen() const { return cache_->chosen(); }
  // Returns the exit code: 1 where something is damaged, or was not exchanged.
  [[nodiscard]] Result<int> run() const;

 private:
  using Action = Result<int> (Commands::*)() const;

  linuxbake::Command* add(const std::string& name, const std::string& help, Action action);
  void add_limits(linuxbake::Command& command);
  void add_servers(linuxbake::Command& command, const std::string& option, const std::string& help);
  [[nodiscard]] Result<Limits> limits() const;
  [[nodiscard]] std::vector<std::string> wanted_keys() const;
  [[nodiscard]] Result<int> statistics() const;
  [[nodiscard]] Result<int> collect_garbage() const;
  [[nodiscard]] Result<int> verify() const;
  [[nodiscard]] Result<int> push() const;
  [[nodiscard]] Result<int> pull() const;
  [[nodiscard]] Result<int> export_entries() const;
  [[nodiscard]] Result<int> import_entries() const;
  [[nodiscard]] int end_of(const char* done, std::uint64_t entries, std::uint64_t bytes,
                           std::uint64_t failed) const;

  linuxbake::Command* cache_;
  std::vector<std::pair<const linuxbake::Command*, Action>> actions_;
  std::string directory_ = cache_directory(), max_size_, max_age_, keys_file_, signer_, place_;
  std::vector<std::string> addresses_, keys_;
  bool as_json_ = false, takes_unsigned_ = false, with_archives_ = false;
};

}  // namespace linuxbake::bake::cache
