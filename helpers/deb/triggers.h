// SPDX-License-Identifier: MIT
// triggers.h - who is interested in triggers (deb-triggers(5)): dpkg reads it from files of its
// own, triggers/File for those that are names of files and triggers/<trigger> for the others.
#pragma once

#include <map>
#include <string>

namespace linuxbake::deb {

using Triggers = std::map<std::string, std::string>;  // texts of the files, by their names

// Adds what the file `triggers` of the package `who` (as in info/) says.
void add_triggers(Triggers& triggers, const std::string& who, const std::string& text);

}  // namespace linuxbake::deb
