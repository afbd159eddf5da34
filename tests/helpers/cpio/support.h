// SPDX-License-Identifier: MIT
// support.h - short ways to a layout and an archive.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cpio/archive.h"
#include "cpio/layout.h"
#include "cpio/manifest.h"
#include "cpio/pack.h"
#include "cpio/sink.h"
#include "support/temporary_directory.h"

namespace linuxbake::cpio {

// The layout of a manifest "m" in `directory`, or the text of the error, with the directory as
// "<dir>".
struct Outcome {
  Layout layout;
  std::string error;

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Member& member : layout.members) all.push_back(member.name);
    return all;
  }
  [[nodiscard]] const Member& member(const std::string& name) const {
    for (const Member& member : layout.members) {
      if (member.name == name) return member;
    }
    static const Member none;
    ADD_FAILURE() << "no member " << name;
    return none;
  }
};

inline std::string shortened(std::string text, const std::filesystem::path& directory) {
  for (std::size_t at = 0; (at = text.find(directory.string())) != std::string::npos;) {
    text.replace(at, directory.string().size(), "<dir>");
  }
  return text;
}

inline Outcome lay_out(const TemporaryDirectory& directory, const std::string& manifest) {
  const std::string file = (directory.path / "m").string();
  Outcome outcome;
  const Result<Manifest> parsed = parse_manifest(manifest, file);
  if (!parsed) {
    outcome.error = shortened(parsed.error().text(), directory.path);
    return outcome;
  }
  Result<Layout> layout = make_layout(*parsed);
  if (layout) {
    outcome.layout = std::move(*layout);
  } else {
    outcome.error = shortened(layout.error().text(), directory.path);
  }
  return outcome;
}

// The bytes of the archive; empty, and a failure of the test, if there was an error.
inline std::string packed(const Layout& layout, const CompressOptions& options = {},
                          const ArchiveOptions& archive = {}) {
  StringSink sink;
  const Result<void> done = pack(layout, archive, options, sink);
  if (!done) ADD_FAILURE() << done.error().text();
  return done ? sink.bytes : std::string();
}

}  // namespace linuxbake::cpio
