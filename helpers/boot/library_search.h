// SPDX-License-Identifier: MIT
// library_search.h - finds the shared libraries of a program as its dynamic loader does.
//
// The order is that of ld.so(8): RPATH of the object and of those that have loaded it, unless it
// has a RUNPATH; LD_LIBRARY_PATH; RUNPATH; the directories of /etc/ld.so.conf; those that the
// loader knows. A file of another architecture is passed over. musl's loader has LD_LIBRARY_PATH
// first, then the paths, then /etc/ld-musl-<architecture>.path, and is itself the libc. Variants
// of a library for newer processors (glibc-hwcaps) are left out: the guest's is another one.
// What is found nowhere is looked for in the directories that the build knows libraries to be in;
// a loader finds it there if LD_LIBRARY_PATH names them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

// What is known of an ELF file that a loader looks into.
struct LoadedObject {
  std::string path;
  unsigned bits = 0, machine = 0;
  std::vector<std::string> needed;
  std::vector<std::string> rpath, runpath;  // directories, $ORIGIN and the like replaced
  bool has_iconv = false;                   // it calls iconv_open()
};

struct MissingLibrary {
  std::string name, needed_by;
};

class LibrarySearch {
 public:
  // LD_LIBRARY_PATH, the directory that its relative entries mean, and directories for what no
  // loader finds, as LD_LIBRARY_PATH writes them.
  LibrarySearch(std::string_view library_path, const std::string& directory,
                std::string_view further = {});

  // Nothing for what is no dynamic ELF file.
  const LoadedObject* object(const std::string& path);

  // The libraries by their names, which a process has loaded.
  using Process = std::map<std::string, std::string>;
  // Loads what the object needs into the process of a program that the loader `interpreter` starts.
  std::vector<MissingLibrary> load(const std::string& path, const std::string& interpreter,
                                   Process& process);
  // The path of a library, as if `path` had asked for it by dlopen().
  std::optional<std::string> find(const std::string& name, const std::string& path);

  // Whatever was found, by the paths under which a loader opens it.
  [[nodiscard]] const std::set<std::string>& found() const { return found_; }
  // Those of the further directories where a library was found that is nowhere else.
  [[nodiscard]] const std::vector<std::string>& further() const { return used_; }

 private:
  struct Wanted {
    std::string path;                // of the object
    std::vector<std::string> chain;  // RPATH of the object and of those that have loaded it
  };
  std::optional<std::string> look(const std::string& name, const Wanted& by, bool musl);
  const std::vector<std::string>& system_directories(const std::string& interpreter);
  bool fits(const std::string& path, const LoadedObject& like);

  std::vector<std::string> library_path_, further_, used_;
  std::map<std::string, std::optional<LoadedObject>> objects_;
  std::map<bool, std::vector<std::string>> system_;
  std::set<std::string> found_;
};

// The directories that a file such as /etc/ld.so.conf names, and those that it includes.
[[nodiscard]] std::vector<std::string> configured_directories(const std::string& file);

}  // namespace linuxbake::boot
