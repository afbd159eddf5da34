// SPDX-License-Identifier: MIT
#include "cpio/names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace linuxbake::cpio {

std::vector<std::string> components_of(std::string_view name) {
  std::vector<std::string> components;
  while (!name.empty()) {
    const std::string_view first = name.substr(0, name.find('/'));
    if (!first.empty() && first != ".") components.emplace_back(first);
    name.remove_prefix(std::min(first.size() + 1, name.size()));
  }
  return components;
}

std::string joined(const std::vector<std::string>& components) {
  if (components.empty()) return ".";
  return fmt::format("{}", fmt::join(components, "/"));
}

std::string parent_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(name.substr(0, slash));
}

Result<std::string> normal_name(std::string_view text) {
  if (text.empty()) return fail("a name is empty");
  const std::vector<std::string> components = components_of(text);
  if (std::find(components.begin(), components.end(), "..") != components.end()) {
    return fail(fmt::format("the name '{}' has a '..' in it; write where it leads", text));
  }
  return joined(components);
}

Result<void> check_name(std::string_view name) {
  if (name == trailer_name) {
    return fail(
        fmt::format("the name '{}' marks the end of an archive; the kernel makes no file of "
                    "it",
                    name));
  }
  if (name.size() > path_limit) {
    return fail(
        fmt::format("the name has {} bytes, but the kernel skips names of more than {}: {}…",
                    name.size(), path_limit, name.substr(0, 60)));
  }
  if (name.size() <= component_limit) return {};
  for (const std::string& component : components_of(name)) {
    if (component.size() > component_limit) {
      return fail(
          fmt::format("a part of the name has {} bytes, but the kernel skips names with a part "
                      "of more than {}: {}…",
                      component.size(), component_limit, component.substr(0, 60)));
    }
  }
  return {};
}

Result<void> check_target(std::string_view target) {
  if (target.empty()) return fail("the target of a symbolic link is empty");
  if (target.size() <= path_limit) return {};
  return fail(
      fmt::format("the target of the symbolic link has {} bytes, but the kernel skips links "
                  "with more than {}: {}…",
                  target.size(), path_limit, target.substr(0, 60)));
}

std::optional<std::string> follow_links(
    std::string_view path, bool last_too,
    const std::function<const std::string*(const std::string& name)>& target_of) {
  constexpr int link_limit = 40;  // MAXSYMLINKS of the kernel
  std::vector<std::string> done;
  std::vector<std::string> rest = components_of(path);
  int followed = 0;
  while (!rest.empty()) {
    const std::string component = rest.front();
    rest.erase(rest.begin());
    if (component == "..") {
      if (!done.empty()) done.pop_back();
      continue;
    }
    done.push_back(component);
    if (rest.empty() && !last_too) break;
    const std::string* const target = target_of(joined(done));
    if (target == nullptr) continue;
    if (++followed > link_limit) return std::nullopt;
    done.pop_back();
    if (target->starts_with('/')) done.clear();
    const std::vector<std::string> detour = components_of(*target);
    rest.insert(rest.begin(), detour.begin(), detour.end());
  }
  return joined(done);
}

bool NameOrder::operator()(std::string_view left, std::string_view right) const {
  if (left == "." || right == ".") return left == "." && right != ".";
  const auto [a, b] = std::ranges::mismatch(left, right);
  if (b == right.end()) return false;
  if (a == left.end()) return true;
  // '/' sorts before every other character, so that a directory's content follows it directly.
  if (*a == '/' || *b == '/') return *a == '/';
  return static_cast<unsigned char>(*a) < static_cast<unsigned char>(*b);
}

}  // namespace linuxbake::cpio
