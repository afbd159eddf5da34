// SPDX-License-Identifier: MIT
#include "kconfig/tree.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

// Machine names and Kbuild's words for them.
constexpr std::array machine_names = {
    std::pair{"amd64", "x86_64"},
    std::pair{"i486", "i386"},
    std::pair{"i586", "i386"},
    std::pair{"i686", "i386"},
    std::pair{"aarch64", "arm64"},
    std::pair{"armv7l", "arm"},
    std::pair{"riscv64", "riscv"},
    std::pair{"riscv32", "riscv"},
    std::pair{"ppc64le", "powerpc"},
    std::pair{"ppc64", "powerpc"},
    std::pair{"ppc", "powerpc"},
    std::pair{"s390x", "s390"},
    std::pair{"loongarch64", "loongarch"},
};

// What has its sources under another name.
constexpr std::array source_archs = {
    std::pair{"i386", "x86"},      std::pair{"x86_64", "x86"},      std::pair{"sparc32", "sparc"},
    std::pair{"sparc64", "sparc"}, std::pair{"parisc64", "parisc"},
};

template <typename Table>
std::string looked_up(const Table& table, const std::string& name) {
  for (const auto& [from, to] : table)
    if (name == from) return to;
  return name;
}

std::string this_machine() {
  utsname names{};
  return uname(&names) == 0 ? names.machine : "x86_64";
}

// The value of "NAME = value" in a Makefile's first lines.
std::string make_value(std::string_view makefile, std::string_view name) {
  while (!makefile.empty()) {
    std::string_view line = take_line(makefile);
    if (!line.starts_with(name)) continue;
    line.remove_prefix(name.size());
    const std::size_t equals = line.find_first_not_of(" \t");
    if (equals == std::string_view::npos || line[equals] != '=') continue;
    line.remove_prefix(equals + 1);
    const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    line.remove_prefix(begin);
    while (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r'))
      line.remove_suffix(1);
    return std::string(line);
  }
  return {};
}

struct Version {
  std::string text;
  int major = 0;
  int minor = 0;
};

Version version_of(std::string_view makefile) {
  const std::string major = make_value(makefile, "VERSION");
  const std::string minor = make_value(makefile, "PATCHLEVEL");
  const std::string sub = make_value(makefile, "SUBLEVEL");
  Version version{major, std::atoi(major.c_str()), std::atoi(minor.c_str())};
  if (!minor.empty()) version.text += "." + minor;
  if (!minor.empty() && !sub.empty()) version.text += "." + sub;
  version.text += make_value(makefile, "EXTRAVERSION");
  return version;
}

Environment linux_environment(const Tree& tree, const TreeOptions& options) {
  const std::string& prefix = options.cross_compile;
  Environment environment = {
      {"ARCH", tree.arch},
      {"SRCARCH", tree.source_arch},
      {"srctree", tree.directory},
      {"objtree", "."},
      {"abs_srctree", tree.directory},
      {"KERNELVERSION", tree.version},
      {"CROSS_COMPILE", prefix},
      {"HOSTCC", "gcc"},
      {"HOSTCXX", "g++"},
      {"CONFIG_SHELL", "sh"},
      {"RUSTC", "rustc"},
      {"BINDGEN", "bindgen"},
      {"PAHOLE", "pahole"},
      {"RUSTC_BOOTSTRAP", "1"},
      {"AWK", "awk"},
      {"PERL", "perl"},
      {"PYTHON3", "python3"},
      {"LEX", "flex"},
      {"YACC", "bison"},
      {"UTS_MACHINE", tree.arch},
      {"LC_COLLATE", "C"},
      {"LC_NUMERIC", "C"},
      {"CC", options.compiler.empty() ? prefix + "gcc" : options.compiler},
  };
  for (const auto& [name, tool] :
       {std::pair{"LD", "ld"}, std::pair{"AR", "ar"}, std::pair{"NM", "nm"},
        std::pair{"STRIP", "strip"}, std::pair{"OBJCOPY", "objcopy"},
        std::pair{"OBJDUMP", "objdump"}, std::pair{"READELF", "readelf"}})
    environment[name] = prefix + tool;
  environment["CPP"] = environment["CC"] + " -E";
  return environment;
}

// The shell of a tree: asks the system, and keeps the answers where there is a cache.
std::unique_ptr<AnswersShell> shell_for(const Environment& environment, const std::string& cache) {
  AnswersOptions options{cache, {}, {}};
  for (const char* name : {"CC", "LD", "AR", "NM", "OBJCOPY", "HOSTCC", "RUSTC", "BINDGEN",
                           "PAHOLE", "CONFIG_SHELL", "AWK", "LEX", "YACC", "PYTHON3"})
    if (const auto found = environment.find(name); found != environment.end())
      options.tools.push_back(found->second);
  if (const auto tree = environment.find("srctree"); tree != environment.end())
    options.scripts = tree->second + "/scripts";
  return caching_shell(system_shell(environment), environment, std::move(options));
}

// Makefiles take '#' for a comment, so the tree's does not pass it on.
std::string without_hash(std::string text) {
  std::erase(text, '#');
  return text;
}

void add_version_texts(Environment& environment, const std::string& cache) {
  const std::array commands = {
      "LC_ALL=C " + environment["CC"] + " --version | head -n 1",
      environment["RUSTC"] + " --version",
      fmt::format("{}/scripts/pahole-version.sh {}", environment["srctree"], environment["PAHOLE"]),
  };
  const std::unique_ptr<AnswersShell> shell = shell_for(environment, cache);
  shell->rehearse_by([&](Shell& rehearsed) {
    for (const std::string& command : commands) (void)rehearsed.run(command);
  });
  const auto ask = [&](const std::string& command) {
    return without_hash(shell->run(command).value_or(""));
  };
  const std::string compiler = ask(commands[0]);
  const std::string rust = ask(commands[1]);
  const std::string pahole = ask(commands[2]);
  environment["CC_VERSION_TEXT"] = compiler;
  environment["RUSTC_VERSION_TEXT"] = rust;
  environment["PAHOLE_VERSION"] = pahole;
  if (compiler.find("clang") != std::string::npos)
    environment["CLANG_FLAGS"] =
        "-fintegrated-as -Werror=unknown-warning-option -Werror=ignored-optimization-argument "
        "-Werror=option-ignored -Werror=unused-command-line-argument";
}

Result<void> choose_arch(Tree& tree, const TreeOptions& options) {
  const std::string wanted = options.arch.empty() ? this_machine() : options.arch;
  tree.arch = looked_up(machine_names, wanted);
  tree.source_arch = looked_up(source_archs, tree.arch);
  if (fs::exists(tree.directory + "/arch/" + tree.source_arch + "/Kconfig")) return {};
  std::vector<std::string> known;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(tree.directory + "/arch", ignored))
    if (fs::exists(entry.path() / "Kconfig")) known.push_back(entry.path().filename());
  std::ranges::sort(known);
  return fail(fmt::format("'{}' is no architecture of this tree (it has {})", wanted,
                          fmt::join(known, ", ")),
              options.directory);
}

// What long-term branches take over from later versions shows in the source of their `conf`.
void heed_conf(Tree& tree) {
  const Result<std::string> text = read_file(tree.directory + "/scripts/kconfig/confdata.c");
  if (!text) return;
  const auto has = [&](std::string_view what) { return text->find(what) != std::string::npos; };
  tree.dialect.takes_any_second_letter = !has("line[1] != ' '");
  tree.dialect.ignores_what_follows_not_set = has("strncmp(p, \"is not set\"");
  tree.dialect.marks_ends_of_menus = has("# end of %s");
  tree.dialect.marks_ends_of_empty_menus = has("end_check:");
}

// Whether it is known, and before that one.
bool is_before(const Version& version, int major, int minor) {
  return version.major != 0 && std::pair(version.major, version.minor) < std::pair(major, minor);
}

Dialect dialect_of_linux(const Version& version) {
  if (is_before(version, 4, 17)) return dialects::linux_before_4_17;
  if (is_before(version, 4, 18)) return dialects::linux_before_4_18;
  if (is_before(version, 5, 2)) return dialects::linux_before_5_2;
  if (is_before(version, 5, 7)) return dialects::linux_before_5_7;
  if (is_before(version, 6, 0)) return dialects::linux_before_6_0;
  if (is_before(version, 6, 8)) return dialects::linux_before_6_8;
  if (is_before(version, 6, 11)) return dialects::linux_before_6_11;
  return dialects::linux_now;
}

Result<void> load_linux(Tree& tree, const TreeOptions& options, const Version& version) {
  tree.dialect = dialect_of_linux(version);
  if (is_before(version, 6, 8)) heed_conf(tree);
  const Result<void> chosen = choose_arch(tree, options);
  if (!chosen) return chosen;
  tree.environment = linux_environment(tree, options);
  if (tree.dialect.has_macros) add_version_texts(tree.environment, options.cache);
  return {};
}

// What we cannot read the tree's own `conf` may: its language may be another one.
Error with_way_out(Error error) {
  error.message +=
      "\n  linuxbake-kconfig cannot read this tree's Kconfig. If the tree's own make can, "
      "LINUXBAKE_KCONFIG=kbuild\n  (a CMake variable, or in the environment) leaves the "
      "configuration to it.";
  return error;
}

// What has to be asked before the tree is read stands in its first files.
class FirstFiles final : public Files {
 public:
  explicit FirstFiles(Files& all) : all_(all) {}
  Result<std::string> read(const std::string& name) override {
    if (left_ == 0) return fail("is not rehearsed");
    --left_;
    return all_.read(name);
  }

 private:
  Files& all_;
  int left_ = 100;  // far more than hold one
};

}  // namespace

Result<Tree> open_tree(const TreeOptions& options) {
  Tree tree;
  std::error_code error;
  tree.directory = fs::canonical(options.directory, error).string();
  if (error) return fail(error.message(), options.directory);
  const Result<std::string> makefile = read_file(tree.directory + "/Makefile");
  const bool is_linux = fs::exists(tree.directory + "/Kconfig");
  const bool is_old = fs::exists(tree.directory + "/Config.in");
  if (!makefile || (!is_linux && !is_old))
    return fail("is no tree with a Kconfig (of Linux, BusyBox or Toybox)", options.directory);
  const Version version = version_of(*makefile);
  tree.version = version.text;
  tree.dialect = fs::exists(tree.directory + "/toys.h") ? dialects::toybox : dialects::busybox;
  tree.environment = {{"KERNELVERSION", tree.version}};
  if (is_linux) {
    const Result<void> loaded = load_linux(tree, options, version);
    if (!loaded) return tl::unexpected(loaded.error());
  }
  const std::unique_ptr<Files> files = files_of_tree(tree.directory);
  const auto parse = [&](Files& from, Shell& shell) {
    return parse_tree(is_linux ? "Kconfig" : "Config.in", tree.dialect, from, tree.environment,
                      shell);
  };
  tree.shell = shell_for(tree.environment, options.cache);
  tree.shell->rehearse_by([&](Shell& rehearsed) {
    FirstFiles first(*files);
    (void)parse(first, rehearsed);
  });
  auto model = parse(*files, *tree.shell);
  tree.shell->rehearse_by({});
  if (!model) return tl::unexpected(with_way_out(model.error()));
  tree.model = *std::move(model);
  // Toybox tells its `conf` no version, which then writes the name of the symbol that has none.
  tree.model->version = tree.version.empty() ? "KCONFIG_VERSION" : tree.version;
  return tree;
}

}  // namespace linuxbake::kconfig
