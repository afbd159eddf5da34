// SPDX-License-Identifier: MIT
// sign.h - OpenPGP signatures, by the host's gpg.
//
// gpg works in a directory of its own, with an agent of its own (gpg_home.h): the user's keys are
// neither read nor changed. The signatures of RSA, ECDSA and EdDSA keys are the
// same each time, because gpg is told the time and the rest follows from key and text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "common/result.h"
#include "deb/gpg_home.h"

namespace linuxbake::deb {

class Signer {
 public:
  // `key` is a file with one secret key without a passphrase, as `gpg --export-secret-keys` writes
  // it, armoured or not. Errors: another file, gpg is missing; a key that has expired, was revoked
  // or cannot sign: no system would accept what it signs.
  [[nodiscard]] static Result<Signer> open(const std::string& gpg,
                                           const std::filesystem::path& key);

  // When the key was made, seconds since 1970: no signature is older.
  [[nodiscard]] std::uint32_t created() const { return created_; }

  // The text with its signature around it, and the signature alone, armoured; of `time`, or of the
  // key's if that is later. Errors: the key has a passphrase.
  [[nodiscard]] Result<std::string> clear_signed(const std::string& text, std::uint32_t time) const;
  [[nodiscard]] Result<std::string> signature(const std::string& text, std::uint32_t time) const;

  // What a system verifies them with, armoured.
  [[nodiscard]] Result<std::string> public_key() const;

 private:
  Signer(std::string gpg, GpgHome home) : gpg_(std::move(gpg)), home_(std::move(home)) {}
  [[nodiscard]] Result<std::string> run(std::vector<std::string> words) const;
  [[nodiscard]] Result<std::string> made(std::vector<std::string> words) const;
  [[nodiscard]] Result<std::string> sign(const char* how, const std::string& text,
                                         std::uint32_t time) const;
  Result<void> find_key();

  std::string gpg_;
  GpgHome home_;
  std::string fingerprint_;
  std::uint32_t created_ = 0;
};

}  // namespace linuxbake::deb
