// SPDX-License-Identifier: MIT
// Does in a machine what its first argument says.
#include <fcntl.h>
#include <signal.h>
#include <sys/reboot.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>

void print_argument(const char* text);

namespace {

// So many MB on standard output.
void flood(int megabytes) {
  const std::string line(99, 'x');
  for (int i = 0; i < megabytes * 10'000; ++i) std::cout << line << '\n';
}

// Until the kernel gives no more processes, and then goes on.
[[noreturn]] void fork_bomb() {
  for (;;) ::fork();
}

// The first process dies of it, and so the kernel panics; a test may do that, it is root.
void overwrite_init() {
  std::uint64_t begin = 0;
  std::ifstream("/proc/1/maps") >> std::hex >> begin;
  const std::string nonsense(4096, '\xff');
  const int memory = ::open("/proc/1/mem", O_WRONLY);
  if (::pwrite(memory, nonsense.data(), nonsense.size(), static_cast<off_t>(begin)) < 0) {
    std::perror("/proc/1/mem");
  }
}

// What a kernel prints whose driver dereferences a null pointer; it goes on after that.
void say_oops() {
  std::ofstream log("/dev/kmsg");
  for (const char* line :
       {"<0>BUG: kernel NULL pointer dereference, address: 0000000000000000",
        "<0>Oops: Oops: 0002 [#1] PREEMPT", "<0>RIP: 0010:of_a_test+0x1/0x2", "<0>Call Trace:"}) {
    log << line << std::endl;
  }
  for (;;) ::pause();
}

}  // namespace

volatile unsigned counter = 0;

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "exit") return std::atoi(argv[2]);
  if (what == "arguments") {
    for (int i = 1; i < argc; ++i) print_argument(argv[i]);
    print_argument("");
    std::cout << std::endl;
  }
  if (what == "environment") {
    std::cout << std::getenv("COLOUR") << ", " << std::filesystem::current_path().string() << '\n';
  }
  if (what == "file") std::cout << std::ifstream(argv[2]).rdbuf();
  if (what == "size") std::cout << std::filesystem::file_size(argv[2]) << '\n';
  if (what == "both") {
    std::cout << "out\n" << std::flush;
    std::cerr << "err\n";
  }
  if (what == "bytes") std::cout << "a\tb\nno newline" << std::flush;
  if (what == "crash") ::raise(SIGSEGV);
  if (what == "abort") std::abort();
  if (what == "power-off") ::reboot(RB_POWER_OFF);
  if (what == "flood") flood(100);
  if (what == "fork-bomb") fork_bomb();
  if (what == "write") std::ofstream(argv[2]) << argv[3] << '\n';
  if (what == "grow" && std::ofstream(argv[2]))
    std::filesystem::resize_file(argv[2], std::uintmax_t{1} << 30U);
  if (what == "time") std::cout << std::time(nullptr) << '\n';
  if (what == "random") std::cout << std::random_device("getentropy")() << '\n';
  if (what == "panic") overwrite_init();
  if (what == "oops") say_oops();
  while (what == "endless") counter = counter + 1;
  return 0;
}
