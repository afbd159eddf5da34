// SPDX-License-Identifier: MIT
#include "report/kernel_objects.h"

#include <elf.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "common/files.h"

namespace linuxbake::report {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view thin_magic = "!<thin>\n";
constexpr std::size_t member_header_size = 60;
constexpr std::size_t member_size_offset = 48;  // ten decimal digits, padded with spaces

struct MemberHeader {
  std::string_view name;  // "//" for the table of names, "/<offset>" for a name in it
  std::size_t size = 0;
};

std::optional<MemberHeader> member_header(std::string_view bytes, std::size_t at) {
  if (bytes.size() - at < member_header_size) return std::nullopt;
  const std::string_view header = bytes.substr(at, member_header_size);
  MemberHeader member;
  member.name = header.substr(0, header.find_last_not_of(' ', 15) + 1);
  const char* digits = header.data() + member_size_offset;
  if (std::from_chars(digits, digits + 10, member.size).ec != std::errc()) return std::nullopt;
  return member;
}

// "name/" ends each name of the table.
std::string name_in_table(std::string_view table, std::string_view reference) {
  std::size_t offset = 0;
  std::from_chars(reference.data() + 1, reference.data() + reference.size(), offset);
  if (offset >= table.size()) return {};
  const std::string_view rest = table.substr(offset);
  return std::string(rest.substr(0, rest.find("/\n")));
}

template <typename Type>
std::optional<Type> read_at(std::string_view bytes, std::uint64_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(Type)) return std::nullopt;
  Type value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

template <typename FileHeader, typename SectionHeader>
Result<std::uint64_t> sum_of_sections(std::string_view object) {
  const auto header = read_at<FileHeader>(object, 0);
  if (!header) return fail("is truncated");
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < header->e_shnum; ++i) {
    const auto section = read_at<SectionHeader>(object, header->e_shoff + i * header->e_shentsize);
    if (!section) return fail("is truncated");
    const bool loaded = (section->sh_flags & SHF_ALLOC) != 0 && section->sh_type != SHT_NOBITS;
    if (loaded) sum += section->sh_size;
  }
  return sum;
}

Result<void> add_objects(const fs::path& tree, const fs::path& archive,
                         std::map<std::string, std::uint64_t>& sums) {
  const Result<std::string> bytes = read_file(tree / archive);
  if (!bytes) return tl::unexpected(bytes.error());
  const Result<std::vector<std::string>> names = thin_archive_names(*bytes);
  if (!names) return fail(names.error().message, (tree / archive).string());
  for (const std::string& name : *names) {
    const fs::path path = (archive.parent_path() / name).lexically_normal();
    const Result<std::string> object = read_file(tree / path);
    if (!object) return tl::unexpected(object.error());
    const Result<std::uint64_t> size = loaded_size(*object);
    if (!size) return fail(size.error().message, (tree / path).string());
    sums[path.parent_path().string()] += *size;
  }
  return {};
}

}  // namespace

void sort_by_size(std::vector<Item>& items) {
  std::sort(items.begin(), items.end(), [](const Item& left, const Item& right) {
    return left.bytes != right.bytes ? left.bytes > right.bytes : left.name < right.name;
  });
}

Result<std::vector<std::string>> thin_archive_names(std::string_view bytes) {
  if (!bytes.starts_with(thin_magic)) return fail("is no thin archive");
  std::vector<std::string> names;
  std::string_view table;
  std::size_t at = thin_magic.size();
  while (at < bytes.size()) {
    const std::optional<MemberHeader> member = member_header(bytes, at);
    if (!member) return fail("is truncated");
    at += member_header_size;
    if (member->name == "/" || member->name == "//" || member->name == "/SYM64/") {
      if (member->name == "//") table = bytes.substr(at, member->size);
      at += member->size + member->size % 2;
    } else if (member->name.starts_with('/')) {
      names.push_back(name_in_table(table, member->name));
    } else {
      names.emplace_back(member->name.substr(0, member->name.find('/')));
    }
  }
  return names;
}

Result<std::uint64_t> loaded_size(std::string_view object) {
  if (!object.starts_with(ELFMAG) || object.size() < EI_NIDENT) return fail("is no ELF object");
  if (object[EI_DATA] != ELFDATA2LSB) return fail("is an object of a big-endian machine");
  if (object[EI_CLASS] == ELFCLASS64) return sum_of_sections<Elf64_Ehdr, Elf64_Shdr>(object);
  return sum_of_sections<Elf32_Ehdr, Elf32_Shdr>(object);
}

Result<std::vector<Item>> kernel_directories(const fs::path& tree) {
  std::map<std::string, std::uint64_t> sums;
  if (!fs::exists(tree / "vmlinux.a"))
    return fail("is no built kernel tree: vmlinux.a is missing", tree.string());
  std::vector<fs::path> archives = {"vmlinux.a", "lib/lib.a"};
  if (fs::is_directory(tree / "arch")) {
    for (const auto& entry : fs::directory_iterator(tree / "arch"))
      archives.push_back(fs::path("arch") / entry.path().filename() / "lib/lib.a");
  }
  for (const fs::path& archive : archives) {
    if (!fs::exists(tree / archive)) continue;
    const Result<void> added = add_objects(tree, archive, sums);
    if (!added) return tl::unexpected(added.error());
  }
  std::vector<Item> items;
  for (const auto& [path, bytes] : sums) items.push_back({path, bytes});
  sort_by_size(items);
  return items;
}

std::string kernel_json(const std::vector<Item>& directories) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  std::uint64_t total = 0;
  for (const Item& item : directories) {
    list.push_back({{"path", item.name}, {"bytes", item.bytes}});
    total += item.bytes;
  }
  const nlohmann::ordered_json json = {{"total", total}, {"directories", list}};
  return json.dump(1) + "\n";
}

Result<std::vector<Item>> parse_kernel_json(const std::string& text, const std::string& file) {
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    std::vector<Item> items;
    for (const auto& entry : json.at("directories"))
      items.push_back({entry.at("path"), entry.at("bytes")});
    sort_by_size(items);
    return items;
  } catch (const nlohmann::json::exception& error) {
    return fail(fmt::format("is no list of a kernel's directories: {}", error.what()), file);
  }
}

}  // namespace linuxbake::report
