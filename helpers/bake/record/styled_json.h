// SPDX-License-Identifier: MIT
// styled_json.h - JSON as string(JSON) of CMake writes it: names sorted, two spaces a level, a
// brace in a line of its own, short lists in one line. Records have this form: they are in keys of
// results, which stay the same by that.
#pragma once

#include <string>

#include "common/json.h"

namespace linuxbake::bake {

// Without a newline at its end.
[[nodiscard]] std::string styled_json(const Json& value);

}  // namespace linuxbake::bake
