// SPDX-License-Identifier: MIT
// relations.h - what a package needs, breaks and provides (Debian Policy 7.1):
// "libc6 (>= 2.36), python3 | python3-minimal".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "deb/control.h"

namespace linuxbake::deb {

struct Relation {
  std::string name;
  std::string relation, version;  // empty: any version

  [[nodiscard]] std::string text() const;
};

using Alternatives = std::vector<Relation>;   // one of them
using Relations = std::vector<Alternatives>;  // each of them

// Depends, Conflicts and the like; capitals do not count.
[[nodiscard]] bool is_relation_field(std::string_view field);

// Errors: what is no relation. The part of a name behind a colon (":any") is passed over.
[[nodiscard]] Result<Relations> parse_relations(std::string_view text);

// "python3 | python3-minimal (>= 3)"
[[nodiscard]] std::string text_of(const Alternatives& alternatives);

// Whether the package is what the relation names, by its name and version or by what it provides.
// (A version is provided only by "name (= version)".)
[[nodiscard]] bool is_it(const Paragraph& package, const Relation& relation);
[[nodiscard]] bool provides_it(const Paragraph& package, const Relation& relation);

}  // namespace linuxbake::deb
