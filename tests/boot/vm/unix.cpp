// SPDX-License-Identifier: MIT
//
// What every program takes for granted of a Unix. Each word is a question; the answer is printed in
// one line, the same as on a host where somebody has logged in.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>

namespace {

void descriptors() {
  std::printf("descriptors:");
  for (int number = 0; number < 64; ++number) {
    if (::fcntl(number, F_GETFD) != -1) std::printf(" %d", number);
  }
  std::printf(", next %d\n", ::open("/dev/null", O_RDONLY));
}

void signals() {
  sigset_t blocked;
  ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
  int odd = 0;
  for (int number = 1; number < 65; ++number) {
    struct sigaction action {};
    const bool is_default =
        ::sigaction(number, nullptr, &action) != 0 || action.sa_handler == SIG_DFL;
    odd += is_default && ::sigismember(&blocked, number) != 1 ? 0 : 1;
  }
  std::printf("signals: %d odd\n", odd);
}

void session() {
  const int terminal = ::open("/dev/tty", O_RDWR);
  std::printf("session: leader %d, parent is init %d, terminal %d, foreground %d, group %d\n",
              ::getsid(0) == ::getpid(), ::getppid() == 1, terminal >= 0,
              ::tcgetpgrp(terminal) == ::getpid(), ::getpgrp() == ::getpid());
}

void limits() {
  struct rlimit files {
  }, core{}, stack{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  ::getrlimit(RLIMIT_CORE, &core);
  ::getrlimit(RLIMIT_STACK, &stack);
  const mode_t mask = ::umask(0);
  std::printf("limits: files %d %d, core %d, stack %d, umask %03o\n",
              static_cast<int>(files.rlim_cur), static_cast<int>(files.rlim_max),
              static_cast<int>(core.rlim_cur), static_cast<int>(stack.rlim_cur), mask);
}

// The first process may do that to all others but init, and goes on.
void killer() {
  ::kill(-1, SIGKILL);
  std::printf("killer: alive\n");
}

// Ends at once; who prints goes on for a second.
void leaves_child() {
  if (::fork() == 0) {
    ::sleep(1);
    std::printf("child: done\n");
    return;
  }
  std::printf("parent: done\n");
}

void leaves_server() {
  if (::fork() != 0) return;
  ::setsid();
  for (;;) ::pause();
}

const std::map<std::string, std::function<void()>> questions = {{"descriptors", descriptors},
                                                                {"signals", signals},
                                                                {"session", session},
                                                                {"limits", limits},
                                                                {"killer", killer},
                                                                {"leaves-child", leaves_child},
                                                                {"leaves-server", leaves_server}};

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const auto question = questions.find(argv[i]);
    if (question == questions.end()) return 2;
    question->second();
    std::fflush(stdout);
  }
  return 0;
}
