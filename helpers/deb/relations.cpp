// SPDX-License-Identifier: MIT
#include "deb/relations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "deb/version.h"

namespace linuxbake::deb {
namespace {

constexpr std::string_view relation_blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(relation_blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(relation_blanks) + 1 - begin);
}

// The parts between the separators; one for a text without them.
std::vector<std::string_view> split_at(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(without_blanks(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// "(>= 1.2)"
Result<void> read_version(std::string_view text, Relation& relation) {
  if (!text.starts_with('(') || !text.ends_with(')')) return fail("");
  text = without_blanks(text.substr(1, text.size() - 2));
  const std::size_t end = text.find_first_not_of("<>=");
  if (end == std::string_view::npos) return fail("");
  relation.relation = text.substr(0, end);
  relation.version = without_blanks(text.substr(end));
  constexpr std::array<std::string_view, 5> known = {"<<", "<=", "=", ">=", ">>"};
  if (std::find(known.begin(), known.end(), relation.relation) == known.end()) return fail("");
  return check_version(relation.version);
}

Result<Relation> relation_of(std::string_view text) {
  const std::size_t end = text.find_first_of(" \t\r\n(");
  const std::string_view name = text.substr(0, end);
  Relation relation;
  relation.name = name.substr(0, name.find(':'));
  const std::string_view rest =
      end == std::string_view::npos ? std::string_view() : without_blanks(text.substr(end));
  const bool is_name = relation.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-.") ==
                       std::string::npos;
  if (relation.name.empty() || !is_name || (!rest.empty() && !read_version(rest, relation))) {
    return fail(
        fmt::format("'{}' is not NAME or NAME (>= VERSION); the relations are << <= = >= "
                    ">>",
                    text));
  }
  return relation;
}

}  // namespace

std::string Relation::text() const {
  return relation.empty() ? name : fmt::format("{} ({} {})", name, relation, version);
}

bool is_relation_field(std::string_view field) {
  constexpr std::array<std::string_view, 9> known = {"Pre-Depends", "Depends",  "Recommends",
                                                     "Suggests",    "Enhances", "Breaks",
                                                     "Conflicts",   "Provides", "Replaces"};
  return std::any_of(known.begin(), known.end(),
                     [&](std::string_view name) { return same_name(name, field); });
}

Result<Relations> parse_relations(std::string_view text) {
  Relations relations;
  for (const std::string_view clause : split_at(text, ',')) {
    if (clause.empty()) continue;  // a comma at the end does no harm
    Alternatives alternatives;
    for (const std::string_view word : split_at(clause, '|')) {
      Result<Relation> relation = relation_of(word);
      if (!relation) return tl::unexpected(relation.error());
      alternatives.push_back(std::move(*relation));
    }
    relations.push_back(std::move(alternatives));
  }
  return relations;
}

std::string text_of(const Alternatives& alternatives) {
  std::string text;
  for (const Relation& relation : alternatives)
    text += (text.empty() ? "" : " | ") + relation.text();
  return text;
}

bool is_it(const Paragraph& package, const Relation& relation) {
  return package.get("Package") == relation.name &&
         (relation.relation.empty() ||
          version_is(package.get("Version"), relation.relation, relation.version));
}

bool provides_it(const Paragraph& package, const Relation& relation) {
  const Result<Relations> provided = parse_relations(package.get("Provides"));
  if (!provided) return false;
  for (const Alternatives& alternatives : *provided) {
    for (const Relation& one : alternatives) {
      if (one.name != relation.name) continue;
      if (relation.relation.empty()) return true;
      if (one.relation == "=" && version_is(one.version, relation.relation, relation.version))
        return true;
    }
  }
  return false;
}

}  // namespace linuxbake::deb
