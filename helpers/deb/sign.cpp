// SPDX-License-Identifier: MIT
#include "deb/sign.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>
#include <vector>

#include "common/files.h"
#include "common/lines.h"
#include "deb/release_date.h"
#include "deb/system_program.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

std::uint32_t seconds_of(const std::string& text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// What gpg says of a key (doc/DETAILS of GnuPG: fields 2, 7 and 12) that nobody would trust.
std::optional<std::string> fault_of_key(const std::vector<std::string>& columns) {
  const std::string& validity = columns[1];
  if (validity == "e") {
    return fmt::format(
        "the key has expired ({}), so that systems would refuse what it signs; give it more time "
        "(gpg --quick-set-expire <its fingerprint> 2y) and export it again",
        release_date(seconds_of(columns[6])));
  }
  if (validity == "r") return "the key was revoked: systems would refuse what it signs";
  if (columns.size() > 11 && columns[11].find('S') == std::string::npos)
    return "the key cannot sign: make one with gpg --quick-generate-key <name> default sign";
  return std::nullopt;
}

}  // namespace

Result<Signer> Signer::open(const std::string& gpg, const fs::path& key) {
  // It may be a pipe, which can be read once.
  const Result<std::string> bytes = read_file(key);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<GpgHome> home = GpgHome::make();
  if (!home) return tl::unexpected(home.error());
  Signer signer(gpg, std::move(*home));
  const auto in_file = [&](Error error) { return Error{std::move(error.message), key.string()}; };
  const fs::path copy = signer.home_.path() / "key";
  const Result<std::string> imported = write_file_if_different(copy, *bytes).and_then([&](bool) {
    return signer.run({"--import", copy.string()});
  });
  if (!imported) {
    return fail("holds no key that gpg could import: " + imported.error().message, key.string());
  }
  const Result<void> usable = signer.find_key().map_error(in_file);
  if (!usable) return tl::unexpected(usable.error());
  return signer;
}

Result<std::string> Signer::run(std::vector<std::string> words) const {
  std::vector<std::string> command = {gpg_,           "--homedir",       home_.path().string(),
                                      "--batch",      "--no-tty",        "--quiet",
                                      "--no-options", "--pinentry-mode", "error"};
  command.insert(command.end(), words.begin(), words.end());
  return run_system_program({command, {}, {{"LC_ALL", "C"}}, false});
}

Result<void> Signer::find_key() {
  const Result<std::string> listed =
      run({"--with-colons", "--fixed-list-mode", "--list-secret-keys"});
  if (!listed) return tl::unexpected(listed.error());
  std::istringstream lines(*listed);
  std::size_t count = 0;
  bool is_behind_key = false;
  std::optional<std::string> fault;
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> columns = split(line, ":");  // --with-colons
    if (columns.size() < 7) continue;
    const bool is_key = columns[0] == "sec";
    if (is_key) ++count;
    if (is_key) fault = fault_of_key(columns);
    // gpg may take a subkey, which was made later.
    if (is_key || columns[0] == "ssb") created_ = std::max(created_, seconds_of(columns[5]));
    if (columns[0] == "fpr" && is_behind_key && columns.size() > 9) fingerprint_ = columns[9];
    is_behind_key = is_key;
  }
  if (count == 1 && fault) return fail(*fault);
  if (count == 1 && !fingerprint_.empty()) return {};
  return fail(
      fmt::format("holds {} secret keys instead of one; write it with gpg "
                  "--export-secret-keys <its fingerprint>",
                  count == 0 ? "no" : fmt::format("{}", count)));
}

// What a command writes to its --output.
Result<std::string> Signer::made(std::vector<std::string> words) const {
  const fs::path output = home_.path() / "output";
  words.insert(words.begin(), {"--yes", "--output", output.string()});
  const Result<std::string> done = run(std::move(words));
  if (!done) return tl::unexpected(done.error());
  return read_file(output);
}

Result<std::string> Signer::sign(const char* how, const std::string& text,
                                 std::uint32_t time) const {
  const fs::path input = home_.path() / "input";
  const Result<bool> written = write_file_if_different(input, text);
  if (!written) return tl::unexpected(written.error());
  Result<std::string> result =
      made({"--faked-system-time", fmt::format("{}!", std::max(time, created_)), "--local-user",
            fingerprint_, "--digest-algo", "SHA512", "--armor", how, input.string()});
  if (result) return result;
  // What gpg says where it may not ask for a passphrase (--pinentry-mode error).
  if (result.error().message.find("No pinentry") != std::string::npos) {
    return fail(
        "the key has a passphrase, which nobody can type when a build runs; export a key without "
        "one (gpg --quick-generate-key asks for it: leave it empty)");
  }
  return fail("the signature cannot be made: " + result.error().message, gpg_);
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
