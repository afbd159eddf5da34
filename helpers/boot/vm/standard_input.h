// SPDX-License-Identifier: MIT
// standard_input.h - the standard input of this process, which a program in a guest reads.
//
// It is read as the guest takes it, never the whole. Of a file the program has read as much as it
// has read, as if it ran here: whoever reads on in the same file begins there. Of a pipe or a
// terminal more may be taken than the program reads.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/result.h"
#include "guest/vm-init/protocol.h"

namespace linuxbake::boot {

class StandardInput {
 public:
  // Of /dev/null and of one that was opened for writing only the guest has its own.
  enum class Kind : std::uint8_t {
    null = vm_no_input,
    stream = vm_input_stream,
    closed = vm_input_closed,
    unreadable = vm_input_unreadable
  };

  // To be made before this process opens files: one of them would take the number.
  explicit StandardInput(int descriptor = 0);

  [[nodiscard]] Kind kind() const { return kind_; }
  // Bytes that are there; 0 if there are none now, or at the end, which `ended()` says. Errors: it
  // cannot be read.
  [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size);
  [[nodiscard]] bool ended() const { return ended_; }
  // What the program has read in all.
  void set_used(std::uint64_t bytes) const;

 private:
  int descriptor_;
  Kind kind_ = Kind::stream;
  bool is_file_ = false, ended_ = false;
  std::int64_t begin_ = 0, at_ = 0;
};

}  // namespace linuxbake::boot
