// SPDX-License-Identifier: MIT
#include "bake/toolchain/compiler.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "bake/host/command.h"
#include "common/lines.h"
#include "common/programs.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

Words with(Words compiler, const std::string& argument) {
  compiler.push_back(argument);
  return compiler;
}

// The programs and files that a compiler consists of, as far as it names them.
Words parts_of(const Words& compiler) {
  Words parts;
  for (const char* program : {"cc1", "collect2", "as", "ld"})
    parts.push_back(output_of(with(compiler, fmt::format("-print-prog-name={}", program))));
  for (const char* file : {"libgcc.a", "crtbeginT.o", "crtend.o", "libelf.so", "libcrypto.so"})
    parts.push_back(output_of(with(compiler, fmt::format("-print-file-name={}", file))));
  return parts;
}

// Always in this order: what is remembered of them is known by it.
Words names_of_tools(const Toolchain& toolchain) {
  Words names = parts_of(toolchain.compiler);
  const std::string& program = toolchain.compiler.front();
  if (!fs::path(program).is_absolute()) names.push_back(program);
  if (toolchain.compiler != Words{"gcc"}) {
    names.emplace_back("gcc");
    append(names, parts_of({"gcc"}));
  }
  for (const char* tool :
       {"ar", "as", "ld", "nm", "objcopy", "objdump", "ranlib", "readelf", "strip"})
    names.push_back(toolchain.binutils + tool);
  names.push_back(toolchain.make);
  append(names, {"sh",   "bash",  "awk",  "sed",  "grep",    "perl",   "python3",   "bc",
                 "flex", "bison", "m4",   "gzip", "bzip2",   "xz",     "lzma",      "lzop",
                 "lz4",  "zstd",  "cpio", "tar",  "openssl", "pahole", "pkg-config"});
  return names;
}

// What of them is there, each once.
std::vector<fs::path> files_of(const Words& names) {
  std::vector<fs::path> files;
  Words seen;
  for (const std::string& name : names) {
    if (name.empty() || std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    seen.push_back(name);
    if (fs::path(name).is_absolute() && fs::exists(name))
      files.emplace_back(name);
    else if (const auto found = find_program(name))
      files.push_back(*found);
  }
  return files;
}

Result<std::string> in_words(const Words& compiler) {
  const CommandEnd version = run_aside({with(compiler, "--version"), {}, {}});
  if (!version.success)
    return fail(fmt::format("the compiler '{}' does not run: {} {}", fmt::join(compiler, " "),
                            version.end, version.output));
  const std::string linker = output_of(with(compiler, "-print-prog-name=ld"));
  return fmt::format("{}; {}", first_line(version.output),
                     first_line(output_of({linker, "--version"})));
}

}  // namespace

Result<Compiler> look_at_compiler(const Toolchain& toolchain) {
  const Result<std::string> words = in_words(toolchain.compiler);
  if (!words) return tl::unexpected(words.error());
  return identity_of_files(toolchain.cache, files_of(names_of_tools(toolchain)))
      .map([&](const std::string& identity) {
        return Compiler{*words, identity};
      });
}

}  // namespace linuxbake::bake
