// SPDX-License-Identifier: MIT
// With --check it fails where this file is to be found: on the host, not in a guest.
#include <fstream>
#include <iostream>
#include <string>

int main(int count, char** arguments) {
  std::cout << "hello from userspace" << std::endl;
  if (count == 1) return 0;
  if (count != 2 || std::string(arguments[1]) != "--check") return 2;
  if (std::ifstream(__FILE__)) {
    std::cerr << "hello runs on the host\n";
    return 1;
  }
  std::ofstream("report.txt") << "checked\n";
  return 0;
}
