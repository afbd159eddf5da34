// SPDX-License-Identifier: MIT
// server.h - what every server of cache entries can do, in its own protocol.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "bake/remote/statement.h"
#include "common/result.h"

namespace linuxbake::bake::remote {

class Server {
 public:
  Server() = default;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  virtual ~Server() = default;

  // Nothing where it has none. Errors: it does not answer, or with something else.
  [[nodiscard]] virtual Result<std::optional<Signed>> look_up(const std::string& key) = 0;

  // Its bytes; whether they are the right ones is for the caller to see. Errors: as above, or it
  // sends more or less than it should.
  [[nodiscard]] virtual Result<void> take(const File& file, const std::filesystem::path& path) = 0;

  // Sends the files of a directory, but for those that it has, then the statement. Errors: it does
  // not take them.
  [[nodiscard]] virtual Result<void> give(const Statement& statement, const Signed& whole,
                                          const std::filesystem::path& directory) = 0;

  // Sends a file by its hash; it may belong to no entry, as the archive of a source does. Returns
  // false where the server has it. Errors: as above, or it keeps no such files, as a registry.
  [[nodiscard]] virtual Result<bool> give_file(const std::string& hash,
                                               const std::filesystem::path& file) = 0;
};

// By the address: see settings.h; "file:///path" is a directory (directory.h). Errors: it is none.
[[nodiscard]] Result<std::unique_ptr<Server>> open_server(const std::string& address);

}  // namespace linuxbake::bake::remote
