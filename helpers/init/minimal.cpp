// SPDX-License-Identifier: MIT
#include "init/kinds.h"

namespace linuxbake::init {

std::vector<File> minimal_files(const Description&) {
  return {};
}

}  // namespace linuxbake::init
