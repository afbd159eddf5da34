// SPDX-License-Identifier: MIT
#include <iostream>

int main() {
  std::cout << "a program of the consumer's\n";
}
