// SPDX-License-Identifier: MIT
#include <fmt/format.h>

int main() {
  fmt::print("{:>5}|{:#x}\n", "fmt", FMT_VERSION);
  return 0;
}
