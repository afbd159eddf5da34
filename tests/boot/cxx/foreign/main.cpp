// SPDX-License-Identifier: MIT
#include <format>
#include <iostream>

extern "C" int part();

int main() {
  std::cout << std::format("{} of {}\n", part(), __cplusplus >= 202002L ? "C++20" : "an older C++");
}
