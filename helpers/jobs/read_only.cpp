// SPDX-License-Identifier: MIT
#include "jobs/read_only.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace linuxbake::jobs {
namespace {

// Of <linux/mount.h>, which some C libraries do not let us include beside <sys/mount.h>.
struct MountAttributes {
  std::uint64_t set;
  std::uint64_t clear;
  std::uint64_t propagation;
  std::uint64_t user_namespace;
};
static_assert(sizeof(MountAttributes) == 32);
constexpr std::uint64_t read_only = 1;       // MOUNT_ATTR_RDONLY
constexpr unsigned with_all_below = 0x8000;  // AT_RECURSIVE

auto failed(const std::string& what) {
  return fail(what + ": " + std::strerror(errno));
}

Result<void> change_mount(const std::filesystem::path& path, unsigned flags,
                          MountAttributes attributes) {
  if (syscall(SYS_mount_setattr, AT_FDCWD, path.c_str(), flags, &attributes, sizeof attributes) !=
      0)
    return failed(path.string());
  return {};
}

Result<void> write_text(const char* path, std::string_view text) {
  const int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return failed(path);
  const ssize_t written = write(descriptor, text.data(), text.size());
  const int reason = errno;
  close(descriptor);
  errno = reason;
  if (written != static_cast<ssize_t>(text.size())) return failed(path);
  return {};
}

// User and group stay the same numbers; there are no others.
Result<void> enter_user_namespace() {
  const uid_t user = geteuid();
  const gid_t group = getegid();
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return failed("no user namespace");
  if (Result<void> done = write_text("/proc/self/setgroups", "deny"); !done) return done;
  if (Result<void> done = write_text("/proc/self/uid_map", fmt::format("{0} {0} 1", user)); !done)
    return done;
  return write_text("/proc/self/gid_map", fmt::format("{0} {0} 1", group));
}

Result<void> enter_mount_namespace() {
  if (unshare(CLONE_NEWNS) == 0) return {};
  if (errno != EPERM || geteuid() == 0) return failed("no mount namespace");
  return enter_user_namespace();
}

// A mount of its own, because a mount is read-only or not as a whole.
Result<void> make_writable(const std::filesystem::path& directory) {
  if (mount(directory.c_str(), directory.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0)
    return failed(directory.string());
  return change_mount(directory, 0, {0, read_only, 0, 0});
}

}  // namespace

bool can_make_read_only(const std::vector<std::filesystem::path>& writable) {
  const pid_t process = fork();
  if (process == 0) _exit(make_read_only(writable) ? 0 : 1);
  int status = 1;
  if (process > 0) waitpid(process, &status, 0);
  return status == 0;
}

Result<void> make_read_only(const std::vector<std::filesystem::path>& writable) {
  std::error_code error;
  const std::filesystem::path here = std::filesystem::current_path(error);
  if (error) return fail("no working directory: " + error.message());
  if (Result<void> done = enter_mount_namespace(); !done) return done;
  // Private: nothing of this may come to the mounts of the host.
  if (Result<void> done = change_mount("/", with_all_below, {read_only, 0, MS_PRIVATE, 0}); !done)
    return done;
  for (const std::filesystem::path& directory : writable)
    if (Result<void> done = make_writable(directory); !done) return done;
  // The process stands in the mount that was there before, which is read-only now.
  if (chdir(here.c_str()) != 0) return failed(here.string());
  // What it starts has no right to mount anything as it was.
  prctl(PR_CAPBSET_DROP, CAP_SYS_ADMIN, 0, 0, 0);
  return {};
}

}  // namespace linuxbake::jobs
