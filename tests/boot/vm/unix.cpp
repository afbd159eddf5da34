// SPDX-License-Identifier: MIT
//
// What every program takes for granted of a Unix. Each word is a question; the answer is printed in
// one line, the same as on a host where somebody has logged in.
#include <fcntl.h>
#include <grp.h>
#include <iconv.h>
#include <netdb.h>
#include <pthread.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <map>
#include <string>

namespace {

int result_of_thread = 0;

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

// As a program writes to them that has only a name for its output.
void devices() {
  for (const char* name : {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
    const int file = ::open(name, O_WRONLY);
    const bool done = ::write(file, "device\n", 7) == 7;
    if (!done) std::printf("%s fails\n", name);
    ::close(file);
  }
  std::printf("devices: stdin %d, stderr %d, full %d\n", ::open("/dev/stdin", O_RDONLY) >= 0,
              ::open("/dev/stderr", O_WRONLY) >= 0, ::open("/dev/full", O_RDONLY) >= 0);
}

int mode_of(const char* path) {
  struct stat facts {};
  return ::stat(path, &facts) == 0 ? static_cast<int>(facts.st_mode & 07777U) : -1;
}

void directories() {
  std::printf("directories:");
  for (const char* path : {"/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock", "/var/run",
                           "/var/lock", "/root", "/home", "/opt", "/srv", "/mnt", "/usr/local/bin",
                           "/var/log", "/usr/bin", "/bin", "/sbin", "/lib"}) {
    std::printf(" %o", static_cast<unsigned>(mode_of(path)));
  }
  std::printf("\n");
}

// Of the files of a directory that the test brings, with the owner's permissions to run them.
void modes() {
  std::printf("modes:");
  for (const char* path : {"tree", "tree/key", "tree/suid", "tree/ro", "tree/pipe"}) {
    std::printf(" %o", static_cast<unsigned>(mode_of(path)));
  }
  std::printf("\n");
}

void drops_privileges() {
  char first[] = "/tmp/aXXXXXX";
  char second[] = "/var/tmp/bXXXXXX";
  const bool dropped = ::setgid(65534) == 0 && ::setuid(65534) == 0;
  std::printf("dropped: %d %d %d\n", dropped, ::mkstemp(first) >= 0, ::mkstemp(second) >= 0);
}

const char* resolves(const char* host, const char* service) {
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(host, service, nullptr, &found);
  return error == 0 ? "ok" : ::gai_strerror(error);
}

void names() {
  char host[99] = "";
  ::gethostname(host, sizeof host - 1);
  const passwd* user = ::getpwuid(::getuid());
  const group* own = ::getgrgid(::getgid());
  const protoent* protocol = ::getprotobyname("tcp");
  std::printf("names: %s, user %s, group %s, localhost %s, own %s, http %s, tcp %d\n", host,
              user == nullptr ? "none" : user->pw_name, own == nullptr ? "none" : own->gr_name,
              resolves("localhost", "80"), resolves(host, nullptr), resolves("localhost", "http"),
              protocol == nullptr ? -1 : protocol->p_proto);
}

// What libc loads by itself.
void loads() {
  pthread_t thread{};
  void* result = nullptr;
  ::pthread_create(
      &thread, nullptr, [](void*) -> void* { ::pthread_exit(&result_of_thread); }, nullptr);
  ::pthread_join(thread, &result);
  const auto none = reinterpret_cast<iconv_t>(-1);
  std::printf("loads: thread %d, iconv %d, locale %d\n", result == &result_of_thread,
              ::iconv_open("UTF-8", "KOI8-R") != none,
              std::setlocale(LC_ALL, "C.UTF-8") != nullptr);
}

void zone() {
  const std::time_t winter = 0;
  char text[32] = "";
  std::strftime(text, sizeof text, "%Z %H", std::localtime(&winter));
  std::printf("zone: %s\n", text);
}

void tools() {
  std::printf("tools: %d\n",
              std::system("sleep 0 && date > /dev/null && mkdir -p /tmp/a/b && ls /tmp/a | "
                          "grep -q b && test \"$(echo x | sed s/x/y/ | tr y z)\" = z"));
}

const std::map<std::string, std::function<void()>> questions = {{"descriptors", descriptors},
                                                                {"devices", devices},
                                                                {"directories", directories},
                                                                {"drop", drops_privileges},
                                                                {"killer", killer},
                                                                {"leaves-child", leaves_child},
                                                                {"leaves-server", leaves_server},
                                                                {"limits", limits},
                                                                {"loads", loads},
                                                                {"modes", modes},
                                                                {"names", names},
                                                                {"session", session},
                                                                {"signals", signals},
                                                                {"tools", tools},
                                                                {"zone", zone}};

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
