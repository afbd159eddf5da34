// SPDX-License-Identifier: MIT
// Does in a machine what its first argument says.
#include <signal.h>
#include <sys/reboot.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

void print_argument(const char* text);

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
  if (what == "both") {
    std::cout << "out\n" << std::flush;
    std::cerr << "err\n";
  }
  if (what == "bytes") std::cout << "a\tb\nno newline" << std::flush;
  if (what == "crash") ::raise(SIGSEGV);
  if (what == "abort") std::abort();
  if (what == "child-left" && ::fork() == 0) ::pause();
  if (what == "child-left") std::cout << "left\n";
  if (what == "power-off") ::reboot(RB_POWER_OFF);
  while (what == "endless") ::sleep(1);
  return 0;
}
