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
//
// What this host does not have there, as it is of another architecture, is taken from the places
// where a cross compiler has it (LibraryPlaces), and is in the guest where its loader looks for it.
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

struct LibraryPlaces {
  std::vector<std::string> sysroots;     // directories that stand for the guest's "/"
  std::vector<std::string> directories;  // whose libraries stand beside the libc in the guest
};

class LibrarySearch {
 public:
  // LD_LIBRARY_PATH, the directory that its relative entries mean, directories for what no loader
  // finds, as LD_LIBRARY_PATH writes them, and where libraries of another architecture are.
  LibrarySearch(std::string_view library_path, const std::string& directory,
                std::string_view further = {}, LibraryPlaces places = {});

  // Nothing for what is no dynamic ELF file.
  const LoadedObject* object(const std::string& path);

  // The libraries by their names, which a process has loaded.
  using Process = std::map<std::string, std::string>;
  // Loads what the object needs into the process of a program that the loader `interpreter` starts.
  std::vector<MissingLibrary> load(const std::string& path, const std::string& interpreter,
                                   Process& process);
  // The path of a library, as if `path` had asked for it by dlopen().
  std::optional<std::string> find(const std::string& name, const std::string& path);

  // Takes a file that a program names, as its loader, from a sysroot, if the host has none for it.
  bool take(const std::string& path, const LoadedObject& like);

  // Whatever was found, by the paths under which a loader opens it.
  [[nodiscard]] const std::set<std::string>& found() const { return found_; }
  // Those of the further directories where a library was found that is nowhere else.
  [[nodiscard]] const std::vector<std::string>& further() const { return used_further_; }
  // What is somewhere else on the host: by the same paths, the files.
  [[nodiscard]] const std::map<std::string, std::string>& moved() const { return moved_; }
  [[nodiscard]] bool is_moved(const std::string& file) const { return moved_files_.contains(file); }

 private:
  struct Wanted {
    std::string path;                // of the object
    std::vector<std::string> chain;  // RPATH of the object and of those that have loaded it
  };
  std::optional<std::string> look(const std::string& name, const Wanted& by, bool musl);
  std::optional<std::string> look_elsewhere(const std::string& name, const LoadedObject& object,
                                            bool musl);
  std::optional<std::string> move(const std::string& path, const std::string& file,
                                  const LoadedObject& like);
  [[nodiscard]] std::string directory_of_libc() const;
  const std::vector<std::string>& system_directories(const std::string& interpreter);
  bool fits(const std::string& path, const LoadedObject& like);

  std::vector<std::string> library_path_, further_, used_further_;
  LibraryPlaces places_;
  std::map<std::string, std::optional<LoadedObject>> objects_;
  std::map<bool, std::vector<std::string>> system_;
  std::set<std::string> found_, moved_files_;
  std::map<std::string, std::string> moved_;
};

// The directories that a file such as /etc/ld.so.conf names, and those that it includes.
[[nodiscard]] std::vector<std::string> configured_directories(const std::string& file);

}  // namespace linuxbake::boot
