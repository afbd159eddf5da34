// SPDX-License-Identifier: MIT
#include "fetch/apt.h"

#include <gtest/gtest.h>

#include "fetch/apt_entries.h"
#include "fetch/debian.h"

namespace linuxbake::fetch {
namespace {

TEST(Suite, IsThatOfTheOtherRelease) {
  EXPECT_EQ(exchange_suite("bookworm", "trixie"), "trixie");
  EXPECT_EQ(exchange_suite("stable-security", "forky"), "forky-security");
  EXPECT_EQ(exchange_suite("bookworm-updates", "sid"), "") << "sid has no updates";
  EXPECT_EQ(exchange_suite("bookworm-backports", "trixie"), "");
  EXPECT_EQ(exchange_suite("vendor", "trixie"), "");
  EXPECT_EQ(exchange_suite("vendor/", own_release), "vendor/");
}

TEST(OneLineEntries, KeepTheirOptions) {
  const char* text =
      "# deb http://x sid main\n"
      "deb [ trusted=yes signed-by=/a;b.gpg ] http://x bookworm main contrib # comment\n"
      "deb-src [ trusted=yes signed-by=/a;b.gpg ] http://x bookworm main contrib \n"
      "  deb\thttp://y  bookworm-updates  main\n"
      "deb http://z vendor main\n"
      "debug http://z bookworm main\n"
      "deb http://only-an-address\n";
  EXPECT_EQ(rewrite_one_line(text, "deb-src", "trixie"),
            "deb-src [ trusted=yes signed-by=/a;b.gpg ] http://x trixie main contrib \n"
            "deb-src http://y trixie-updates  main\n");
  EXPECT_EQ(rewrite_one_line(text, "deb", "sid"),
            "deb [ trusted=yes signed-by=/a;b.gpg ] http://x sid main contrib \n");
  EXPECT_EQ(rewrite_one_line("deb http://z vendor main\n", "deb", "sid"), "");
}

TEST(Deb822Entries, KeepTheirFields) {
  const char* text =
      "Types: deb deb-src\n"
      "# a comment\n"
      "URIs: http://x\n"
      "Suites: bookworm\n bookworm-updates vendor\n"
      "Components: main\n"
      "Signed-By:\n -----BEGIN-----\n .\n [%;]\n"
      "\n"
      "Enabled: No\nURIs: http://y\nSuites: bookworm\n"
      "\n"
      "URIs: http://z\nSuites: vendor\n";
  EXPECT_EQ(rewrite_deb822(text, "deb-src", "trixie"),
            "Types: deb-src\nSuites: trixie trixie-updates\nURIs: http://x\nComponents: main\n"
            "Signed-By:\n -----BEGIN-----\n .\n [%;]\n\n");
  EXPECT_EQ(rewrite_deb822("Enabled: yes\nURIs: u\nSuites: a/\n", "deb", "own"),
            "Types: deb\nSuites: a/\nURIs: u\n\n");
}

TEST(Releases, AreThoseOfTheFamily) {
  EXPECT_EQ(releases_to_try("ID=debian\n").back(), "sid");
  EXPECT_EQ(releases_to_try("NAME=x\nID_LIKE=\"ubuntu debian\"\n").back(), "resolute");
  EXPECT_EQ(releases_to_try("HOME_URL=ubuntu.example\n").back(), "sid");
  EXPECT_EQ(releases_to_try("").front(), own_release);
}

TEST(PrintedUris, AreRead) {
  const auto uris = parse_uris(
      "Reading package lists...\n"
      "'http://x/a_1.orig.tar.gz' a_1.orig.tar.gz 12 SHA256:ab\n"
      "'http://x/b.deb' b.deb 3\n");
  ASSERT_EQ(uris.size(), 2U);
  EXPECT_EQ(uris[0].uri, "http://x/a_1.orig.tar.gz");
  EXPECT_EQ(uris[0].file, "a_1.orig.tar.gz");
  EXPECT_EQ(uris[0].hash, "SHA256:ab");
  EXPECT_EQ(uris[1].hash, "");
}

TEST(Complaint, IsALine) {
  EXPECT_EQ(complaint_of("W: one\nnoise\nE: two\n"), "one; two");
  EXPECT_EQ(complaint_of("noise\n"), "it did not say why");
}

TEST(AptConfiguration, ReadsNoIndexesOfOtherPrograms) {
  EXPECT_EQ(without_other_indexes("Acquire::IndexTargets::deb::Packages::MetaKey \"x\";\n"
                                  "Acquire::IndexTargets::deb::DEP-11::MetaKey \"x\";\n"
                                  "Acquire::IndexTargets::deb::DEP-11::flatMetaKey \"x\";\n"),
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled \"false\";\n");
}

TEST(UpstreamVersion, IsWithoutEpochAndRevision) {
  EXPECT_EQ(upstream_version("6.12.117-1~deb12u1"), "6.12.117");
  EXPECT_EQ(upstream_version("1:1.37.0-6"), "1.37.0");
  EXPECT_EQ(upstream_version("2:1.0-rc1-2"), "1.0-rc1");
  EXPECT_EQ(upstream_version("1.0"), "1.0");
}

}  // namespace
}  // namespace linuxbake::fetch
