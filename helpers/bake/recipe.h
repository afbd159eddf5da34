// SPDX-License-Identifier: MIT
// recipe.h - what a target is made of: the JSON file <target>.recipe.json, which
// _linuxbake_recipe() (modules/detail/Recipe.cmake) writes when CMake configures.
//
// Those of images are in media/recipe.h, that of a kernel that is not built is in kernel/import.h;
// those of what is built are here.
//
// It has exactly these fields, in any order. A file that lacks one, or has one more, is of another
// version of LinuxBake and is not read. Paths are absolute. A list may be empty, and so may be a
// string where it says so.
//
// Every kind:
//   kind             string   "package", "musl", "cxx" or "kbuild"
//   target           string   its name; it stands before each line that the build says
//   name, version    string   of the source; the version is "local" for a tree of the user's own
//   arch             string   what it is built for: "x86_64"
//   directory        string   the target's own: logs, notes, and record.json, the result
//   tree             string   where it is built, a directory
//   cache            string   the directory that all builds of a user share
//   remotes          string   the JSON of the servers of results (remote/settings.h)
//   cmake            string   the program, which packs and unpacks, and configures
//   make, jobs       string   the programs make and linuxbake-jobs
//   source_link      string   the link to the source, which the fetcher makes
//   source_record    string   the JSON of what was fetched (helpers/fetch/record.h)
//   source_fetch     list     the command that makes both, for an emptied cache
//   source_local     string   a tree of the user's own, or empty
//   source_marks     list     files that show that the source is the right one
//   patches          list     files for patch -p1, in turn
//   records          list     record.json of what it is compiled with; files in the key
//   compiler         list     that of C, as a command; not empty
//   compiler_cxx     list     that of C++; empty where there is none
//   compiler_cache   string   ccache, or empty
//   binutils         string   what stands before "strip": "aarch64-linux-gnu-", or empty
//
// Kind "package" also has:
//   build_system     string   "autotools", "configure", "make", "cmake" or "meson"
//   in_source        flag     whether it is built in a copy of the source
//   source_subdir    string   where its CMakeLists.txt or meson.build is, relative; may be empty
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
//
// Kind "musl" also has:
//   headers_link     string   as those of the source: the kernel that gives its headers
//   headers_record   string
//   headers_fetch    list
//   headers_local    string
//   kbuild_arch      string   what the kernel calls the architecture: "arm64"
//   triple           string   "aarch64-linux-musl"
//   pie_flags        list     whether programs may stand anywhere: for compiling, for linking
//   own_libgcc       string   the C file that stands for the compiler's libgcc, or empty
//   wrapper          string   templates: of the compiler command that is made,
//   specs            string   and of its gcc specs
//
// Kind "cxx" also has:
//   linker           string   lld
//   libc_sysroot     string   that of the libc below
//   triple           string   "aarch64-linux-musl"
//   flags            list     what clang is told
//   toolchain_file   string   for CMake
//   wrapper          string   templates: of the compiler commands that are made,
//   configuration    string   and of clang's configuration file
//   settings         string   what LLVM's CMake is told, for cmake -C
//   checks           string   and what that includes
//
// Kind "kbuild" also has:
//   base               string   what the configuration begins with: a make target as "tinyconfig",
//                               or a file
//   base_fragments     list     files that belong to the base
//   fragments          list     files that are put on top
//   shared_fragments   list     those of them that are for every kernel: idle lines are no fault
//   fix                flag     whether lines that the fragments lack are found and added
//   configured_by_make flag     whether the tree's own make configures, and not linuxbake-kconfig
//   kconfig            string   the program linuxbake-kconfig
//   kconfig_arguments  list     what it is told besides the tree: "--arch", "x86_64"
//   update             string   the make target that completes a configuration: "olddefconfig"
//   make_arguments     list     those of every make: "ARCH=x86_64"
//   identity           string   what of them changes the result, without paths
//   goals              list     what is made
//   products           list     what comes out, "<name>=<path in the tree>" each
//   outputs            list     where that goes, "<name>=<path>" each; also "config"
//   programs           list     the names of those that are executable
//   in_tree            flag     whether it is built in a copy of the source
//   terminal           flag     whether the build shows how far it is
//   saved_fragment     string   what the step savefragment writes
//   build_directory    string   that of the project, for messages
//   host_files         list     what options name outside of the source, as far as it was known:
//                               where the list is another one, the steps run again
//   host_options       list     patterns of Linux' options whose words are paths of the host,
//   guest_options      list     and of those that are paths in the guest, or texts
//   reading_options    list     compiler options whose argument is a path that is read: "-I"
//   modules            string   where a kernel's modules go, a directory; empty where none are made
//   depmod             string   the program, or empty
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "bake/host/words.h"
#include "bake/results/cache.h"
#include "common/result.h"

namespace linuxbake::bake {

using Path = std::filesystem::path;
using Paths = std::vector<Path>;

// What the fetcher gets.
struct FetchedSource {
  Path link, record;
  Words fetch;
  std::string local;
};

struct SourceRecipe : FetchedSource {
  Words marks;
  Paths patches;
};

// What every kind has.
struct Recipe {
  std::string target, name, version, arch;
  Path directory, tree;
  Cache cache;
  std::string cmake, make, jobs;
  SourceRecipe source;
  Paths records;
  Words compiler, compiler_cxx;
  std::string compiler_cache, binutils;
};

struct PackageRecipe : Recipe {
  std::string build_system, source_subdir;
  bool in_source = false;
  std::string autoreconf, meson, ninja;
  Path toolchain_file, cross_file, pkg_config;
  std::string build_triple, host_triple;
  Words configure, make_arguments, install, cflags, ldflags, keep;
  Paths inputs, packages, native_packages;
};

struct MuslRecipe : Recipe {
  FetchedSource headers;
  std::string kbuild_arch, triple;
  Words pie_flags;
  Path own_libgcc, wrapper, specs;
};

struct CxxRecipe : Recipe {
  std::string linker, triple;
  Path libc_sysroot, toolchain_file;
  Words flags;
  Path wrapper, configuration, settings, checks;
};

struct NamedPath {
  std::string name;
  Path path;
};

struct KbuildRecipe : Recipe {
  std::string base;
  Paths base_fragments, fragments, shared_fragments;
  bool fix = false, configured_by_make = false;
  std::string kconfig, update, identity;
  Words kconfig_arguments, make_arguments, goals, programs;
  std::vector<NamedPath> products, outputs;
  bool in_tree = false, terminal = false;
  Path saved_fragment, build_directory;
  Paths host_files;
  Words host_options, guest_options, reading_options;
  Path modules;
  std::string depmod;
};

// Errors: no JSON, another kind, a field that is missing, unknown, or of another type. They name
// `file`, the field, and what it has to be.
[[nodiscard]] Result<PackageRecipe> parse_package_recipe(std::string_view text,
                                                         const std::string& file);
[[nodiscard]] Result<MuslRecipe> parse_musl_recipe(std::string_view text, const std::string& file);
[[nodiscard]] Result<CxxRecipe> parse_cxx_recipe(std::string_view text, const std::string& file);
[[nodiscard]] Result<KbuildRecipe> parse_kbuild_recipe(std::string_view text,
                                                       const std::string& file);

}  // namespace linuxbake::bake
