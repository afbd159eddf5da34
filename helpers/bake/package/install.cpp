// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "bake/host/command.h"
#include "bake/package/make.h"
#include "common/files.h"

namespace linuxbake::bake {
namespace {

bool may_be_unconfined() {
  const char* wish = std::getenv("LINUXBAKE_UNCONFINED_INSTALL");
  return ::geteuid() != 0 || (wish != nullptr && *wish != 0);
}

// Options of linuxbake-jobs. Errors: nothing would keep root's install from the host.
Result<Words> confinement(const Job& job) {
  if (run_in_sight({{job.recipe.jobs, "can-confine"}, {}, {}}).success)
    return Words{"--writable", job.recipe.tree};
  if (may_be_unconfined()) return Words();
  return fail(fmt::format(
      "the kernel of this host has no Landlock (Linux 5.13), so that nothing keeps what root "
      "installs here from the host's own directories. Build as another user; or, if the makefile "
      "of "
      "{} heeds DESTDIR, set LINUXBAKE_UNCONFINED_INSTALL=1 in the environment.",
      job.recipe.name));
}

bool was_denied(const Path& log) {
  const std::string text = read_file(log).value_or("");
  for (const char* words : {"ermission denied", "EACCES"})
    if (text.find(words) != std::string::npos) return true;
  return false;
}

constexpr const char* advice_on_denial =
    " An install may write below its build directory only, and nothing was written elsewhere. "
    "Where "
    "permission was denied (see above), the makefile does not heed DESTDIR: tell it with INSTALL "
    "where to install, as in \"INSTALL_TOP=@DESTDIR@/usr\".";

// The whole command. A makefile may set DESTDIR, so it has to be on the command line; ninja knows
// no variables there.
Command install_command(const Job& job, const Flags& flags, const Words& confined,
                        const std::string& destination, const Path& temporary) {
  Command command;
  command.words = make_words(job, flags, "install", confined);
  if (job.recipe.build_system != "meson") command.words.push_back("DESTDIR=" + destination);
  for (const std::string& argument : job.recipe.install)
    command.words.push_back(with_replaced(argument, "@DESTDIR@", destination));
  command.directory = job.build();
  command.environment = {{"TMPDIR", temporary}, {"CCACHE_DISABLE", "1"}, {"DESTDIR", destination}};
  return command;
}

}  // namespace

Result<void> install(const Job& job, const Flags& flags, const Path& destination) {
  const Result<Words> confined = confinement(job);
  if (!confined) return tl::unexpected(confined.error());
  const Path temporary = job.recipe.tree / "tmp";
  std::error_code ignored;
  std::filesystem::create_directories(temporary, ignored);
  const CommandEnd end =
      run_in_sight(install_command(job, flags, *confined, destination.string(), temporary));
  std::filesystem::remove_all(temporary, ignored);
  if (end.success) return {};
  const bool denied = !confined->empty() && was_denied(job.recipe.directory / "install.log");
  return fail(fmt::format("make install failed ({}).{}", end.end, denied ? advice_on_denial : ""));
}

}  // namespace linuxbake::bake
