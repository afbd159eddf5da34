// SPDX-License-Identifier: MIT
// judge.h - a tree's own `conf`, built out of tree, and asked what it makes of a configuration.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::kconfig {

class Judge {
 public:
  // Builds `conf` in `work` by the tree's make, and takes over the environment that make gives it.
  // `preload` is the library of popen_cache.cpp and conf_server.cpp, or "". Builds inside of a
  // Toybox tree.
  static Result<Judge> prepare(const std::string& tree, const std::string& arch,
                               const std::string& work, const std::string& preload);

  // What `conf <mode> Kconfig` leaves in .config where `config` stood there before.
  [[nodiscard]] Result<std::string> resolve(const std::string& mode, std::string_view config) const;
  // The .config after `make <target>`.
  [[nodiscard]] Result<std::string> make(const std::string& target) const;

 private:
  class Server;

  static Result<Judge> prepare_old(Judge judge);
  [[nodiscard]] Result<std::string> resolve_old(const std::string& mode,
                                                std::string_view config) const;

  bool is_old_ = false;
  std::string tree_, arch_, work_;
  std::string conf_;  // of BusyBox and Toybox
  std::vector<std::string> environment_;
  std::shared_ptr<Server> server_;
};

}  // namespace linuxbake::kconfig
