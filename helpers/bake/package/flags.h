// SPDX-License-Identifier: MIT
// flags.h - the compilers of a package and the options that they get.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "bake/package/job.h"

namespace linuxbake::bake {

struct Flags {
  std::string cc, cxx;  // command lines, with ccache; without C++ that is empty
  std::string cflags, ldflags;
};

[[nodiscard]] Flags flags_of(const Job& job);

// Names and values, for the environment or for make.
using Variables = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Variables tool_variables(const Job& job, const Flags& flags);

}  // namespace linuxbake::bake
