// SPDX-License-Identifier: MIT
#include "init/generate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "init/parse.h"

namespace linuxbake::init {
namespace {

TEST(Kind, HasAWordForEach) {
  EXPECT_EQ(*kind_of("busybox"), Kind::busybox);
  EXPECT_EQ(*kind_of("script"), Kind::script);
  EXPECT_EQ(*kind_of("minimal"), Kind::minimal);
  EXPECT_EQ(*kind_of("switch_root"), Kind::switch_root);
  EXPECT_EQ(kind_of("systemd").error().message,
            "'systemd' is none of: busybox, script, minimal, switch_root");
}

// Whatever the commands are: the lines of inittab hold names of ours alone.
RC_GTEST_PROP(BusyBox, KeepsWhatUsersWriteOutOfInittab, (std::vector<std::string> words)) {
  Description description;
  description.commands = {{"/bin/x"}};
  for (std::string& word : words) {
    std::erase(word, '\0');
    description.commands.front().push_back(word);
  }
  description.banner = "#:;\n";
  description.has_banner = true;
  const auto generated = generate(Kind::busybox, description);
  const auto plain = generate(Kind::busybox, *parse_description("run /bin/x\n", ""));
  const auto inittab_of = [](const Generated& all) {
    for (const File& file : all.files) {
      if (file.name == "root/etc/inittab") return file.text;
    }
    return std::string();
  };
  RC_ASSERT(!inittab_of(*generated).empty());
  RC_ASSERT(inittab_of(*generated) == inittab_of(*plain));
}

TEST(Generated, HasEachFileInTheManifest) {
  for (const Kind kind : {Kind::busybox, Kind::script}) {
    const auto generated = generate(kind, *parse_description("run /bin/x\n", ""));
    ASSERT_TRUE(generated);
    for (const File& file : generated->files) {
      EXPECT_NE(generated->manifest.find(" " + file.name + " 0"), std::string::npos) << file.name;
    }
  }
}

}  // namespace
}  // namespace linuxbake::init
