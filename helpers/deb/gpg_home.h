// SPDX-License-Identifier: MIT
// gpg_home.h - a directory for gpg that nobody else uses, with the secret key in it for as long as
// it is needed.
//
// gpg starts an agent that outlives it. So that neither it nor the key is left behind, a signal
// that would end this process (SIGINT, SIGTERM, SIGHUP) waits until both are gone. Nobody can wait
// with SIGKILL: what such a process has left is removed by the next one of the same user.
#pragma once

#include <csignal>
#include <filesystem>

#include "common/descriptor.h"
#include "common/result.h"

namespace linuxbake::deb {

class GpgHome {
 public:
  // Below the directory for temporary files; below /tmp where the agent's socket would have too
  // long a path there. Errors: it cannot be made.
  [[nodiscard]] static Result<GpgHome> make();

  GpgHome(GpgHome&& other) noexcept;
  GpgHome& operator=(GpgHome&&) = delete;
  ~GpgHome();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  GpgHome(std::filesystem::path path, Descriptor lock, const sigset_t& before)
      : path_(std::move(path)), lock_(std::move(lock)), before_(before) {}

  std::filesystem::path path_;
  Descriptor lock_;
  sigset_t before_;  // the signals that were blocked before
};

}  // namespace linuxbake::deb
