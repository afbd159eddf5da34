// SPDX-License-Identifier: MIT
// program_files.h - the files of the host that a program needs to run somewhere else.
//
// Of an ELF program these are its interpreter (the dynamic loader) and its shared libraries, of a
// script its interpreter and what that needs. `#!/usr/bin/env NAME` needs NAME as well. A library
// among further files, which a program may open by dlopen(), needs libraries itself.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "boot/packing/library_search.h"
#include "common/result.h"

namespace linuxbake::boot {

// The programs that the first line of a script names, by what is written there; none: no script.
[[nodiscard]] std::vector<std::string> script_programs(std::string_view file);

// LD_PRELOAD: "liba.so:/x/libb.so c" names three.
[[nodiscard]] std::vector<std::string> preloaded(const std::vector<std::string>& environment);

// The value of a variable of an environment, whose last entry of a name holds; "" without one.
[[nodiscard]] std::string variable(const std::vector<std::string>& environment,
                                   std::string_view name);

class ProgramFiles {
 public:
  // How it is started: its environment, and where.
  ProgramFiles(std::vector<std::string> environment, LibrarySearch& search)
      : environment_(std::move(environment)), search_(search) {}

  // The names of all files that come along: a library among them is found in its own way.
  void set_names(std::set<std::string> names) { names_ = std::move(names); }
  // Errors: it is neither an ELF file nor a script, or something is missing.
  Result<void> add_program(const std::string& program);
  // A file that was named, or one that is in a directory that was named: what it needs, if it is a
  // program or a library. Of the latter nothing has to be there.
  Result<void> add_file(const std::string& file, bool is_named);
  // A tool that is there for everybody: what can be found of it.
  void add_tool(const std::string& program);

  [[nodiscard]] const std::set<std::string>& files() const { return files_; }
  [[nodiscard]] bool has_script() const { return script_; }
  // Whether iconv() is called by the program, its own libraries, or further files.
  [[nodiscard]] bool has_iconv() const { return iconv_; }
  // Directories of interpreters that the PATH of a guest has not.
  [[nodiscard]] const std::vector<std::string>& path_directories() const { return path_; }

 private:
  enum class Role { program, named, found, tool };
  Result<bool> add(const std::string& file, Role role);
  Result<bool> add_script(const std::string& file, std::string_view bytes, Role role);
  Result<bool> add_elf(const std::string& file, std::string_view bytes, Role role);
  Result<std::string> find_interpreter(const std::string& name, const std::string& script);
  Result<void> add_libraries(const std::string& file, const std::string& interpreter, Role role);

  std::vector<std::string> environment_;
  LibrarySearch& search_;
  std::set<std::string> files_, seen_, names_;
  std::string interpreter_;  // of the program
  unsigned machine_ = 0;     // of the program, in its ELF header
  LibrarySearch::Process process_;
  std::vector<std::string> path_;
  bool script_ = false, iconv_ = false;
};

// In a directory that the loader looks into by itself.
[[nodiscard]] bool of_the_system(std::string_view library);

}  // namespace linuxbake::boot
