// SPDX-License-Identifier: MIT
// silent_hosts.h - hosts that did not even answer are left alone by the other sources of the same
// build, for ten minutes: files locks/silent-<host> in the cache.
#pragma once

#include <string>

#include "fetch/recipe.h"

namespace linuxbake::fetch {

// "host:8000" of "http://me:secret@host:8000/file".
[[nodiscard]] std::string host_of(const std::string& url);

[[nodiscard]] bool is_silent(const Settings& settings, const std::string& url);
void note_silent(const Settings& settings, const std::string& url);

// Half of connect_timeout where a host was silent, because there may well be more: a machine that
// reaches nothing but its packages.
[[nodiscard]] unsigned seconds_to_answer(const Settings& settings);

// The next try of the user shall be a real one.
void forget_silent_hosts(const Settings& settings);

}  // namespace linuxbake::fetch
