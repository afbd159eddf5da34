// SPDX-License-Identifier: MIT
#include "deb/present.h"

#include <fmt/format.h>

#include <sstream>
#include <system_error>

#include "common/files.h"
#include "common/lines.h"
#include "deb/relations.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

// The third word of "install ok installed".
std::string state_in(const Paragraph& status) {
  std::istringstream words(status.get("Status"));
  std::string want, flag, state;
  words >> want >> flag >> state;
  return state;
}

std::set<std::string> names_in(const std::string& list) {
  std::set<std::string> names;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);)
    if (line.size() > 1 && line != "/.") names.insert(line.substr(1));
  return names;
}

// All files below the directory, by their names.
Result<std::map<std::string, std::string>> files_below(const fs::path& directory,
                                                       std::vector<std::string>& inputs) {
  std::map<std::string, std::string> files;
  std::error_code error;
  inputs.push_back(directory.string());
  fs::recursive_directory_iterator place(directory, error);
  for (; !error && place != fs::recursive_directory_iterator(); place.increment(error)) {
    inputs.push_back(place->path().string());
    if (!place->is_regular_file()) continue;
    Result<std::string> bytes = read_file(place->path());
    if (!bytes) return tl::unexpected(bytes.error());
    files[place->path().lexically_relative(directory).string()] = std::move(*bytes);
  }
  if (error) return fail(error.message(), directory.string());
  return files;
}

// The text of a file, which is not among them any more; empty if there is none.
std::string taken(std::map<std::string, std::string>& files, const std::string& name) {
  const auto file = files.extract(name);
  return file.empty() ? std::string() : file.mapped();
}

// dpkg reads relations of one line only.
std::string on_one_line(const std::string& value) {
  std::string line;
  for (const std::string& word : split(value, " \t\n"))
    if (!word.empty()) line += (line.empty() ? "" : " ") + word;
  return line;
}

}  // namespace

bool Present::is_installed() const {
  const std::string state = state_in(status);
  return state == "installed" || state == "unpacked" || state.starts_with("triggers-");
}

bool Present::gives_way() const {
  return state_in(status) == "config-files";
}

void Present::give_up(const std::string& name) {
  if (names.erase(name) == 0) return;
  std::istringstream lines(sums);
  std::string stay;
  for (std::string line; std::getline(lines, line);)
    if (!line.ends_with("  " + name)) stay += line + "\n";
  sums = stay;
}

std::string info_name(const Paragraph& control) {
  if (control.get("Multi-Arch") != "same") return control.get("Package");
  return fmt::format("{}:{}", control.get("Package"), control.get("Architecture"));
}

Paragraph status_of(const Paragraph& control, std::string_view state,
                    const std::string& conffiles) {
  Paragraph status;
  status.set("Package", control.get("Package"));
  status.set("Status", fmt::format("install ok {}", state));
  for (const auto& [field, value] : control.fields) {
    if (field == "Description" && !conffiles.empty()) status.set("Conffiles", conffiles);
    status.set(field, is_relation_field(field) ? on_one_line(value) : value);
  }
  return status;
}

std::string list_of(const std::set<std::string>& names) {
  std::string text = "/.\n";
  for (const std::string& name : names) text += fmt::format("/{}\n", name);
  return text;
}

Result<Database> read_database(const fs::path& directory, std::vector<std::string>& inputs) {
  Database database;
  Result<std::map<std::string, std::string>> files = files_below(directory, inputs);
  if (!files) return tl::unexpected(files.error());
  const std::string status = (directory / "status").string();
  if (!files->contains("status"))
    return fail("is no database of dpkg: there is no file 'status' in it", directory.string());
  Result<std::vector<Paragraph>> paragraphs = parse_paragraphs(files->at("status"), status);
  if (!paragraphs) return tl::unexpected(paragraphs.error());
  files->erase("status");
  for (Paragraph& paragraph : *paragraphs) {
    Present entry;
    entry.status = std::move(paragraph);
    if (entry.name().empty() || state_in(entry.status).empty())
      return fail("an entry without the fields Package and Status", status);
    const std::string info = "info/" + info_name(entry.status);
    entry.names = names_in(taken(*files, info + ".list"));
    entry.sums = taken(*files, info + ".md5sums");
    database.entries.push_back(std::move(entry));
  }
  database.files = std::move(*files);
  return database;
}

}  // namespace linuxbake::deb
