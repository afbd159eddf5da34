// SPDX-License-Identifier: MIT
#include "deb/sign.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <sstream>
#include <vector>

#include "common/files.h"
#include "common/lines.h"
#include "deb/system_program.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

// The path of a socket has up to 107 bytes, and the agent's is below it.
constexpr std::size_t home_path_limit = 70;

Result<fs::path> make_home() {
  std::error_code error;
  fs::path base = fs::temp_directory_path(error);
  if (error || base.string().size() > home_path_limit) base = "/tmp";
  std::string name = (base / "linuxbake-gpg-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) return fail(std::strerror(errno), name);
  return fs::path(name);
}

std::uint32_t seconds_of(const std::string& text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

Result<Signer> Signer::open(const std::string& gpg, const fs::path& key) {
  const Result<std::string> bytes = read_file(key);
  if (!bytes) return tl::unexpected(bytes.error());
  const Result<fs::path> home = make_home();
  if (!home) return tl::unexpected(home.error());
  Signer signer(gpg, *home);
  const Result<std::string> imported = signer.run({"--import", key.string()});
  if (!imported) {
    return fail("holds no key that gpg could import: " + imported.error().message, key.string());
  }
  const Result<void> found = signer.find_key(key);
  if (!found) return tl::unexpected(found.error());
  return signer;
}

Signer::Signer(Signer&& other) noexcept
    : gpg_(std::move(other.gpg_)),
      home_(std::exchange(other.home_, fs::path())),
      fingerprint_(std::move(other.fingerprint_)),
      created_(other.created_) {}

Signer::~Signer() {
  if (home_.empty()) return;
  // Without the directory the agent ends by itself, but not at once.
  const auto ended = run_system_program(
      {{"gpgconf", "--homedir", home_.string(), "--kill", "all"}, {}, {}, false});
  static_cast<void>(ended);
  std::error_code ignored;
  fs::remove_all(home_, ignored);
}

Result<std::string> Signer::run(std::vector<std::string> words) const {
  std::vector<std::string> command = {gpg_,           "--homedir",       home_.string(),
                                      "--batch",      "--no-tty",        "--quiet",
                                      "--no-options", "--pinentry-mode", "error"};
  command.insert(command.end(), words.begin(), words.end());
  return run_system_program({command, {}, {{"LC_ALL", "C"}}, false});
}

Result<void> Signer::find_key(const fs::path& key) {
  const Result<std::string> listed =
      run({"--with-colons", "--fixed-list-mode", "--list-secret-keys"});
  if (!listed) return tl::unexpected(listed.error());
  std::istringstream lines(*listed);
  std::size_t count = 0;
  bool is_behind_key = false;
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> columns = split(line, ":");  // --with-colons
    if (columns.size() < 6) continue;
    const bool is_key = columns[0] == "sec";
    if (is_key) ++count;
    // gpg may take a subkey, which was made later.
    if (is_key || columns[0] == "ssb") created_ = std::max(created_, seconds_of(columns[5]));
    if (columns[0] == "fpr" && is_behind_key && columns.size() > 9) fingerprint_ = columns[9];
    is_behind_key = is_key;
  }
  if (count == 1 && !fingerprint_.empty()) return {};
  return fail(fmt::format("holds {} secret keys instead of one; write it with gpg "
                          "--export-secret-keys <its fingerprint>",
                          count == 0 ? "no" : fmt::format("{}", count)),
              key.string());
}

// What a command writes to its --output.
Result<std::string> Signer::made(std::vector<std::string> words) const {
  const fs::path output = home_ / "output";
  words.insert(words.begin(), {"--yes", "--output", output.string()});
  const Result<std::string> done = run(std::move(words));
  if (!done) return tl::unexpected(done.error());
  return read_file(output);
}

Result<std::string> Signer::sign(const char* how, const std::string& text,
                                 std::uint32_t time) const {
  const fs::path input = home_ / "input";
  const Result<bool> written = write_file_if_different(input, text);
  if (!written) return tl::unexpected(written.error());
  Result<std::string> result =
      made({"--faked-system-time", fmt::format("{}!", std::max(time, created_)), "--local-user",
            fingerprint_, "--digest-algo", "SHA512", "--armor", how, input.string()});
  if (result) return result;
  return fail(fmt::format("the signature cannot be made; a key with a passphrase cannot be used "
                          "here: {}",
                          result.error().message),
              gpg_);
}

Result<std::string> Signer::clear_signed(const std::string& text, std::uint32_t time) const {
  return sign("--clear-sign", text, time);
}

Result<std::string> Signer::signature(const std::string& text, std::uint32_t time) const {
  return sign("--detach-sign", text, time);
}

Result<std::string> Signer::public_key() const {
  return made({"--export-options", "export-minimal", "--armor", "--export", fingerprint_});
}

}  // namespace linuxbake::deb
