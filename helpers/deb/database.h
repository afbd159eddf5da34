// SPDX-License-Identifier: MIT
// database.h - installs packages into a root file system without root and without dpkg, so that the
// dpkg of the system knows them.
//
// The result is a manifest of linuxbake-cpio: what is in the packages, with its owners and modes,
// and dpkg's database in /var/lib/dpkg (dpkg(1), "FILES"): status, info/<package>.list, .md5sums,
// .conffiles and the scripts. Packages are "install ok installed". One with a script that has to
// run in the system (postinst, config), and each that depends on such a one, is "install ok
// unpacked": `dpkg --configure -a` in the system runs the scripts.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"
#include "deb/present.h"

namespace linuxbake::deb {

struct Installation {
  std::string architecture;                     // of Debian
  std::vector<std::filesystem::path> packages;  // .deb files
  Database present;                             // what dpkg knows before
  std::filesystem::path directory;  // absolute; for the files; what else is in it is removed
};

struct Installed {
  std::string manifest;
  std::vector<std::string> warnings;  // sentences: preinst scripts, which did not run
};

// Errors name the file and the package: of another architecture, there twice, a need or a conflict
// that is not met, a file that is another package's too (unless it replaces that), a name or a link
// that leads out of the root, a device, something below a symbolic link of the same package.
[[nodiscard]] Result<Installed> install_packages(const Installation& installation);

}  // namespace linuxbake::deb
