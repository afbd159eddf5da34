// SPDX-License-Identifier: MIT
// process_lines.h - how an image is run, for a script that has a runtime as crun run it: lines of a
// shell, each a variable with a part of "process" of the runtime's config.json (runtime-spec:
// config.md), as JSON. A script puts the parts together without a reader of JSON.
//
//   entrypoint='"/bin/sh","-c"'      words of the command, with commas between them; maybe none
//   command='"echo hello"'           those that arguments take the place of
//   environment='"PATH=/bin"'        variables; PATH and HOME are always there
//   user='"uid":33,"gid":34'         and maybe "additionalGids"
//   directory='"/srv"'
//
// or, where it cannot be run, one line: problem='the user ...'
#pragma once

#include <string>

#include "common/json.h"

namespace linuxbake::oci {

// `run` is "config" of the image's configuration, `passwd` and `group` the texts of those files.
[[nodiscard]] std::string process_lines(const Json& run, const std::string& passwd,
                                        const std::string& group);

}  // namespace linuxbake::oci
