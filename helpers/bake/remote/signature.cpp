// SPDX-License-Identifier: MIT
#include "bake/remote/signature.h"

#include <fmt/format.h>

#include "bake/host/command.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

constexpr const char* purpose = "linuxbake-result";

// It may ask nobody for a passphrase, because a build has nobody who answers. "never" would not do:
// then it asks on the terminal.
Command ssh_keygen(std::vector<std::string> words, const fs::path& input = {}) {
  words.insert(words.begin(), {"ssh-keygen", "-Y"});
  Command command{std::move(words),
                  {},
                  {{"SSH_ASKPASS_REQUIRE", "force"}, {"SSH_ASKPASS", "false"}, {"LC_ALL", "C"}}};
  command.input = input;
  return command;
}

Result<void> write(const fs::path& file, const std::string& text) {
  return write_file_if_different(file, text).map([](bool) {});
}

// Of what a program says; how it ended where it says nothing.
std::string reason_of(const CommandEnd& end) {
  std::string_view rest = end.output;
  return end.output.empty() ? end.end : std::string(trimmed(take_line(rest), blanks));
}

std::string advice_on(std::string_view reason) {
  const bool is_locked = reason.find("passphrase") != std::string_view::npos;
  return is_locked ? " (a build asks for none: let ssh-agent have the key, and name the public one)"
                   : "";
}

// The first one whose time it is.
Result<std::string> principal_of(const fs::path& signature, const fs::path& keys) {
  const Command find =
      ssh_keygen({"find-principals", "-f", keys.string(), "-s", signature.string()});
  const std::string names = output_of(find.words);  // without what is said of other lines
  if (!names.empty()) return names.substr(0, names.find('\n'));
  return fail(fmt::format("it is signed by none of {}: {}", keys.string(),
                          reason_of(run_for_errors(find))));
}

}  // namespace

Result<Signed> sign(const std::string& statement, const fs::path& signer, const fs::path& work) {
  const fs::path file = work / "statement", signature = work / "statement.sig";
  std::error_code ignored;
  fs::remove(signature, ignored);  // ssh-keygen would ask whether to write over it
  if (const auto written = write(file, statement); !written) return tl::unexpected(written.error());
  const CommandEnd end =
      run_aside(ssh_keygen({"sign", "-q", "-f", signer.string(), "-n", purpose, file.string()}));
  if (!end.success)
    return fail(fmt::format("ssh-keygen cannot sign with {}: {}{}", signer.string(), reason_of(end),
                            advice_on(end.output)));
  return read_file(signature).map([&](std::string text) {
    return Signed{statement, std::move(text)};
  });
}

Result<std::string> signer_of(const Signed& whole, const fs::path& keys, const fs::path& work) {
  if (whole.signature.empty()) return fail("it is not signed");
  const fs::path file = work / "statement", signature = work / "signature";
  if (const auto written =
          write(file, whole.statement).and_then([&] { return write(signature, whole.signature); });
      !written)
    return tl::unexpected(written.error());
  const Result<std::string> name = principal_of(signature, keys);
  if (!name) return name;
  const CommandEnd end = run_aside(ssh_keygen(
      {"verify", "-f", keys.string(), "-I", *name, "-n", purpose, "-s", signature.string()}, file));
  if (!end.success)
    return fail(fmt::format("its signature by {} is not right: {}", *name, reason_of(end)));
  return name;
}

}  // namespace linuxbake::bake::remote
