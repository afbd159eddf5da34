// SPDX-License-Identifier: MIT
#include "boot/packing/library_search.h"

#include <glob.h>

#include <algorithm>
#include <deque>
#include <filesystem>

#include "common/elf.h"
#include "common/files.h"
#include "common/lines.h"
#include "common/mapped_file.h"
#include "cpio/names.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

void replace_all(std::string& text, std::string_view what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
}

// $LIB is one of several names, which the loader was built with.
Texts expanded(std::string_view paths, const std::string& origin) {
  Texts directories;
  for (std::string directory : split(paths, ":")) {
    for (const char* name : {"$ORIGIN", "${ORIGIN}"}) replace_all(directory, name, origin);
    if (directory.find("$LIB") == std::string::npos &&
        directory.find("${LIB}") == std::string::npos) {
      directories.push_back(directory);
      continue;
    }
    for (const char* library : {"lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "lib64", "lib"}) {
      std::string one = directory;
      for (const char* name : {"$LIB", "${LIB}"}) replace_all(one, name, library);
      directories.push_back(one);
    }
  }
  return directories;
}

bool calls_iconv(std::string_view strings) {
  using namespace std::string_view_literals;
  return strings.find("\0iconv_open\0"sv) != std::string_view::npos;
}

// The program's own $ORIGIN is where it really is; a library's, where the loader has found it.
std::string origin_of(const std::string& path, bool is_program) {
  std::error_code ignored;
  const fs::path real = is_program ? fs::canonical(path, ignored) : fs::path(path);
  return real.parent_path().string();
}

std::optional<LoadedObject> read_object(const std::string& path) {
  const Result<MappedFile> file = MappedFile::open(path);
  if (!file) return std::nullopt;
  const auto kind = elf_kind(file->bytes());
  const auto dynamic = elf_dynamic(file->bytes());
  if (!kind || !dynamic || !*dynamic) return std::nullopt;
  const auto interpreter = elf_interpreter(file->bytes());
  const std::string origin = origin_of(path, interpreter && *interpreter);
  LoadedObject object{path,
                      kind->bits,
                      kind->machine,
                      (*dynamic)->needed,
                      {},
                      {},
                      calls_iconv((*dynamic)->strings)};
  object.runpath = expanded((*dynamic)->runpath, origin);
  if (object.runpath.empty()) object.rpath = expanded((*dynamic)->rpath, origin);
  return object;
}

bool is_musl(const std::string& interpreter) {
  return fs::path(interpreter).filename().string().starts_with("ld-musl-");
}

// musl's loader takes these names for itself.
bool is_musl_itself(const std::string& name) {
  static const std::set<std::string> names = {"libc.so",  "libpthread.so", "librt.so",  "libm.so",
                                              "libdl.so", "libutil.so",    "libxnet.so"};
  return names.contains(name) || name.starts_with("libc.musl-") || name.starts_with("ld-musl-");
}

// The file that a path of a guest means below its sysroot, whose links may be absolute.
std::string in_root(const std::string& root, const std::string& path) {
  std::string target;
  const auto target_of = [&](const std::string& link) -> const std::string* {
    std::error_code none;
    target = fs::read_symlink(fs::path(root) / link, none).string();
    return none ? nullptr : &target;
  };
  const auto name = cpio::follow_links(path, true, target_of);
  return name ? (fs::path(root) / *name).string() : "";
}

// The kernel's own, which no file holds, and the loader, which is there.
bool is_no_file(const std::string& name) {
  return name.starts_with("linux-vdso") || name.starts_with("linux-gate") ||
         name.starts_with("ld-linux");
}

}  // namespace

std::vector<std::string> configured_directories(const std::string& file) {
  Texts directories;
  for (const std::string& line : split(read_file(file).value_or(""), "\n")) {
    const Texts words = plain_words(line.substr(0, line.find('#')));
    if (!words.empty() && words[0].starts_with('/')) directories.push_back(words[0]);
    if (words.size() < 2 || words[0] != "include") continue;
    std::string pattern = words[1];
    if (!pattern.starts_with('/')) pattern = fs::path(file).parent_path() / pattern;
    glob_t matches{};
    if (::glob(pattern.c_str(), 0, nullptr, &matches) == 0) {
      for (std::size_t i = 0; i < matches.gl_pathc; ++i) {
        const Texts more = configured_directories(matches.gl_pathv[i]);
        directories.insert(directories.end(), more.begin(), more.end());
      }
    }
    ::globfree(&matches);
  }
  return directories;
}

LibrarySearch::LibrarySearch(std::string_view library_path, const std::string& directory,
                             std::string_view further, LibraryPlaces places)
    : further_(split(further, ":")), places_(std::move(places)) {
  for (const std::string& part : split(library_path, ":;")) {
    library_path_.push_back((fs::path(directory) / part).lexically_normal().string());
  }
}

const LoadedObject* LibrarySearch::object(const std::string& path) {
  const auto [entry, is_new] = objects_.try_emplace(path);
  if (is_new) entry->second = read_object(path);
  return entry->second ? &*entry->second : nullptr;
}

bool LibrarySearch::fits(const std::string& path, const LoadedObject& like) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return false;
  const LoadedObject* candidate = object(path);
  return candidate != nullptr && candidate->bits == like.bits && candidate->machine == like.machine;
}

const std::vector<std::string>& LibrarySearch::system_directories(const std::string& interpreter) {
  const bool musl = is_musl(interpreter);
  const auto [entry, is_new] = system_.try_emplace(musl);
  if (!is_new) return entry->second;
  if (musl) {
    const std::string file = fs::path(interpreter).filename().string();
    const std::string name = file.substr(0, file.find('.'));
    const std::string text =
        read_file("/etc/" + name + ".path").value_or("/lib:/usr/local/lib:/usr/lib");
    entry->second = split(text, ":\n");
    return entry->second;
  }
  entry->second = configured_directories("/etc/ld.so.conf");
  for (const char* directory :
       {"lib/x86_64-linux-gnu", "lib/i386-linux-gnu", "lib/aarch64-linux-gnu",
        "lib/riscv64-linux-gnu", "lib64/lp64d", "lib64", "lib", "lib32"}) {
    for (const char* prefix : {"/", "/usr/"}) {
      entry->second.push_back(std::string(prefix) + directory);
    }
  }
  return entry->second;
}

std::optional<std::string> LibrarySearch::look(const std::string& name, const Wanted& by,
                                               bool musl) {
  const LoadedObject* object = this->object(by.path);
  if (name.find('/') != std::string::npos) {
    return fits(name, *object) ? std::optional(name) : std::nullopt;
  }
  const bool has_runpath = !object->runpath.empty();
  std::vector<const Texts*> order;
  if (!musl && !has_runpath) order.push_back(&by.chain);
  order.push_back(&library_path_);
  if (musl) order.push_back(&by.chain);
  order.push_back(&object->runpath);
  order.push_back(&system_directories(musl ? "ld-musl-" : ""));
  for (const Texts* directories : order) {
    for (const std::string& directory : *directories) {
      std::string path = (fs::path(directory) / name).string();
      if (fits(path, *object)) return path;
    }
  }
  for (const std::string& directory : further_) {
    std::string path = (fs::path(directory) / name).string();
    if (directory.empty() || !fits(path, *object)) continue;
    if (std::find(used_further_.begin(), used_further_.end(), directory) == used_further_.end())
      used_further_.push_back(directory);
    return path;
  }
  return look_elsewhere(name, *object, musl);
}

// The loader takes a library from the directories of its system, and from RPATH and the like, which
// may name a directory below the sysroot as the guest sees it.
std::optional<std::string> LibrarySearch::look_elsewhere(const std::string& name,
                                                         const LoadedObject& object, bool musl) {
  Texts directories = object.rpath;
  directories.insert(directories.end(), object.runpath.begin(), object.runpath.end());
  const Texts& more = system_directories(musl ? "ld-musl-" : "");
  directories.insert(directories.end(), more.begin(), more.end());
  for (const std::string& root : places_.sysroots) {
    for (const std::string& directory : directories) {
      const std::string path = (fs::path(directory) / name).lexically_normal().string();
      if (const auto file = move(path, in_root(root, path), object)) return file;
    }
  }
  for (const std::string& directory : places_.directories) {
    const std::string path = (fs::path(directory_of_libc()) / name).string();
    if (const auto file = move(path, (fs::path(directory) / name).string(), object)) return file;
  }
  return std::nullopt;
}

std::optional<std::string> LibrarySearch::move(const std::string& path, const std::string& file,
                                               const LoadedObject& like) {
  if (!fits(file, like)) return std::nullopt;
  moved_.emplace(path, file);
  moved_files_.insert(file);
  return file;
}

std::string LibrarySearch::directory_of_libc() const {
  for (const auto& [path, file] : moved_) {
    if (fs::path(path).filename() == "libc.so.6") return fs::path(path).parent_path().string();
  }
  return "/lib";
}

bool LibrarySearch::take(const std::string& path, const LoadedObject& like) {
  if (fits(path, like)) return false;
  return std::any_of(
      places_.sysroots.begin(), places_.sysroots.end(),
      [&](const std::string& root) { return move(path, in_root(root, path), like).has_value(); });
}

std::vector<MissingLibrary> LibrarySearch::load(const std::string& path,
                                                const std::string& interpreter, Process& process) {
  const bool musl = is_musl(interpreter);
  if (musl) system_directories(interpreter);
  std::vector<MissingLibrary> missing;
  const LoadedObject* root = object(path);
  if (root == nullptr) return missing;
  std::deque<Wanted> queue = {{path, root->rpath}};
  for (; !queue.empty(); queue.pop_front()) {
    const Wanted by = queue.front();
    for (const std::string& name : object(by.path)->needed) {
      if (process.contains(name) || is_no_file(name) || (musl && is_musl_itself(name))) continue;
      const auto library = look(name, by, musl);
      if (!library) {
        missing.push_back({name, by.path});
        continue;
      }
      process[name] = *library;
      if (!is_moved(*library)) found_.insert(*library);
      Wanted next{*library, object(*library)->rpath};
      next.chain.insert(next.chain.end(), by.chain.begin(), by.chain.end());
      queue.push_back(std::move(next));
    }
  }
  return missing;
}

std::optional<std::string> LibrarySearch::find(const std::string& name, const std::string& path) {
  const LoadedObject* by = object(path);
  if (by == nullptr) return std::nullopt;
  return look(name, {path, by->rpath}, false);
}

}  // namespace linuxbake::boot
