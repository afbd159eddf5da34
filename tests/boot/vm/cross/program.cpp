// SPDX-License-Identifier: MIT
// Says where it runs, and how many words its command has.
#include <sys/utsname.h>

#include <iostream>

int count(int argc);

int main(int argc, char**) {
  utsname name{};
  ::uname(&name);
  std::cout << name.machine << ' ' << name.nodename << ' ' << count(argc) << '\n';
}
