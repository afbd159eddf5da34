// SPDX-License-Identifier: MIT
// Says what its standard input is: how many bytes, and a checksum of them; with an argument, reads
// so many bytes only.
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
  const std::size_t limit = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : SIZE_MAX;
  std::uint64_t count = 0;
  std::uint32_t sum = 2166136261U;  // FNV
  char bytes[4096];
  while (count < limit) {
    const std::size_t wanted = std::min<std::uint64_t>(sizeof bytes, limit - count);
    const ssize_t length = ::read(0, bytes, wanted);
    if (length < 0) {
      std::cout << (errno == EBADF ? "not readable\n" : "another error\n");
      return 3;
    }
    if (length == 0) break;
    for (ssize_t at = 0; at < length; ++at) {
      sum = (sum ^ static_cast<unsigned char>(bytes[at])) * 16777619U;
    }
    count += static_cast<std::uint64_t>(length);
  }
  std::cout << count << " bytes, " << sum << '\n';
}
