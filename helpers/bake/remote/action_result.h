// SPDX-License-Identifier: MIT
// action_result.h - a signed statement as an ActionResult, the message that Bazel's HTTP cache
// keeps under ac/. Some servers look whether it is one, and whether they have the files that it
// names.
//
// The message is build.bazel.remote.execution.v2.ActionResult of the Remote Execution API
// (remote_execution.proto, version 2), in the wire format of Protocol Buffers: output_files (2)
// with path (1) and digest (2: hash 1, size_bytes 2) are the files, stdout_raw (5) is the
// statement, stderr_raw (7) its signature.
#pragma once

#include <string>
#include <string_view>

#include "bake/remote/statement.h"
#include "common/result.h"

namespace linuxbake::bake::remote {

[[nodiscard]] std::string action_result_of(const Statement& statement, const Signed& whole);

// Errors: it is no such message, or has no statement.
[[nodiscard]] Result<Signed> parse_action_result(std::string_view bytes);

}  // namespace linuxbake::bake::remote
