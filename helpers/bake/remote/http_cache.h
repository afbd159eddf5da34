// SPDX-License-Identifier: MIT
// http_cache.h - Bazel's HTTP cache: PUT and GET of <address>/cas/<SHA-256>, which are the files of
// cache entries, and of <address>/ac/<key>, which are ActionResults (action_result.h).
//
// Any server that stores what it is sent will do (nginx and Apache with DAV), and those that look
// at ac/ find what they look for: bazel-remote, Buildbarn, Artifactory. The protocol:
// https://bazel.build/remote/caching#http-caching
#pragma once

#include <memory>
#include <string>

#include "bake/remote/server.h"

namespace linuxbake::bake::remote {

[[nodiscard]] std::unique_ptr<Server> open_http_cache(const std::string& address);

}  // namespace linuxbake::bake::remote
