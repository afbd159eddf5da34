// SPDX-License-Identifier: MIT
#include "bake/media/squashfs.h"

#include <fmt/format.h>

#include "bake/host/command.h"

namespace linuxbake::bake::media {
namespace {

// GNU's form, because names are bytes in it, of no character set.
Command tar_writer(const SquashfsRecipe& squashfs) {
  return {
      {squashfs.bsdtar, "--format=gnutar", "-cf", "-", "@" + squashfs.archive.string()}, {}, {}};
}

Command image_writer(const SquashfsRecipe& squashfs, const Workshop& workshop) {
  Words words = {squashfs.tar2sqfs, "--quiet", "--force", "--no-skip", "--no-xattr"};
  append(words, squashfs.options);
  words.push_back(workshop.part());
  return {words, {}, {}};
}

Result<void> make_image(const SquashfsRecipe& squashfs, const Workshop& workshop) {
  constexpr const char* what = "Writing the squashfs";
  const Result<PipeEnd> made = run_piped(tar_writer(squashfs), image_writer(squashfs, workshop));
  if (!made) return workshop.failed(what, made.error().text());
  const auto& [tar, image] = *made;
  if (tar.success && image.success) return {};
  const std::string said = tar.output + image.output;
  Lines lines = {fmt::format("{} failed (bsdtar, tar2sqfs: {};{}):", what, tar.end, image.end),
                 quotation(said)};
  append(lines, workshop.advice_on_space(said));
  return workshop.complain(lines);
}

}  // namespace

Result<void> write_squashfs(const SquashfsRecipe& squashfs, const Workshop& workshop) {
  return make_image(squashfs, workshop).and_then([&] { return workshop.finish(workshop.part()); });
}

}  // namespace linuxbake::bake::media
