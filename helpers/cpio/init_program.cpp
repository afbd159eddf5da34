// SPDX-License-Identifier: MIT
#include "cpio/init_program.h"

#include <fmt/format.h>

#include <map>

#include "common/architecture.h"
#include "common/elf.h"
#include "cpio/names.h"
#include "cpio/programs.h"

namespace linuxbake::cpio {
namespace {

// Scripts may be interpreted by scripts, up to so many (fs/exec.c, exec_binprm()).
constexpr int interpreter_limit = 5;

class Files {
 public:
  // A later entry of a name replaces an earlier one, as in the kernel.
  explicit Files(const Archive& archive) {
    for (const Record& record : archive.records) {
      if (const Result<std::string> name = normal_name(record.name)) records_[*name] = &record;
    }
  }

  [[nodiscard]] const Record* at(const std::string& name) const {
    const auto found = records_.find(name);
    return found == records_.end() ? nullptr : found->second;
  }
  [[nodiscard]] const Record* find(const std::string& path, bool last_link_too = true) const {
    const auto target_of = [this](const std::string& link) -> const std::string* {
      const Record* const record = at(link);
      const bool is_link = record != nullptr && (record->header.mode & type_mask) == type_symlink;
      return is_link ? &record->data : nullptr;
    };
    const std::optional<std::string> real = follow_links(path, last_link_too, target_of);
    return real ? at(*real) : nullptr;
  }

 private:
  std::map<std::string, const Record*> records_;
};

bool is_executable(const Record& record) {
  return (record.header.mode & type_mask) == type_file && (record.header.mode & 0111U) != 0;
}

std::optional<std::string> other_machine(const std::string& path, std::string_view program,
                                         std::string_view arch) {
  const Architecture* const kernels = find_architecture(arch);
  if (!is_elf(program) || kernels == nullptr) return std::nullopt;
  const Result<ElfKind> kind = elf_kind(program);
  if (kind &&
      (kind->machine == kernels->elf_machine || kind->machine == kernels->elf_machine_besides))
    return std::nullopt;
  return fmt::format("{} is a program for another architecture than the kernel's, {}", path, arch);
}

// What speaks against a file by itself, whatever it needs besides.
std::optional<std::string> fault_of(const std::string& path, const Files& files,
                                    std::string_view arch) {
  if (path.empty()) return "it names no program";
  if (path.ends_with('/')) return fmt::format("{} ends in a slash, as only directories do", path);
  const Record* const record = files.find(path);
  if (record == nullptr && files.find(path, false) != nullptr)
    return fmt::format("{} is a symbolic link that leads nowhere in the initramfs", path);
  if (record == nullptr) return fmt::format("there is no {} in the initramfs", path);
  if (!is_executable(*record)) return fmt::format("{} is not an executable file", path);
  if (!is_elf_or_script(record->data)) {
    return fmt::format("{} is neither a program (ELF) nor a script (its first line begins with #!)",
                       path);
  }
  return other_machine(path, record->data, arch);
}

}  // namespace

bool has_entry(const Archive& archive, const std::string& path) {
  return Files(archive).find(path, false) != nullptr;
}

std::optional<std::string> why_init_cannot_start(const Archive& archive, const std::string& path,
                                                 std::string_view arch) {
  const Files files(archive);
  std::string name = path;
  for (int depth = 0; depth <= interpreter_limit; ++depth) {
    if (auto fault = fault_of(name, files, arch)) return fault;
    const Record* const record = files.find(name);
    const std::optional<std::string> needed = interpreter_of(record->data);
    if (!needed && is_elf(record->data)) return std::nullopt;
    if (!needed) return fmt::format("{} names no interpreter behind its #!", name);
    const Record* const interpreter = files.find(*needed);
    if (interpreter == nullptr || !is_executable(*interpreter)) {
      return lack_of(name.substr(name.starts_with('/') ? 1 : 0), *needed);
    }
    name = *needed;
  }
  return fmt::format("{} is a script for a script for a script …, which the kernel gives up", path);
}

}  // namespace linuxbake::cpio
