// SPDX-License-Identifier: MIT
// addresses.h - mirrors and URLs, in turn.
//
// An unfinished transfer stays as downloads/<sha256>-<file>.part and is continued, by this process
// or the next one, where the server can do that.
#pragma once

#include <string>

#include "fetch/cache.h"

namespace linuxbake::fetch {

// The first address that has the archive. Errors: no room for it.
[[nodiscard]] Finding try_addresses(const Job& job);

// Without the user and the password that a mirror's address may hold; so are all messages.
[[nodiscard]] std::string shown_address(const std::string& url);

}  // namespace linuxbake::fetch
