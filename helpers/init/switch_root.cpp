// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "common/shell_words.h"
#include "embedded/init.h"
#include "init/kinds.h"
#include "init/shell_text.h"

namespace linuxbake::init {

std::vector<File> switch_root_files(const Description& description) {
  std::string text =
      "#!/bin/sh\n"
      "# Made by linuxbake-init: finds, checks and mounts the root file system, and starts the "
      "init "
      "in it.\n";
  text += environment_text(description);
  text += embedded::basic_sh;
  text += embedded::mount_sh;
  text += embedded::switch_root_sh;
  text += "\ncd /\nopen_console\n";
  for (const Mount& mount : default_mounts()) {
    if (mount.where != "/proc" && mount.where != "/sys" && mount.where != "/dev" &&
        mount.where != "/run")
      continue;
    text += mount_call(mount);
    if (mount.where == "/dev") text += "open_console\n";
  }
  text += fmt::format("\nroot={}\nread_command_line\nwhile :; do\n  attempt\ndone\n",
                      shell_word(description.root));
  return {{"root/init", 0755, text}};
}

}  // namespace linuxbake::init
