// SPDX-License-Identifier: MIT
// system_entries.h - what a system is without packages, as entries of dpkg's database.
//
// A file of paragraphs says which entries there are, with the fields of deb-control(5) and these,
// which stay out of the database:
//   LinuxBake-Files: /usr/bin/dpkg* /usr/share/dpkg/*
//     what the entry owns: names from the root, with the signs of fnmatch(3); * takes / as well
//   LinuxBake-Links-To: /usr/bin/busybox
//     and the symbolic links that name one of these files. They are listed in info/<entry>.links,
//     too, so that a script of the system can restore them
// What several entries claim is the first one's. The one entry without these fields owns the rest.
// Its state is "install ok installed", unless the field Status says another.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/result.h"
#include "cpio/layout.h"
#include "deb/control.h"
#include "deb/present.h"

namespace linuxbake::deb {

// Control files of the entries by their names, as "base.postinst".
using ControlFiles = std::map<std::string, std::string>;

// The members also go by the names that they have behind a symbolic link to a directory (/bin/sh,
// where /bin leads to /usr/bin), because dpkg compares names. Fields that dpkg and apt want besides
// Package and Version are filled in. Errors: no entry, one that is there twice or lacks a field,
// none or several that own the rest, a sign that fits nothing, a control file of no entry, a file
// that cannot be read.
[[nodiscard]] Result<Database> database_of_system(std::vector<Paragraph> controls,
                                                  const std::string& architecture,
                                                  const ControlFiles& control_files,
                                                  const std::vector<cpio::Member>& members);

}  // namespace linuxbake::deb
