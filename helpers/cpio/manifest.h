// SPDX-License-Identifier: MIT
// manifest.h - the list of what goes into an archive.
//
// The language is that of the kernel's gen_init_cpio (Documentation/filesystems/
// ramfs-rootfs-initramfs.rst), read strictly, with quoted words and five statements more. A
// relative path on the host is relative to the manifest that names it. manifest_grammar is the
// text that --help prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::cpio {

extern const char* const manifest_grammar;

enum class Kind { file, directory, symlink, character, block, fifo, socket, link, tree };

// "a file", "a directory" … for messages.
[[nodiscard]] std::string_view phrase_of(Kind kind);

struct Origin {
  std::string file;  // the manifest
  std::size_t line = 0;

  friend bool operator==(const Origin&, const Origin&) = default;
};

// One line of a manifest. What does not belong to its kind is empty or 0.
struct Statement {
  Kind kind = Kind::file;
  std::string name;      // in the archive, normal (names.h)
  std::string location;  // file, tree: absolute path on the host
  std::string target;    // symlink: as written; link: the normal name of another entry
  std::uint32_t mode = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::uint32_t lost_mode = 0;  // setuid, setgid and sticky bits that it has on the host
  std::optional<std::uint32_t> private_mode;  // its mode on the host, if others may not read it
  std::optional<std::uint32_t> time;          // of the last change; without it, the archive's
  std::optional<std::uint64_t> size;          // of a file that was found in a tree
  bool overrides = false;
  bool yields = false;     // of an `underlay` line
  bool from_tree = false;  // found in a tree; its directories give way to declared ones
  Origin origin;
};

struct Manifest {
  std::vector<Statement> statements;
  std::vector<std::string> files;  // the manifests that were read, absolute
};

// Reads one manifest text. `file` is its path: for messages, and to resolve relative ones.
// `include` and the extra names of `file` are already followed. Errors: located.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text, const std::string& file);

// Reads manifest files in turn, as if they were one.
[[nodiscard]] Result<Manifest> read_manifests(const std::vector<std::string>& files);

}  // namespace linuxbake::cpio
