// SPDX-License-Identifier: MIT
// record.h - what was taken for a source: a JSON object, beside the archive in the cache and beside
// the source in each build, and so in the manifest of an image.
//
//   name, version, requested_version   they differ where a package of Debian's stands in
//   origin         upstream, mirror, archive, directory, debian-source, debian-package
//   sha256, file   of the archive
//   url            where it came from, without user and password
//   package, package_version           Debian's
// and, in a build:
//   license        as declared
//   license_files  names of files at the top of the tree that say what it may be used for
//   path           the real path of the tree
//
// What is empty is left out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::fetch {

class Record {
 public:
  Record() = default;
  explicit Record(const std::map<std::string, std::string>& values);

  // Empty where there is none.
  [[nodiscard]] std::string at(const std::string& key) const;
  void set(const std::string& key, const std::string& value);

  std::optional<std::vector<std::string>> license_files;

  // JSON with a newline at its end; members are sorted by name.
  [[nodiscard]] std::string text() const;

 private:
  std::map<std::string, std::string> values_;
};

// Nothing where the text is no JSON object, or where version, sha256, file or origin is not in it.
[[nodiscard]] std::optional<Record> parse_record(std::string_view text);

}  // namespace linuxbake::fetch
