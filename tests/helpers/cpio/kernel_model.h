// SPDX-License-Identifier: MIT
// kernel_model.h - what the kernel makes of a newc archive, as far as our tests need it.
//
// Written after the description in Documentation/driver-api/early-userspace/buffer-format.rst and
// the behaviour that we measured: a member without its parent directory is skipped without a word,
// a member that is there already is replaced if its type differs, hard links are found by inode
// number, a name that is too long is skipped.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cpio/archive.h"
#include "cpio/names.h"

namespace linuxbake::cpio {

struct KernelNode {
  Header header;
  std::string data;
  int inode = 0;  // equal for hard links
};

struct Kernel {
  std::map<std::string, KernelNode> nodes;
  std::vector<std::string> skipped;

  void unpack(const Archive& archive) {
    KernelNode root;
    root.header.mode = type_directory | 01777;
    nodes["."] = root;
    for (const Record& record : archive.records) make(record);
  }

 private:
  [[nodiscard]] bool can_make(const Record& record) const {
    if (!check_name(record.name)) return false;
    const auto parent = nodes.find(parent_of(record.name));
    return parent != nodes.end() && (parent->second.header.mode & type_mask) == type_directory;
  }

  void make(const Record& record) {
    const std::uint32_t type = record.header.mode & type_mask;
    if (record.name != "." && !can_make(record)) {
      skipped.push_back(record.name);
      return;
    }
    if (type != type_file && type != type_symlink && record.header.size > 0) {
      skipped.push_back(record.name);
      return;
    }
    KernelNode node{record.header, {}, next_++};
    const bool linkable = type != type_directory && type != type_symlink;
    if (linkable && record.header.links >= 2) {
      node.inode = links_.try_emplace({record.header.inode, type}, node.inode).first->second;
    }
    if (record.header.size > 0) node.data = record.data;
    nodes[record.name] = node;
    for (auto& [name, other] : nodes) {
      if (other.inode != node.inode) continue;
      if (record.header.size > 0) other.data = node.data;
    }
  }

  std::map<std::pair<std::uint32_t, std::uint32_t>, int> links_;
  int next_ = 1;
};

}  // namespace linuxbake::cpio
