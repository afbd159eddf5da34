// SPDX-License-Identifier: MIT
#include <climits>
#include <cstdio>
#include <fstream>
#include <string>

const char* words();
static_assert(__cplusplus == 201402L, "the project's own standard");

// Succeeds in a machine only. With an argument it does what the sanitizer of the project reports.
int main(int argc, char**) {
  int most = INT_MAX - 2 + argc;
  std::string name;
  std::ifstream("/proc/sys/kernel/hostname") >> name;
  std::printf("%s in %s\n", words(), name.c_str());
  std::printf("%d\n", most + 1);
  return name == "linuxbake" ? 0 : 3;
}
