// SPDX-License-Identifier: MIT
// Prints what a program prints whose results are TAP, and counts in a file how often that was.
#include <signal.h>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "bail") {
    std::cout << "TAP version 13\n1..2\nok 1 - one\nBail out! no disk\n";
    std::cerr << "THE REASON\n";
    return 1;
  }
  std::cout << "TAP version 13\n1..3\nok 1 - " << argv[argc - 1] << "\n"
            << "not ok 2 - divides\n  ---\n  expected: 3\n  ...\n"
            << "ok 3 - waits # SKIP no clock\n"
            << std::flush;
  if (argc > 1 && std::string(argv[1]) == "crash") ::raise(SIGSEGV);
  return 1;
}
