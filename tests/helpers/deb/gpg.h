// SPDX-License-Identifier: MIT
// gpg.h - keys made by the host's gpg, in a directory of their own.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace linuxbake::deb {

// Makes keys below `directory`.
class Gpg {
 public:
  explicit Gpg(const std::filesystem::path& directory) : home_(directory / "g") {
    std::filesystem::create_directories(home_);
    std::filesystem::permissions(home_, std::filesystem::perms::owner_all);
  }
  ~Gpg() { std::system(fmt::format("gpgconf --homedir {} --kill all", home_.string()).c_str()); }

  // Words of gpg behind the options that all have.
  void run(const std::string& words) const {
    const std::string command = fmt::format(
        "gpg --homedir {} --batch --quiet --no-tty --pinentry-mode loopback {} 2>/dev/null",
        home_.string(), words);
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }

  // A key of `usage`, made on 1 January 2020, that ends after `time`, as a file.
  [[nodiscard]] std::string key(const std::string& usage = "sign", const std::string& time = "0",
                                const std::string& passphrase = "") const {
    const std::string name = fmt::format("{}{}", usage, time);
    const std::string algorithm = usage == "encrypt" ? "rsa1024" : "ed25519";
    run(
        fmt::format("--faked-system-time 20200101T000000 --passphrase '{}' --quick-generate-key "
                    "{} {} {} {}",
                    passphrase, name, algorithm, usage, time));
    return exported(name, passphrase);
  }

  [[nodiscard]] std::string exported(const std::string& name,
                                     const std::string& passphrase = "") const {
    const std::string file = (home_ / (name + ".key")).string();
    run(fmt::format("--passphrase '{}' --yes --output {} --export-secret-keys {}", passphrase, file,
                    name));
    return file;
  }

 private:
  std::filesystem::path home_;
};

}  // namespace linuxbake::deb
