// SPDX-License-Identifier: MIT
// without_system_calls.cpp - runs a program on a kernel that seems not to have some system calls.
//
//   without-system-calls [--root] <name>... -- <program> [<argument>...]
//
// By a seccomp filter, which gives ENOSYS for them. With --root the program is root, if only in a
// user namespace of ours. Exit code: the program's; 77 if nobody can be root here.
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace {

constexpr int exit_skipped = 77;

unsigned number_of(const std::string& name) {
  if (name == "landlock_create_ruleset") return SYS_landlock_create_ruleset;
  if (name == "unshare") return SYS_unshare;
  std::fprintf(stderr, "without-system-calls: unknown: %s\n", name.c_str());
  _exit(2);
}

bool write_text(const char* path, const std::string& text) {
  const int descriptor = open(path, O_WRONLY);
  if (descriptor < 0) return false;
  const bool done =
      write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  close(descriptor);
  return done;
}

bool become_root() {
  const std::string user = std::to_string(geteuid());
  const std::string group = std::to_string(getegid());
  if (user == "0") return true;
  return unshare(CLONE_NEWUSER) == 0 && write_text("/proc/self/setgroups", "deny") &&
         write_text("/proc/self/uid_map", "0 " + user + " 1") &&
         write_text("/proc/self/gid_map", "0 " + group + " 1");
}

bool take_away(const std::vector<std::string>& names) {
  std::vector<sock_filter> filter{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offsetof(seccomp_data, nr)))};
  for (const std::string& name : names) {
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number_of(name), 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  int index = 1;
  const bool root = index < argc && std::strcmp(argv[index], "--root") == 0;
  if (root) ++index;
  std::vector<std::string> names;
  for (; index < argc && std::strcmp(argv[index], "--") != 0; ++index)
    names.emplace_back(argv[index]);
  if (index + 1 >= argc) return 2;
  if (root && !become_root()) {
    std::fprintf(stderr, "without-system-calls: nobody can be root here\n");
    return exit_skipped;
  }
  if (!take_away(names)) {
    std::perror("without-system-calls: no filter");
    return 1;
  }
  execvp(argv[index + 1], argv + index + 1);
  std::perror(argv[index + 1]);
  return 127;
}
