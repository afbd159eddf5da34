// SPDX-License-Identifier: MIT
// fields.h - takes the members out of a JSON object, each once and with its type.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/json.h"
#include "common/result.h"

namespace linuxbake::bake {

class Fields {
 public:
  // `object` has to outlive this.
  explicit Fields(const Json& object) : object_(object) {}

  void take(const std::string& name, std::string& text);
  void take(const std::string& name, std::filesystem::path& path);
  void take(const std::string& name, std::vector<std::string>& texts);
  void take(const std::string& name, std::vector<std::filesystem::path>& paths);
  void take(const std::string& name, bool& flag);
  void take(const std::string& name, std::uint64_t& number);
  // The member is an object, whose members the function takes.
  void take(const std::string& name, const std::function<void(Fields&)>& take_members);
  // A list that is not empty.
  void take_some(const std::string& name, std::vector<std::string>& texts);

  // The first thing that was wrong: a member that is missing or of another type, or one that nobody
  // has taken. Empty if nothing was.
  [[nodiscard]] std::string fault() const;

 private:
  // The member; null where it is missing.
  const Json* find(const std::string& name, const char* type);
  void complain(const std::string& name, const char* type);

  const Json& object_;
  std::set<std::string, std::less<>> taken_;
  std::string fault_;
};

// The kind of a recipe, empty if it has none. Errors: no JSON object; they name `file`.
[[nodiscard]] Result<std::string> kind_of_recipe(std::string_view text, const std::string& file);

// All fields of a recipe but its kind are taken by the function. Errors: no JSON object; "is no
// recipe of <what>:" and the fault; they name `file`.
[[nodiscard]] Result<void> take_recipe(std::string_view text, const std::string& file,
                                       const std::string& what,
                                       const std::function<void(Fields&)>& take_fields);

}  // namespace linuxbake::bake
