// SPDX-License-Identifier: MIT
#include "jobs/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include "jobs/read_only.h"

namespace linuxbake::jobs {
namespace {

// What later versions of <linux/landlock.h> name REFER and TRUNCATE; older headers do not have
// them.
constexpr std::uint64_t access_refer = 1U << 13U;
constexpr std::uint64_t access_truncate = 1U << 14U;

int version() {
  return static_cast<int>(
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

std::uint64_t writing() {
  std::uint64_t access = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                         LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                         LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                         LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                         LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  if (version() >= 2) access |= access_refer;
  if (version() >= 3) access |= access_truncate;
  return access;
}

auto failure(const std::string& what) {
  return fail(what + ": " + std::strerror(errno));
}

// Of a file, or below a directory.
Result<void> allow(int ruleset, const std::filesystem::path& path, std::uint64_t access) {
  const int descriptor = open(path.c_str(), O_PATH | O_CLOEXEC);
  if (descriptor < 0) return failure(path.string());
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access;
  rule.parent_fd = descriptor;
  const long result = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(descriptor);
  if (result != 0) return failure(path.string());
  return {};
}

// Holds files, their names and what is in them; not their modes, owners and times.
Result<void> restrict_by_landlock(const std::vector<std::filesystem::path>& writable) {
  // The oldest form of the structure, which every kernel takes.
  const std::uint64_t attributes = writing();
  const int ruleset =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  if (ruleset < 0) return failure("no Landlock");
  for (const std::filesystem::path& directory : writable) {
    if (Result<void> done = allow(ruleset, directory, writing()); !done) return done;
  }
  const std::uint64_t of_files = writing() & (LANDLOCK_ACCESS_FS_WRITE_FILE | access_truncate);
  for (const char* device :
       {"/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/ptmx", "/dev/pts"}) {
    if (access(device, F_OK) != 0) continue;
    if (Result<void> done = allow(ruleset, device, of_files); !done) return done;
  }
  if (syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) return failure("no Landlock");
  close(ruleset);
  return {};
}

bool has_landlock() {
  return version() >= 1;
}

}  // namespace

bool can_confine(Held held) {
  if (held == Held::files && has_landlock()) return true;
  return can_make_read_only({});
}

Result<void> confine(const std::vector<std::filesystem::path>& writable) {
  const bool read_only = can_make_read_only(writable);
  if (!read_only && !has_landlock())
    return fail(
        "nothing can hold the command back from writing elsewhere: this host gives it neither "
        "Landlock nor a mount namespace of its own");
  if (read_only) {
    if (Result<void> done = make_read_only(writable); !done) return done;
  }
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failure("no new privileges");
  // Last, because it forbids mounts.
  if (has_landlock()) return restrict_by_landlock(writable);
  return {};
}

}  // namespace linuxbake::jobs
