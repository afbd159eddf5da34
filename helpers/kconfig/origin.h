// SPDX-License-Identifier: MIT
// origin.h - which project, architecture and version a .config is of, and what of it a tree loses.
//
// A .config says so in its heading: "# Linux/x86 6.1.0 Kernel Configuration", "# Busybox version:
// 1.36.1", "# U-Boot 2023.01 Configuration"; Buildroot, crosstool-NG, barebox and others write
// theirs like one of these. Without a heading the architecture shows in an option with its name
// (CONFIG_ARM64=y).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kconfig/assignments.h"
#include "kconfig/tree.h"

namespace linuxbake::kconfig {

struct Origin {
  std::string project;  // "Linux", "BusyBox"
  std::string version;  // may be empty, as may the architecture
  std::string arch;
};

// Of the text of a .config; nothing where its heading does not say it.
[[nodiscard]] std::optional<Origin> origin_of(std::string_view text);

// What a user has to be told of a .config that is of another project, architecture or version, or
// has options that the tree does not know: they are lost. An error where it is of another project,
// and most of it is lost.
[[nodiscard]] Result<std::optional<Error>> what_is_lost(const Tree& tree, std::string_view text,
                                                        const Assignments& all);

}  // namespace linuxbake::kconfig
