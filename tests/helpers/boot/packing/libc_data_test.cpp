// SPDX-License-Identifier: MIT
#include "boot/packing/libc_data.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace linuxbake::boot {
namespace {

TEST(LibcData, WhatVariablesNameAndTheHostHasNotIsTold) {
  GuestFiles machine, test(&machine);
  Absent absent;
  add_named_data({"LANG=xx_YY.UTF-8", "LC_ALL=C.UTF-8", "LC_TIME=", "TZ=:No/Where", "COLOUR=a/b"},
                 machine, test, absent);
  EXPECT_EQ(absent, (Absent{"the locale xx_YY.UTF-8 of LANG is not on this host (/usr/lib/locale/)",
                            "the time zone No/Where of TZ is not on this host "
                            "(/usr/share/zoneinfo/No/Where)"}));
}

TEST(LibcData, ATimeZoneMayBeARule) {
  GuestFiles machine, test(&machine);
  Absent absent;
  for (const char* zone : {"TZ=", "TZ=UTC", "TZ=CET-1CEST,M3.5.0/2,M10.5.0/3", "TZ=<+03>-3"})
    add_named_data({zone}, machine, test, absent);
  EXPECT_EQ(absent, Absent{});
}

// This program is linked to the host's libc, whose modules are there.
TEST(LibcData, ModulesOfNameServicesAreFound) {
  LibrarySearch search("", "/");
  LibrarySearch::Process process;
  search.load("/proc/self/exe", "/lib64/ld-linux-x86-64.so.2", process);
  if (glibcs(search).empty()) GTEST_SKIP() << "the host has another libc";
  std::set<std::string> names;
  for (const std::string& module : name_services("# passwd: hesiod\n"
                                                 "passwd:\tcompat nowhere [NOTFOUND=return] files\n"
                                                 "hosts:files[!UNAVAIL=return]dns # hesiod\n",
                                                 search))
    names.insert(std::filesystem::path(module).filename());
  EXPECT_EQ(names,
            (std::set<std::string>{"libnss_compat.so.2", "libnss_dns.so.2", "libnss_files.so.2"}));
  GuestFiles files;
  Absent absent;
  add_iconv(search, files, absent);
  EXPECT_EQ(absent, Absent{});
  EXPECT_NE(files.identity().find("gconv/gconv-modules"), std::string::npos);
}

TEST(LibcData, AnotherLibcMissesNothing) {
  LibrarySearch search("", "/");
  GuestFiles files;
  Absent absent;
  add_iconv(search, files, absent);
  EXPECT_EQ(name_services("hosts: dns\n", search), std::vector<std::string>{});
  EXPECT_EQ(absent, Absent{});
}

}  // namespace
}  // namespace linuxbake::boot
