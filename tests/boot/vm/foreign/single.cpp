// SPDX-License-Identifier: MIT
// Does what its first argument says.
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  // The init of the machine leaves its files there.
  if (what == "where") {
    const bool guest = std::filesystem::exists("/linuxbake-vm/arguments");
    std::cout << (guest ? "in the guest\n" : "on the host\n");
  }
  if (what == "directory") std::cout << std::filesystem::current_path().string() << '\n';
  if (what == "environment") std::cout << std::getenv("COLOUR") << '\n';
  if (what == "file") std::cout << std::ifstream(argv[2]).rdbuf();
  if (what == "crash") ::raise(SIGSEGV);
  return what == "fail" ? 3 : 0;
}
