// SPDX-License-Identifier: MIT
// run_script.h - a script for /bin/sh that starts what a container of an image would start, with
// its environment, in its directory, as its user (image-spec: config.md, "Properties").
#pragma once

#include <string>

#include "common/json.h"

namespace linuxbake::oci {

// `run` is "config" of the image's configuration, `passwd` and `group` the texts of those files in
// the image. Whatever stands in it is a word of the script, never a command. What cannot be done
// (no program, a user whom nobody knows) the script says, and ends with 126. Arguments of the
// script take the place of Cmd.
[[nodiscard]] std::string run_script(const Json& run, const std::string& passwd,
                                     const std::string& group);

}  // namespace linuxbake::oci
