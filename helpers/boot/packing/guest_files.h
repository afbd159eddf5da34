// SPDX-License-Identifier: MIT
// guest_files.h - files of the host that are in the guest as they are on the host.
//
// Each is at its own path, with mode, owner, group and time of its last change, and with the way to
// it: its directories, and the symbolic links that lead to it (/bin is one to usr/bin on many
// hosts). Pipes, sockets and devices are made. What belongs to the guest itself (guest_directory())
// is not taken from the host.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "cpio/manifest.h"

namespace linuxbake::boot {

// The directories that every guest has, by names without the first slash, with their modes.
struct GuestDirectory {
  std::string_view name;
  std::uint32_t mode;
};
[[nodiscard]] const std::vector<GuestDirectory>& guest_directories();

class GuestFiles {
 public:
  // `below`: those that the guest has already, and that need not be brought again.
  explicit GuestFiles(const GuestFiles* below = nullptr) : below_(below) {}

  // A file, or a directory with all that is in it. Returns the regular files, by the paths that
  // they really have. Errors: it does not exist, or cannot be looked at.
  Result<std::vector<std::string>> add(const std::string& path);
  // A file of the host, by another path. Errors: it cannot be looked at.
  Result<void> add_as(const std::string& path, const std::string& file);
  // A directory, empty; one that the host has not is made.
  Result<void> add_directory(const std::string& path);

  // Something of our own, unless the host's is there already.
  void declare(const cpio::Statement& statement);
  // Writes the bytes into a file of the host, which is packed by this name. What the identity has
  // of it are the bytes, wherever they lie. Errors: the file cannot be written.
  Result<void> declare_file(const std::string& name, const std::filesystem::path& location,
                            std::string_view bytes);

  // A line for each, which changes with the file.
  [[nodiscard]] std::string identity() const;
  [[nodiscard]] cpio::Manifest manifest(const std::string& origin) const;

 private:
  using Found = std::vector<std::string>;
  Result<mode_t> add_step(const std::string& path, bool make);
  Result<std::string> way_to(const std::string& path, bool make);
  Result<void> add_everything(const std::string& real, Found& found);
  Result<void> add_entry(const std::string& real, Found& found);
  void insert(cpio::Statement statement);
  [[nodiscard]] bool is_below(const cpio::Statement& statement) const;
  [[nodiscard]] bool leads_to_entry(const std::string& directory) const;

  const GuestFiles* below_;
  std::map<std::string, cpio::Statement> entries_;  // by names without the first slash
  std::map<std::string, std::string> declared_;     // hashes of the bytes of our own
};

}  // namespace linuxbake::boot
