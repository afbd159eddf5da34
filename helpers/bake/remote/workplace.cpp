// SPDX-License-Identifier: MIT
#include "bake/remote/workplace.h"

#include "bake/results/store.h"

namespace linuxbake::bake::remote {

Workplace::Workplace(const std::filesystem::path& beside) : path_(temporary_name(beside)) {
  std::error_code ignored;
  std::filesystem::create_directories(path_, ignored);
}

Workplace::~Workplace() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace linuxbake::bake::remote
