// SPDX-License-Identifier: MIT
#include "bake/media/workshop.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bake/host/words.h"
#include "bake/media/bytes.h"
#include "common/files.h"

namespace linuxbake::bake::media {

namespace fs = std::filesystem;

Result<Workshop> Workshop::open(Place place) {
  Workshop workshop(std::move(place));
  const fs::path& work = workshop.place_.work;
  std::error_code problem;
  fs::remove_all(work, problem);
  if (!problem) fs::create_directories(work, problem);
  if (problem) return workshop.failed("Making the directory " + work.string(), problem.message());
  const fs::path images = workshop.place_.output.parent_path();
  fs::create_directories(images, problem);
  if (problem) return workshop.failed("Making the directory " + images.string(), problem.message());
  return workshop;
}

fs::path Workshop::file(const std::string& name) const {
  return place_.work / name;
}

fs::path Workshop::part() const {
  return place_.output.string() + ".part";
}

Result<void> Workshop::run(std::string_view what, const std::vector<std::string>& words) const {
  return run(what, Command{words, {}, {}});
}

Result<void> Workshop::run(std::string_view what, const Command& command) const {
  Command here = command;
  here.directory = place_.work;
  const CommandEnd end = run_aside(here);
  if (end.success) return {};
  const std::string tool = fs::path(command.words.front()).filename().string();
  Lines lines = {fmt::format("{} failed ({}: {}):", what, tool, end.end), quotation(end.output)};
  append(lines, advice_on_space(end.output));
  lines.emplace_back("The command was:");
  lines.push_back(fmt::format("  {}", fmt::join(command.words, " ")));
  return complain(lines);
}

tl::unexpected<Error> Workshop::failed(std::string_view what, const std::string& reason) const {
  Lines lines = {fmt::format("{} failed: {}", what, reason)};
  append(lines, advice_on_space(reason));
  return complain(lines);
}

tl::unexpected<Error> Workshop::complain(const Lines& lines) const {
  std::error_code ignored;
  fs::remove(part(), ignored);
  return complaint(place_.target, lines);
}

Lines Workshop::advice_on_space(std::string_view output) const {
  return space_advice(output, {place_.work, place_.output});
}

Result<void> Workshop::record(const Parts& parts) const {
  const Result<bool> recorded = write_file_if_different(place_.record, record_of_parts(parts));
  if (!recorded) return failed("Writing the record", recorded.error().text());
  return {};
}

Result<void> Workshop::deliver(const fs::path& image) const {
  std::error_code problem;
  fs::rename(image, place_.output, problem);
  if (!problem) return {};
  if (const auto copied = copy_with_holes(image, part()); !copied) return copied;
  fs::rename(part(), place_.output, problem);
  if (problem) return fail(problem.message());
  return {};
}

Result<void> Workshop::finish(const fs::path& image) const {
  if (const Result<void> delivered = deliver(image); !delivered) {
    const std::string& reason = delivered.error().message;
    Lines lines = {"The finished image cannot be moved to its place: " + reason,
                   "  " + place_.output.string()};
    append(lines, advice_on_space(reason));
    return complain(lines);
  }
  std::error_code ignored;
  fs::remove_all(place_.work, ignored);
  return {};
}

std::string record_of_parts(const Parts& parts) {
  std::string text;
  for (const auto& [name, bytes] : parts)
    text += fmt::format(R"({}    {{"name": "{}", "bytes": {}}})", text.empty() ? "" : ",\n", name,
                        bytes);
  return fmt::format("{{\n{}\n{}\n  ]\n}}\n", R"(  "parts": [)", text);
}

}  // namespace linuxbake::bake::media
