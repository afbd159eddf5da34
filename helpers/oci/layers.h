// SPDX-License-Identifier: MIT
// layers.h - the layers of an image on top of each other (image-spec: layer.md), without a file
// system: a tree of names in memory, and the bytes of files in a directory of contents, each once,
// under its SHA-256.
//
// What a layer wants to do beyond the root of the image is an error that names the entry: names
// with
// "..", names below a symbolic link that leads out. So are devices, which an image has no need for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/result.h"
#include "tar/entry.h"

namespace linuxbake::oci {

struct Node {
  cpio::Kind kind = cpio::Kind::directory;  // file, directory, symlink or fifo
  std::uint32_t mode = 0755, uid = 0, gid = 0;
  std::string content;  // of a file: its SHA-256
  std::string target;   // of a symbolic link
  std::map<std::string, std::shared_ptr<Node>> children;
};

class Layers {
 public:
  // Where the bytes of files go: <contents>/<SHA-256>.
  explicit Layers(std::filesystem::path contents);

  // Puts an archive on top of what there is. Errors: the text of which entry, not of which layer.
  [[nodiscard]] Result<void> add(std::string_view archive);

  // Makes a directory with all above it, 0755 0 0, where none is; as engines do for the working
  // directory. `path` is absolute.
  [[nodiscard]] Result<void> add_directory(const std::string& path);

  // The bytes of a file of this path, following symbolic links; nothing if there is none.
  [[nodiscard]] std::string text_of(const std::string& path) const;

  // Gives this path's file another text, following symbolic links; makes it, 0644 0 0, if there is
  // none. Errors: it is something else than a file, or leads nowhere.
  [[nodiscard]] Result<void> write_text(const std::string& path, const std::string& text);

  // Lines for linuxbake-cpio, below `destination` ("/" or "/a/b"). In "/" they give way to all
  // others
  // (`underlay`), but for the files that say who the users are: those belong to the image's files.
  [[nodiscard]] std::string manifest(const std::string& destination) const;

  // Removes contents that no layer has.
  [[nodiscard]] Result<void> remove_other_contents() const;

  // "usr/bin/ping (xattr.security.capability)" …: what cannot be kept, each name once.
  [[nodiscard]] std::vector<std::string> dropped() const;

 private:
  using Path = std::vector<std::string>;

  Result<void> whiteout(const tar::Entry& entry);
  Result<void> apply(const tar::Entry& entry);
  Result<std::shared_ptr<Node>> node_of(const tar::Entry& entry, const Path& path);
  // The entry of a path, along symbolic links: its directory, and its name in that. Null: there is
  // no such directory, or links lead in a circle.
  [[nodiscard]] Result<std::pair<Node*, std::string>> place_of(const std::string& path,
                                                               bool make) const;
  [[nodiscard]] Result<Node*> directory(const Path& path, bool make) const;

  std::filesystem::path contents_;
  std::shared_ptr<Node> root_ = std::make_shared<Node>();
  std::map<std::string, std::string> dropped_;
};

}  // namespace linuxbake::oci
