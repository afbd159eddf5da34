// SPDX-License-Identifier: MIT
#include "bake/kbuild/host_files.h"

#include "bake/kbuild/inputs.h"
#include "helpers/bake/kbuild/kbuild_fixture.h"

namespace linuxbake::bake::kbuild {
namespace {

using Needed = decltype(HostFiles::needed);

TEST_F(KbuildTree, NamesFilesOfTheHost) {
  const std::string file = write("file", "x"), logo = write("a", "x"), quiet = write("b", "x");
  const HostFiles files = files_of_options(
      recipe, "CONFIG_INITRAMFS_SOURCE=\"" + file + " usr/list\"\nCONFIG_LOGO_X_FILE=\"" + logo +
                  "\"\n# CONFIG_LOGO_Y_FILE is not set\nCONFIG_OTHER=\"" + quiet + " /no/such " +
                  work.path.string() + "\"\nCONFIG_DEFAULT_INIT=\"" + quiet +
                  "\"\nCONFIG_SOME_TEXT=\"" + quiet + "\"\nCONFIG_NUMBER=7\n");
  EXPECT_EQ(files.needed, (Needed{{"CONFIG_INITRAMFS_SOURCE", file},
                                  {"CONFIG_INITRAMFS_SOURCE", "usr/list"},
                                  {"CONFIG_LOGO_X_FILE", logo}}));
  EXPECT_EQ(files.found, Paths{quiet});
}

TEST_F(KbuildTree, NamesFirmwareAndKeys) {
  recipe.host_options = {"EXTRA_FIRMWARE", "MODULE_SIG_KEY"};
  const auto needed = [&](const std::string& text) {
    return files_of_options(recipe, text).needed;
  };
  EXPECT_EQ(needed("CONFIG_EXTRA_FIRMWARE=\"a.bin\"\n"),
            (Needed{{"CONFIG_EXTRA_FIRMWARE", "/lib/firmware/a.bin"}}));
  EXPECT_EQ(needed("CONFIG_EXTRA_FIRMWARE=\"a b\"\nCONFIG_EXTRA_FIRMWARE_DIR=\"/f\"\n"),
            (Needed{{"CONFIG_EXTRA_FIRMWARE", "/f/a"}, {"CONFIG_EXTRA_FIRMWARE", "/f/b"}}));
  EXPECT_EQ(needed("CONFIG_MODULE_SIG_KEY=\"certs/signing_key.pem\"\n"), Needed{});
  EXPECT_EQ(needed("CONFIG_MODULE_SIG_KEY=\"pkcs11:token\"\n"), Needed{});
  EXPECT_EQ(needed("CONFIG_MODULE_SIG_KEY=\"/k.pem\"\n"),
            (Needed{{"CONFIG_MODULE_SIG_KEY", "/k.pem"}}));
}

TEST_F(KbuildTree, NamesFilesInArgumentsOfACompiler) {
  be("busybox");
  const std::string file = write("x.h", "");
  const HostFiles files =
      files_of_options(recipe, "CONFIG_EXTRA_CFLAGS=\"-I/inc -include " + file + " -DX=" + file +
                                   " -Wl,/no/such -O2 --prefix=/usr\"\nCONFIG_SYSROOT=\"/root\"\n"
                                   "CONFIG_PREFIX=\"/install\"\n");
  EXPECT_EQ(files.needed, (Needed{{"CONFIG_EXTRA_CFLAGS", "/inc"},
                                  {"CONFIG_EXTRA_CFLAGS", file},
                                  {"CONFIG_SYSROOT", "/root"}}));
  EXPECT_EQ(files.found, Paths{file});
}

TEST_F(KbuildTree, SaysWhichFilesAreMissing) {
  write("source/usr/list", "");
  configure("CONFIG_INITRAMFS_SOURCE=\"/no/such usr/list usr/other\"\n");
  const auto content = content_of_host_files(job);
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().text(),
            "the configuration needs files that are not there (see above).");
  EXPECT_EQ(errors.str(),
            "CONFIG_INITRAMFS_SOURCE names '/no/such', which is not there.\n"
            "CONFIG_INITRAMFS_SOURCE names 'usr/other', which is not in the source. Write its "
            "absolute path.\n");
}

TEST_F(KbuildTree, IsAnotherResultWithAnotherFile) {
  configure("CONFIG_INITRAMFS_SOURCE=\"" + write("init", "one").string() + "\"\n");
  const Wanted one = wanted_result(job).value();
  write("init", "two");
  const Wanted two = wanted_result(job).value();
  EXPECT_NE(one.key, two.key);
  EXPECT_NE(one.read_files, two.read_files);
}

}  // namespace
}  // namespace linuxbake::bake::kbuild
