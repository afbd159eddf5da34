// SPDX-License-Identifier: MIT
// kconfig.h - what linuxbake-kconfig is asked.
#pragma once

#include <string>
#include <string_view>

#include "bake/host/command.h"
#include "bake/host/words.h"
#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// The command with the tree whose Kconfig files it reads, the base, and what belongs to that.
[[nodiscard]] Words kconfig_command(const Job& job, const char* verb, const Path& tree,
                                    const Words& more = {});

// The options for the fragments and, with CONFIG_FIX, for the lines that were found.
[[nodiscard]] Words options_of_fragments(const Job& job);

// The lines that CONFIG_FIX adds.
[[nodiscard]] Path fix_file(const Job& job);

// What the program has said among the errors, without its name and the end of the last line.
[[nodiscard]] std::string complaint_of_kconfig(std::string_view errors);

// The error of a step in which the program has failed, and said why.
[[nodiscard]] tl::unexpected<Error> refusal(const CommandEnd& end);

}  // namespace linuxbake::bake::kbuild
