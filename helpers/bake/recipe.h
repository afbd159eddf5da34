// SPDX-License-Identifier: MIT
// recipe.h - what a target is made of: the JSON file <target>.recipe.json, which
// _linuxbake_recipe() (modules/detail/Recipe.cmake) writes when CMake configures.
//
// Those of images are in media/recipe.h; that of a package is here.
//
// It has exactly these fields, in any order. A file that lacks one, or has one more, is of another
// version of LinuxBake and is not read. Paths are absolute. A list may be empty, and so may be a
// string where it says so.
//
// Every kind:
//   kind             string   "package"
//   target           string   its name; it stands before each line that the build says
//   name, version    string   of the source; the version is "local" for a tree of the user's own
//   arch             string   what it is built for: "x86_64"
//   directory        string   the target's own: logs, notes, and record.json, the result
//   tree             string   where it is built, a directory
//   cache            string   the directory that all builds of a user share
//   cmake            string   the program, which packs and unpacks
//   make, jobs       string   the programs make and linuxbake-jobs
//   source_link      string   the link to the source, which the fetcher makes
//   source_record    string   the JSON of what was fetched (helpers/fetch/record.h)
//   source_fetch     list     the command that makes both, for an emptied cache
//   source_local     string   a tree of the user's own, or empty
//   source_marks     list     files that show that the source is the right one
//   patches          list     files for patch -p1, in turn
//   records          list     record.json of what it is compiled with; files in the key
//
// Kind "package" also has:
//   build_system     string   "autotools", "configure", "make", "cmake" or "meson"
//   in_source        flag     whether it is built in a copy of the source
//   source_subdir    string   where its CMakeLists.txt or meson.build is, relative; may be empty
//   compiler         string   the C compiler
//   compiler_cxx     string   that of C++, or empty
//   compiler_cache   string   ccache, or empty
//   binutils         string   what stands before "strip": "aarch64-linux-gnu-", or empty
//   autoreconf       string   the program if it is to run, or empty
//   meson, ninja     string   the programs where the build system is Meson, or empty
//   toolchain_file   string   for CMake
//   cross_file       string   for Meson
//   pkg_config       string   the template of the program: @packages_root@ is a directory
//   build_triple     string   the machine that builds: "x86_64-linux-gnu"
//   host_triple      string   that which runs it: "x86_64-linux-musl"
//   configure        list     arguments; "@CC@" is the compiler
//   make_arguments   list     arguments
//   install          list     arguments; "@DESTDIR@" is the directory that is installed into
//   cflags, ldflags  list     options besides ours
//   keep             list     patterns of what stays of the installed files, "/usr/sbin/*"
//   inputs           list     files and directories of the host that the build reads
//   packages         list     where the packages that it links are installed
//   native_packages  list     where those are installed whose programs it runs
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "bake/host/words.h"
#include "common/result.h"

namespace linuxbake::bake {

using Path = std::filesystem::path;
using Paths = std::vector<Path>;

struct SourceRecipe {
  Path link, record;
  Words fetch;
  std::string local;
  Words marks;
  Paths patches;
};

// What every kind has.
struct Recipe {
  std::string target, name, version, arch;
  Path directory, tree, cache;
  std::string cmake, make, jobs;
  SourceRecipe source;
  Paths records;
};

struct Tools {
  std::string compiler, compiler_cxx, compiler_cache, binutils;
  std::string autoreconf, meson, ninja;
};

struct PackageRecipe : Recipe {
  std::string build_system, source_subdir;
  bool in_source = false;
  Tools tools;
  Path toolchain_file, cross_file, pkg_config;
  std::string build_triple, host_triple;
  Words configure, make_arguments, install, cflags, ldflags, keep;
  Paths inputs, packages, native_packages;
};

// Errors: no JSON, another kind, a field that is missing, unknown, or of another type. They name
// `file`, the field, and what it has to be.
[[nodiscard]] Result<PackageRecipe> parse_package_recipe(std::string_view text,
                                                         const std::string& file);

}  // namespace linuxbake::bake
