// SPDX-License-Identifier: MIT
#include "fetch/recipe.h"

#include <fmt/format.h>

#include <limits>

#include "common/flat_json.h"

namespace linuxbake::fetch {
namespace {

// Takes members out of an object; the first that is not there, or is of another type, is at fault.
class Members {
 public:
  explicit Members(const FlatObject& object) : object_(object) {}

  template <typename Value>
  void take(const char* name, Value& variable) {
    const auto member = object_.find(name);
    const Value* value = member == object_.end() ? nullptr : std::get_if<Value>(&member->second);
    if (value != nullptr)
      variable = *value;
    else if (fault_.empty())
      fault_ = fmt::format("'{}' is missing, or of another type", name);
  }

  void take(const char* name, std::filesystem::path& variable) {
    std::string text;
    take(name, text);
    variable = text;
  }

  void take(const char* name, unsigned& variable) {
    std::uint64_t number = 0;
    take(name, number);
    if (number > std::numeric_limits<unsigned>::max())
      fault_ = fmt::format("'{}' is too large", name);
    variable = static_cast<unsigned>(number);
  }

  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  const FlatObject& object_;
  std::string fault_;
};

Source read_source(Members& members) {
  Source source;
  members.take("name", source.name);
  members.take("version", source.version);
  members.take("source_dir", source.source_dir);
  members.take("sha256", source.sha256);
  members.take("archive_name", source.archive_name);
  members.take("urls", source.urls);
  members.take("debian_source", source.debian_source);
  members.take("debian_package", source.debian_package);
  members.take("debian_path", source.debian_path);
  members.take("license", source.license);
  return source;
}

Settings read_settings(Members& members) {
  Settings settings;
  members.take("cache", settings.cache);
  members.take("cmake", settings.cmake);
  members.take("mirrors", settings.mirrors);
  members.take("offline", settings.offline);
  members.take("debian_fallback", settings.debian_fallback);
  members.take("connect_timeout", settings.connect_timeout);
  members.take("stall_timeout", settings.stall_timeout);
  return settings;
}

template <typename Value>
Result<Value> parsed(Value (*read)(Members&), const char* what, const std::string& text,
                     const std::string& file) {
  const Result<FlatObject> object = parse_flat_json(text);
  if (!object) return fail(what + object.error().message, file);
  Members members(*object);  // NOLINT(misc-const-correctness): `read` takes from it
  Value value = read(members);
  if (!members.fault().empty()) return fail(what + members.fault(), file);
  return value;
}

}  // namespace

Result<Source> parse_source(const std::string& text, const std::string& file) {
  return parsed(read_source, "is no recipe of a source: ", text, file);
}

Result<Settings> parse_settings(const std::string& text, const std::string& file) {
  return parsed(read_settings, "has no settings for sources: ", text, file);
}

}  // namespace linuxbake::fetch
