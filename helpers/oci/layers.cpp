// SPDX-License-Identifier: MIT
#include "oci/layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <set>
#include <system_error>

#include "common/double_quotes.h"
#include "common/files.h"
#include "common/sha256.h"
#include "cpio/names.h"
#include "cpio/words.h"
#include "tar/read.h"

namespace linuxbake::oci {
namespace {

namespace fs = std::filesystem;

constexpr int link_limit = 40;  // MAXSYMLINKS of the kernel
constexpr std::string_view whiteout_prefix = ".wh.";
constexpr std::string_view opaque_whiteout = ".wh..wh..opq";

// The parts of a name in a layer, which has to stay below the root by itself. A slash before it is
// the root of the image, as engines take it and `umoci insert` writes it.
Result<std::vector<std::string>> path_of(const std::string& name) {
  std::vector<std::string> parts = cpio::components_of(name);
  if (std::ranges::find(parts, "..") != parts.end()) return fail("the name has a '..' in it");
  return parts;
}

tl::unexpected<Error> wrong(const tar::Entry& entry, const std::string& problem) {
  return fail(fmt::format("'{}': {}", entry.name, problem));
}

std::string last_part(const tar::Entry& entry) {
  const std::vector<std::string> parts = cpio::components_of(entry.name);
  return parts.empty() ? "" : parts.back();
}

bool is_whiteout(const tar::Entry& entry) {
  return last_part(entry).starts_with(whiteout_prefix);
}

// A way through the tree, from directory to directory and along symbolic links.
class Walk {
 public:
  Walk(Node* root, bool make) : stack_{{root, 0}}, make_(make) {}

  // Where the path leads: a directory; null if it is not there and is not to be made.
  Result<Node*> to(const std::vector<std::string>& path) {
    rest_.assign(path.begin(), path.end());
    while (!rest_.empty()) {
      const std::string part = rest_.front();
      rest_.pop_front();
      const Result<bool> there = step(part);
      if (!there) return tl::unexpected(there.error());
      if (!*there) return nullptr;
    }
    return stack_.back().node;
  }

 private:
  Result<bool> step(const std::string& part) {
    if (part == "..") {
      if (stack_.size() == 1) return fail("a symbolic link above it leads out of the root");
      stack_.pop_back();
      return true;
    }
    const std::size_t size = stack_.back().name_size + 1 + part.size();
    if (size > cpio::path_limit) {
      return fail(fmt::format("its name would have more than {} bytes, which no system takes",
                              cpio::path_limit));
    }
    auto& children = stack_.back().node->children;
    auto found = children.find(part);
    if (found == children.end()) {
      if (!make_) return false;
      found = children.emplace(part, std::make_shared<Node>()).first;
    }
    Node& node = *found->second;
    if (node.kind == cpio::Kind::symlink) return follow(node);
    if (node.kind != cpio::Kind::directory)
      return fail(fmt::format("'{}' above it is {}", part, cpio::phrase_of(node.kind)));
    stack_.push_back({&node, size});
    return true;
  }

  Result<bool> follow(const Node& link) {
    if (++followed_ > link_limit) return fail("symbolic links above it lead in a circle");
    if (link.target.starts_with('/')) stack_.erase(stack_.begin() + 1, stack_.end());
    const std::vector<std::string> detour = cpio::components_of(link.target);
    rest_.insert(rest_.begin(), detour.begin(), detour.end());
    return true;
  }

  struct Place {
    Node* node;
    std::size_t name_size;  // of its whole name, which links may have made longer than an entry's
  };

  std::vector<Place> stack_;
  std::deque<std::string> rest_;
  bool make_;
  int followed_ = 0;
};

// Writes the lines of a tree.
class Lines {
 public:
  explicit Lines(const std::string& destination)
      : destination_(destination == "/" ? "" : destination) {}

  std::string of(const Node& root) {
    add_directory("", root);
    return std::move(text_);
  }

 private:
  void add_directory(const std::string& name, const Node& node) {
    // The root of the whole system is not the image's affair.
    if (!(name + destination_).empty()) line(name, "dir", fmt::format(" {}", attributes(node)));
    for (const auto& [part, child] : node.children) add(name + "/" + part, *child);
  }

  void add(const std::string& name, const Node& node) {
    if (node.kind == cpio::Kind::directory) return add_directory(name, node);
    if (node.kind == cpio::Kind::symlink) {
      return line(name, "slink", fmt::format(" {} {}", quoted_word(node.target), attributes(node)));
    }
    const auto [first, is_new] = names_.emplace(&node, name);
    if (!is_new) return line(name, "link", " " + quoted_word(destination_ + first->second));
    if (node.kind == cpio::Kind::fifo) return line(name, "pipe", " " + attributes(node));
    line(name, "file", fmt::format(" contents/{} {}", node.content, attributes(node)));
  }

  void line(const std::string& name, std::string_view word, const std::string& rest) {
    const bool yields = destination_.empty() && !is_about_users(name);
    text_ += fmt::format("{}{} {}{}\n", yields ? "underlay " : "", word,
                         quoted_word(destination_ + name), rest);
  }

  static std::string attributes(const Node& node) {
    return fmt::format("{:04o} {} {}", node.mode, node.uid, node.gid);
  }

  static bool is_about_users(const std::string& name) {
    return name == "/etc/passwd" || name == "/etc/group" || name == "/etc/shadow" ||
           name == "/etc/gshadow";
  }

  std::string destination_;
  std::map<const Node*, std::string> names_;  // of files: the first of their hard links
  std::string text_;
};

void collect_contents(const Node& node, std::set<std::string>& contents) {
  if (!node.content.empty()) contents.insert(node.content);
  for (const auto& [part, child] : node.children) collect_contents(*child, contents);
}

}  // namespace

Layers::Layers(fs::path contents) : contents_(std::move(contents)) {}

Result<Node*> Layers::directory(const Path& path, bool make) const {
  return Walk(root_.get(), make).to(path);
}

// What a layer says is gone from those below it; so it comes before the layer's own files.
Result<void> Layers::whiteout(const tar::Entry& entry) {
  Result<Path> path = path_of(entry.name);
  if (!path) return wrong(entry, path.error().message);
  const std::string mark = path->back();
  path->pop_back();
  const bool is_opaque = mark == opaque_whiteout;
  // The other names of this kind are notes of AUFS to itself.
  if (!is_opaque && mark.starts_with(".wh..wh.")) return {};
  const std::string gone = mark.substr(whiteout_prefix.size());
  if (gone.empty() || gone == "." || gone == "..")
    return wrong(entry, "it names nothing that is gone");
  const Result<Node*> parent = directory(*path, false);
  if (!parent) return wrong(entry, parent.error().message);
  if (*parent == nullptr) return {};
  if (is_opaque)
    (*parent)->children.clear();
  else
    (*parent)->children.erase(gone);
  return {};
}

// What the entry makes; of a hard link, what it is a name of.
Result<std::shared_ptr<Node>> Layers::node_of(const tar::Entry& entry, const Path& path) {
  if (entry.kind == cpio::Kind::link) {
    Result<Path> target = path_of(entry.target);
    const std::string text = fmt::format("it is a hard link to '{}'", entry.target);
    if (!target) return wrong(entry, fmt::format("{}: {}", text, target.error().message));
    if (target->empty()) return wrong(entry, text + ", which is a directory");
    const std::string last = target->back();
    target->pop_back();
    const Result<Node*> parent = directory(*target, false);
    if (!parent) return wrong(entry, fmt::format("{}: {}", text, parent.error().message));
    const bool is_there = *parent != nullptr && (*parent)->children.contains(last);
    if (!is_there) return wrong(entry, text + ", which is not there");
    std::shared_ptr<Node> node = (*parent)->children.at(last);
    if (node->kind == cpio::Kind::directory) return wrong(entry, text + ", which is a directory");
    return node;
  }
  auto node = std::make_shared<Node>();
  node->kind = entry.kind;
  node->mode = entry.kind == cpio::Kind::symlink ? 0777 : entry.mode;
  node->uid = entry.uid;
  node->gid = entry.gid;
  if (entry.kind == cpio::Kind::symlink) node->target = entry.target;
  if (entry.kind == cpio::Kind::file) {
    node->content = sha256(entry.data);
    const Result<bool> written = write_file_if_different(contents_ / node->content, entry.data);
    if (!written) return tl::unexpected(written.error());
  }
  if (!entry.dropped.empty()) {
    dropped_.insert_or_assign(cpio::joined(path), fmt::format("{}", entry.dropped.front()));
  }
  return node;
}

Result<void> Layers::apply(const tar::Entry& entry) {
  if (entry.kind == cpio::Kind::character || entry.kind == cpio::Kind::block) {
    return wrong(entry,
                 "is a device, which no image needs: /dev is made when a system starts; "
                 "declare what else there is with linuxbake_rootfs_device()");
  }
  Result<Path> path = path_of(entry.name);
  if (!path) return wrong(entry, path.error().message);
  Result<std::shared_ptr<Node>> made = node_of(entry, *path);
  if (!made) return tl::unexpected(made.error());
  const std::shared_ptr<Node> node = std::move(*made);
  const bool is_directory = node->kind == cpio::Kind::directory;
  if (path->empty()) {
    if (!is_directory) return wrong(entry, "it is the root, and no directory");
    node->children = std::move(root_->children);
    root_ = node;
    return {};
  }
  const std::string last = path->back();
  path->pop_back();
  const Result<Node*> parent = directory(*path, true);
  if (!parent) return wrong(entry, parent.error().message);
  std::shared_ptr<Node>& place = (*parent)->children[last];
  // A directory over a directory keeps what is in it; all else replaces what there was.
  if (is_directory && place && place->kind == cpio::Kind::directory)
    node->children = std::move(place->children);
  place = node;
  return {};
}

Result<void> Layers::add(std::string_view archive) {
  const Result<std::vector<tar::Entry>> entries = tar::read(archive, tar::Readers::image_engines);
  if (!entries) return tl::unexpected(entries.error());
  for (const bool whiteouts : {true, false}) {
    for (const tar::Entry& entry : *entries) {
      if (is_whiteout(entry) != whiteouts) continue;
      const Result<void> done = whiteouts ? whiteout(entry) : apply(entry);
      if (!done) return done;
    }
  }
  return {};
}

Result<void> Layers::add_directory(const std::string& path) {
  const Result<Node*> made = directory(cpio::components_of(path), true);
  if (made) return {};
  return fail(fmt::format("'{}': {}", path, made.error().message));
}

Result<std::pair<Node*, std::string>> Layers::place_of(const std::string& path, bool make) const {
  std::vector<std::string> parts = cpio::components_of(path);
  for (int followed = 0; followed <= link_limit && !parts.empty(); ++followed) {
    const std::string last = parts.back();
    parts.pop_back();
    const Result<Node*> parent = directory(parts, make);
    if (!parent) return tl::unexpected(parent.error());
    const bool is_there = *parent != nullptr && (*parent)->children.contains(last);
    if (!is_there || (*parent)->children.at(last)->kind != cpio::Kind::symlink)
      return std::pair{*parent, last};
    const std::string& target = (*parent)->children.at(last)->target;
    if (target.starts_with('/')) parts.clear();
    const std::vector<std::string> detour = cpio::components_of(target);
    parts.insert(parts.end(), detour.begin(), detour.end());
  }
  return std::pair{static_cast<Node*>(nullptr), std::string()};
}

std::string Layers::text_of(const std::string& path) const {
  const auto place = place_of(path, false);
  if (!place || place->first == nullptr) return {};
  const auto found = place->first->children.find(place->second);
  if (found == place->first->children.end() || found->second->kind != cpio::Kind::file) return {};
  return read_file(contents_ / found->second->content).value_or("");
}

Result<void> Layers::write_text(const std::string& path, const std::string& text) {
  const auto place = place_of(path, true);
  if (!place) return fail(fmt::format("'{}': {}", path, place.error().message));
  if (place->second == "..") return fail(fmt::format("'{}' leads to a directory", path));
  if (place->first == nullptr)
    return fail(fmt::format("'{}': symbolic links lead in a circle", path));
  std::shared_ptr<Node>& node = place->first->children[place->second];
  if (!node) {
    node = std::make_shared<Node>();
    node->kind = cpio::Kind::file;
    node->mode = 0644;
  } else if (node->kind != cpio::Kind::file) {
    return fail(fmt::format("'{}' is {}", path, cpio::phrase_of(node->kind)));
  }
  node->content = sha256(text);
  return write_file_if_different(contents_ / node->content, text).map([](bool) {});
}

std::string Layers::manifest(const std::string& destination) const {
  return Lines(destination).of(*root_);
}

Result<void> Layers::remove_other_contents() const {
  std::set<std::string> contents;
  collect_contents(*root_, contents);
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(contents_, error)) {
    if (contents.contains(entry.path().filename().string())) continue;
    fs::remove_all(entry.path(), error);
    if (error) break;
  }
  if (error && error != std::errc::no_such_file_or_directory)
    return fail(error.message(), contents_.string());
  return {};
}

std::vector<std::string> Layers::dropped() const {
  std::vector<std::string> names;
  for (const auto& [name, what] : dropped_) names.push_back(fmt::format("{} ({})", name, what));
  return names;
}

}  // namespace linuxbake::oci
