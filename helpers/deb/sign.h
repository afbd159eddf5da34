// SPDX-License-Identifier: MIT
// sign.h - OpenPGP signatures, by the host's gpg.
//
// gpg works in a directory of its own, with an agent of its own, which both are gone afterwards:
// the user's keys are neither read nor changed. The signatures of RSA, ECDSA and EdDSA keys are the
// same each time, because gpg is told the time and the rest follows from key and text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "common/result.h"

namespace linuxbake::deb {

class Signer {
 public:
  // `key` is a file with one secret key without a passphrase, as `gpg --export-secret-keys` writes
  // it, armoured or not. Errors: another file, gpg is missing.
  [[nodiscard]] static Result<Signer> open(const std::string& gpg,
                                           const std::filesystem::path& key);

  Signer(Signer&& other) noexcept;
  Signer& operator=(Signer&&) = delete;
  ~Signer();

  // When the key was made, seconds since 1970: no signature is older.
  [[nodiscard]] std::uint32_t created() const { return created_; }

  // The text with its signature around it, and the signature alone, armoured; of `time`, or of the
  // key's if that is later.
  [[nodiscard]] Result<std::string> clear_signed(const std::string& text, std::uint32_t time) const;
  [[nodiscard]] Result<std::string> signature(const std::string& text, std::uint32_t time) const;

  // What a system verifies them with, armoured.
  [[nodiscard]] Result<std::string> public_key() const;

 private:
  Signer(std::string gpg, std::filesystem::path home)
      : gpg_(std::move(gpg)), home_(std::move(home)) {}
  [[nodiscard]] Result<std::string> run(std::vector<std::string> words) const;
  [[nodiscard]] Result<std::string> made(std::vector<std::string> words) const;
  [[nodiscard]] Result<std::string> sign(const char* how, const std::string& text,
                                         std::uint32_t time) const;
  Result<void> find_key(const std::filesystem::path& key);

  std::string gpg_;
  std::filesystem::path home_;
  std::string fingerprint_;
  std::uint32_t created_ = 0;
};

}  // namespace linuxbake::deb
