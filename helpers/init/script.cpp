// SPDX-License-Identifier: MIT
//
// One script, started by the kernel as process 1 and by itself for everything else. Process 1
// handles signals at any time, so it never waits for a command: it only sleeps, and reaps. What it
// starts is detached with "setsid setsid": the outer one makes a group leader, so that the inner
// one has to fork and returns at once. A "&" would do it too, but leave Ctrl-C without effect for
// ever: POSIX shells ignore SIGINT in what they start with "&".
#include <fmt/format.h>

#include "embedded/init.h"
#include "init/kinds.h"
#include "init/shell_text.h"
#include "init/slots.h"

namespace linuxbake::init {
namespace {

bool has_commands(const Description& description) {
  return !description.commands.empty();
}

std::string shells_function(const Description& description) {
  if (description.then != Then::shell) return "";
  std::string text = "\nstart_shells() {\n";
  for (const Console& console : description.consoles) {
    text += fmt::format(
        "  is_running {0} || is_running shell-{0} || detached supervise {0} shell {1}\n",
        console.name, console_arguments(console));
  }
  return text + "}\n";
}

// What a process other than 1 does.
std::string roles_text(const Description& description) {
  std::string text =
      "\nif [ $$ != 1 ]; then\n  role=$1\n  shift\n  case $role in\n"
      "    supervise) supervise \"$@\" ;;\n";
  if (description.then == Then::shell)
    text += "    shell) mark_running \"shell-$1\"; console_shell \"$@\" ;;\n";
  if (has_commands(description)) text += "    run) run_commands ;;\n";
  return text + "    *) note \"this is for process 1\" >&2; exit 1 ;;\n  esac\n  exit\nfi\n";
}

std::string commands_function(const Description& description) {
  if (!has_commands(description)) return "";
  std::string text = std::string(embedded::report_sh) + "\nrun_commands() {\n  mark_running run\n";
  text += commands_text(description, "  ");
  if (description.then == Then::shell) text += "  start_shells\n";
  return text + ending_text(description, "  ") + "}\n";
}

// What process 1 starts, and looks after once a minute.
std::string main_text(const Description& description) {
  std::string first = "start_shells";
  std::string again = "start_shells";
  if (description.then == Then::respawn) {
    first = "detached supervise run run";
    again = "is_running run || detached supervise run run";
  } else if (has_commands(description)) {
    first = "detached run";
    again = "is_running run || " + (description.then == Then::shell
                                        ? "start_shells"
                                        : "end_with " + word_of(description.then));
  }
  return filled(embedded::process_1_sh, {{"@START@", first}, {"@START_AGAIN@", again}});
}

}  // namespace

std::vector<File> script_files(const Description& description) {
  std::string text =
      "#!/bin/sh\n# Made by linuxbake-init: process 1, and whatever it starts but the commands.\n";
  text += environment_text(description);
  text += embedded::basic_sh;
  text += embedded::mount_sh;
  text += embedded::clean_up_sh;
  text += embedded::processes_sh;
  if (description.then == Then::shell) text += console_functions(description);
  text += shells_function(description);
  text += commands_function(description);
  text += embedded::end_sh;
  text += roles_text(description);
  text += "\ncd /\nopen_console\n";
  text += set_up_text(description);
  text += main_text(description);
  std::vector<File> files = system_files(description);
  files.push_back({"root/init", 0755, text});
  return files;
}

}  // namespace linuxbake::init
