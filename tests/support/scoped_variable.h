// SPDX-License-Identifier: MIT
// scoped_variable.h - a variable of the environment that has another value for a while.
//
// The tests of a program run in one process and in any order: what one of them leaves in the
// environment is a fault of another one, now and then.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace linuxbake {

// Has the value, or is unset without one, as long as this lives; then it is what it was before.
class ScopedVariable {
 public:
  explicit ScopedVariable(std::string name, const std::optional<std::string>& value = std::nullopt)
      : name_(std::move(name)) {
    if (const char* const before = std::getenv(name_.c_str())) before_ = before;
    set(value);
  }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable() { set(before_); }

  void set(const std::optional<std::string>& value) const {
    if (value) {
      ::setenv(name_.c_str(), value->c_str(), 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }

 private:
  std::string name_;
  std::optional<std::string> before_;
};

}  // namespace linuxbake
