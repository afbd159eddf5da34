// SPDX-License-Identifier: MIT
#include "init/shell_text.h"

#include <fmt/format.h>

#include "common/shell_words.h"
#include "embedded/init.h"
#include "init/quote.h"
#include "init/slots.h"

namespace linuxbake::init {
namespace {

// The type of the terminal at the far end of a serial line: the user's, or what most understand.
std::string serial_terminal(const Description& description) {
  std::string type = "vt102";
  for (const Variable& variable : description.environment) {
    if (variable.name == "TERM") type = shell_word(variable.value);
  }
  return type;
}

}  // namespace

std::string environment_text(const Description& description) {
  std::string text = fmt::format("export PATH={}\n", search_path);
  for (const Variable& variable : description.environment) {
    text += fmt::format("export {}={}\n", variable.name, shell_word(variable.value));
  }
  return text;
}

std::string mount_call(const Mount& mount) {
  return fmt::format("mount_one {} {} {} {} {}\n", shell_word(mount.what), shell_word(mount.where),
                     shell_word(mount.type), shell_word(mount.options),
                     shell_word(kernel_option_of(mount.type)));
}

std::string set_up_text(const Description& description) {
  std::string text;
  for (const Mount& mount : all_mounts(description)) {
    text += mount_call(mount);
    if (mount.where == "/dev") text += "open_console\n";
  }
  text += filled(embedded::set_up_sh, {{"@HOST_NAME@", shell_word(description.host_name)}});
  if (description.then == Then::shell) text += embedded::quiet_kernel_sh;
  return text;
}

std::string console_functions(const Description& description) {
  std::string named;
  for (const Console& console : description.consoles) {
    if (console.name != "console") named += console.name + " ";
  }
  const std::string text =
      filled(embedded::console_sh, {{"@NAMED_CONSOLES@", shell_word(" " + named)},
                                    {"@TERMINAL@", serial_terminal(description)}});
  return text +
         std::string(description.login ? embedded::console_login_sh : embedded::console_shell_sh);
}

std::string commands_text(const Description& description, std::string_view indent) {
  std::string text;
  for (std::size_t index = 0; index < description.commands.size(); ++index) {
    const Command& command = description.commands[index];
    const std::string shown = one_line(command);
    // "exec" starts programs alone: no function of ours, nor a builtin that would end this script.
    text +=
        fmt::format("{0}( exec {1} )\n{0}report {2}/{3} $? {4}\n", indent, shell_command(command),
                    index + 1, description.commands.size(), shell_word(shown));
  }
  return text;
}

std::string ending_text(const Description& description, std::string_view indent) {
  if (description.then == Then::shell || description.then == Then::respawn) return "";
  return fmt::format("{0}clean_up\n{0}{1} -f\n{0}{1}\n", indent, word_of(description.then));
}

std::string console_arguments(const Console& console) {
  return console.baud.empty() ? console.name : console.name + " " + console.baud;
}

}  // namespace linuxbake::init
