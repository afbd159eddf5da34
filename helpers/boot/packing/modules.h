// SPDX-License-Identifier: MIT
// modules.h - the modules of a ready kernel: lib/modules/<release>, as a package or `make
// modules_install` leaves it.
//
// What a module needs stands in itself (section .modinfo, "depends="), so that depmod need not have
// been there, as it was not where a package was only unpacked. Compressed ones are unpacked. Names
// of modules are the same with - and with _.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::boot {

// The modules that must be loaded before this one. Errors: it is no module.
[[nodiscard]] Result<std::vector<std::string>> module_depends(std::string_view bytes);

struct Module {
  std::string name;
  std::string bytes;  // unpacked
  std::filesystem::path file;
};

class ModuleTree {
 public:
  // Errors: that is no directory with modules.
  [[nodiscard]] static Result<ModuleTree> open(const std::filesystem::path& directory);

  // These and what they need, in an order in which they can be loaded; what is built into the
  // kernel is left out. Errors: there is none of that name.
  [[nodiscard]] Result<std::vector<Module>> with_dependencies(
      const std::vector<std::string>& names) const;

  // The module of a kernel option, by what most are called: TUN is tun, BTRFS_FS btrfs,
  // BLK_DEV_LOOP loop.
  [[nodiscard]] std::optional<std::string> of_option(std::string_view option) const;

 private:
  Result<bool> add(const std::string& name, std::set<std::string>& seen,
                   std::vector<Module>& order) const;

  std::string directory_;
  std::map<std::string, std::filesystem::path> files_;
  std::set<std::string> builtin_;
};

}  // namespace linuxbake::boot
