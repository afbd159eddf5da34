// SPDX-License-Identifier: MIT
// A shared library of the project, so that the machine needs one that is in no system directory.
#include <cstdio>

void print_argument(const char* text) {
  std::printf("<%s>", text);
}
