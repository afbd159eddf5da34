// SPDX-License-Identifier: MIT
// The whole user space of this system: says hello as process 1, and stays, as process 1 has to.
#include <unistd.h>

#include <iostream>

int main() {
  std::cout << "hello from userspace" << std::endl;
  for (;;) pause();
}
