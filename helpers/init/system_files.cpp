// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "embedded/init.h"
#include "init/kinds.h"
#include "init/shell_text.h"

namespace linuxbake::init {
namespace {

std::string profile_text(const Description& description) {
  // TERM is set for each terminal already.
  Description without_term = description;
  std::erase_if(without_term.environment,
                [](const Variable& variable) { return variable.name == "TERM"; });
  return "# Read by login shells.\n" + environment_text(without_term) +
         std::string(embedded::profile_sh);
}

}  // namespace

std::vector<File> system_files(const Description& description) {
  return {
      {"root/etc/hostname", 0644, description.host_name + "\n"},
      {"root/etc/hosts", 0644,
       fmt::format("127.0.0.1 localhost {0}\n::1 localhost {0}\n", description.host_name)},
      {"root/etc/issue", 0644, description.banner},
      {"root/etc/passwd", 0644,
       "root:*:0:0:root:/root:/bin/sh\nnobody:*:65534:65534:nobody:/:/bin/false\n"},
      {"root/etc/group", 0644, "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n"},
      {"root/etc/profile", 0644, profile_text(description)},
  };
}

}  // namespace linuxbake::init
