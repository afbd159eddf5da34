// SPDX-License-Identifier: MIT
// Gives each file of the directories on the command line to a fuzzer's function once: the corpus,
// as an ordinary test of every compiler.
#include <cstdint>
#include <filesystem>
#include <iostream>

#include "common/files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  int count = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      const auto text = linuxbake::read_file(entry.path());
      if (!text) continue;
      std::cout << entry.path().filename() << std::endl;  // flushed: it may be the last one
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
      ++count;
    }
  }
  return count > 0 ? 0 : 1;
}
