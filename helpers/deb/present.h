// SPDX-License-Identifier: MIT
// present.h - what dpkg's database says before packages are installed: that of a system without
// packages (system_entries.h), or one that somebody else has made.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "deb/control.h"

namespace linuxbake::deb {

struct Present {
  Paragraph status;             // its paragraph in the file status
  std::set<std::string> names;  // of its files and directories, relative to the root
  std::string sums;             // its md5sums, as they stand in the file

  [[nodiscard]] std::string name() const { return status.get("Package"); }
  // Whether it counts as there for others.
  [[nodiscard]] bool is_installed() const;
  // Only its configuration is left: others may take its files, as dpkg has it.
  [[nodiscard]] bool gives_way() const;
  // A file of it is another package's from now on.
  void give_up(const std::string& name);
};

struct Database {
  std::vector<Present> entries;
  std::map<std::string, std::string> files;  // what else is there: "info/format", "triggers/File" …
};

// "<name>" or "<name>:<architecture>", as the files in info/ are called.
[[nodiscard]] std::string info_name(const Paragraph& control);

// The paragraph of status from that of a control file.
[[nodiscard]] Paragraph status_of(const Paragraph& control, std::string_view state,
                                  const std::string& conffiles);

// Lines "/.", "/usr" … of names.
[[nodiscard]] std::string list_of(const std::set<std::string>& names);

// A directory as /var/lib/dpkg. `inputs` gets the files that were read. Errors: no database.
[[nodiscard]] Result<Database> read_database(const std::filesystem::path& directory,
                                             std::vector<std::string>& inputs);

}  // namespace linuxbake::deb
