// SPDX-License-Identifier: MIT
// workshop.h - where an image is made: a directory of its own in which the tools run. What is
// finished goes from there to its place in one step; of what fails nothing stays.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bake/host/command.h"
#include "bake/host/complaint.h"
#include "common/result.h"

namespace linuxbake::bake::media {

struct Place {
  std::string target;
  std::filesystem::path output, record, work;
};

// What takes the space of an image, in bytes, for the size report.
using Parts = std::vector<std::pair<std::string, std::uint64_t>>;

class Workshop {
 public:
  // Empties the directory `work`. Errors: it, or the directory of the output, cannot be made.
  [[nodiscard]] static Result<Workshop> open(Place place);

  // A file in it.
  [[nodiscard]] std::filesystem::path file(const std::string& name) const;
  // A file beside the output, which becomes the output.
  [[nodiscard]] std::filesystem::path part() const;

  // Runs a tool there. Errors: it fails; "<what> failed (…)", what it said, and the command.
  [[nodiscard]] Result<void> run(std::string_view what,
                                 const std::vector<std::string>& words) const;
  [[nodiscard]] Result<void> run(std::string_view what, const Command& command) const;

  // The same for what this program does itself; `reason` is the system's.
  [[nodiscard]] tl::unexpected<Error> failed(std::string_view what,
                                             const std::string& reason) const;
  [[nodiscard]] tl::unexpected<Error> complain(const Lines& lines) const;
  [[nodiscard]] Lines advice_on_space(std::string_view output) const;

  // Writes the record; the image is finished after that.
  [[nodiscard]] Result<void> record(const Parts& parts) const;
  // Moves the image to its place, which may be on another file system, and clears the workshop.
  [[nodiscard]] Result<void> finish(const std::filesystem::path& image) const;

 private:
  [[nodiscard]] Result<void> deliver(const std::filesystem::path& image) const;
  explicit Workshop(Place place) : place_(std::move(place)) {}

  Place place_;
};

// The record's text: a JSON object with the list "parts" of objects "name" and "bytes".
[[nodiscard]] std::string record_of_parts(const Parts& parts);

}  // namespace linuxbake::bake::media
