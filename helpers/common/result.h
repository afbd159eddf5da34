// SPDX-License-Identifier: MIT
// result.h - what a function returns that can fail: a value, or an error that says where and why.
//
// Nothing in the libraries prints or exits; main() turns an Error into one line on stderr.
#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace linuxbake {

struct Error {
  std::string message;   // a sentence without a full stop; what is wrong, then the way out
  std::string file;      // the input file that is at fault; empty if none is
  std::size_t line = 0;  // counted from 1; 0 if the error is not in one line

  // "file:line: message", as far as file and line are known.
  [[nodiscard]] std::string text() const;

  friend bool operator==(const Error&, const Error&) = default;
};

template <typename Value>
using Result = tl::expected<Value, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(std::string message, std::string file = {},
                                                std::size_t line = 0) {
  return tl::unexpected<Error>(Error{std::move(message), std::move(file), line});
}

}  // namespace linuxbake
