// SPDX-License-Identifier: MIT
// statement.h - what somebody signs of a finished build: the text
//
//   linuxbake result 1
//   key <SHA-256 of the file "inputs">
//   <SHA-256> <bytes> <name>
//
// with a line of the last kind for each file, "inputs" among them. Hashes are 64 lower-case
// hexadecimal digits, bytes a decimal number, names without blank and slash. It ends with a
// newline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake::remote {

struct File {
  std::string hash;  // SHA-256
  std::uint64_t bytes = 0;
  std::string name;
};

struct Statement {
  std::string key;
  std::vector<File> files;
};

[[nodiscard]] std::string text_of(const Statement& statement);

// Errors: it is no such text, or it has more files or bytes than any cache entry has.
[[nodiscard]] Result<Statement> parse_statement(std::string_view text);

// SHA256SUMS of the entry in the cache.
[[nodiscard]] std::string sums_of(const Statement& statement);

[[nodiscard]] std::uint64_t bytes_of(const Statement& statement);

// A statement with its signature, which is not verified yet.
struct Signed {
  std::string statement;
  std::string signature;  // "-----BEGIN SSH SIGNATURE-----…"
};

}  // namespace linuxbake::bake::remote
