// SPDX-License-Identifier: MIT
#include "boot/machine/debugger.h"

#include <fmt/format.h>

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr const char* socket_name = "gdb.socket";

// A word of gdb's commands that split their line.
std::string gdb_word(const std::string& text) {
  std::string word = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') word += '\\';
    word += c;
  }
  return word + '"';
}

void make_absolute(std::string& path) {
  if (!path.empty()) path = fs::absolute(path).string();
}

}  // namespace

void wait_for_debugger(Machine& machine, const Debugger& debugger) {
  for (std::string* path : {&machine.kernel, &machine.initramfs, &machine.image}) {
    make_absolute(*path);
  }
  machine.accelerator = "tcg";
  if (!machine.kernel.empty()) machine.cmdline += machine.cmdline.empty() ? "nokaslr" : " nokaslr";
  const std::string place = debugger.port == 0
                                ? fmt::format("path={}", socket_name)
                                : fmt::format("host=127.0.0.1,port={}", debugger.port);
  for (const std::string& word : {std::string("-S"), std::string("-chardev"),
                                  fmt::format("socket,id=gdb,{},server=on,wait=off", place),
                                  std::string("-gdb"), std::string("chardev:gdb")}) {
    machine.more.push_back(word);
  }
}

std::string gdb_commands(const Debugger& debugger) {
  const std::string directory = debugger.directory.string();
  const std::string scripts = fs::absolute(debugger.symbols).parent_path().string();
  std::string text = "# Written by linuxbake-boot for the machine that waits.\n";
  // cd and add-auto-load-safe-path take the rest of their line as it is.
  text += fmt::format("add-auto-load-safe-path {}\nfile {}\n", scripts,
                      gdb_word(fs::absolute(debugger.symbols).string()));
  if (debugger.port == 0) {
    text += fmt::format("cd {}\ntarget remote {}\n", directory, socket_name);
  } else {
    text += fmt::format("target remote 127.0.0.1:{}\n", debugger.port);
  }
  // A breakpoint in memory would be overwritten when the kernel unpacks itself.
  return text + "hbreak start_kernel\ncontinue\n";
}

fs::path gdb_commands_file(const Debugger& debugger) {
  return debugger.directory / "commands.gdb";
}

}  // namespace linuxbake::boot
