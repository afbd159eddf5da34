// SPDX-License-Identifier: MIT
// made_tar.h - archives as tests want them, also such as no tar would write.
#pragma once

#include <fmt/format.h>

#include <string>

namespace linuxbake {

struct TarEntry {
  std::string name;
  char type = '0';
  std::string link;
  std::string data;
  unsigned mode = 0644, uid = 0, gid = 0;
};

// A header of ustar; its checksum is right.
inline std::string tar_header(const TarEntry& member) {
  std::string header(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) {
    header.replace(at, text.size(), text);
  };
  put(0, member.name.substr(0, 100));
  put(100, fmt::format("{:07o}", member.mode));
  put(108, fmt::format("{:07o}", member.uid));
  put(116, fmt::format("{:07o}", member.gid));
  put(124, fmt::format("{:011o}", member.data.size()));
  put(136, "00000000000");
  put(148, "        ");
  header[156] = member.type;
  put(157, member.link.substr(0, 100));
  put(257, std::string("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
  return header;
}

inline std::string tar_member(const TarEntry& member) {
  std::string text = tar_header(member) + member.data;
  text.append((512 - text.size() % 512) % 512, '\0');
  return text;
}

inline std::string tar_of(std::initializer_list<TarEntry> members) {
  std::string text;
  for (const TarEntry& member : members) text += tar_member(member);
  return text + std::string(1024, '\0');
}

// What stands before a member whose name, or ('K') target, a header cannot hold.
inline std::string long_name(const std::string& name, char type = 'L') {
  return tar_member({"././@LongLink", type, "", name + '\0'});
}

// "a/a/a", of so many parts.
inline std::string deep_name(std::size_t parts) {
  std::string name = "a";
  while (--parts > 0) name += "/a";
  return name;
}

// A record of pax, whose length counts itself.
inline std::string pax_record(const std::string& key, const std::string& value) {
  const std::string rest = fmt::format(" {}={}\n", key, value);
  std::size_t length = rest.size() + 1;
  while (fmt::format("{}{}", length, rest).size() != length) ++length;
  return fmt::format("{}{}", length, rest);
}

}  // namespace linuxbake
