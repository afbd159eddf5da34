// SPDX-License-Identifier: MIT
#include "boot/packing/program_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "support/scoped_variable.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

TEST(ProgramFiles, TheFirstLineOfAScriptNamesPrograms) {
  EXPECT_EQ(script_programs("#!/bin/sh\necho"), Texts{"/bin/sh"});
  EXPECT_EQ(script_programs("#! /bin/sh -e\r\n"), Texts{"/bin/sh"});
  EXPECT_EQ(script_programs("#!/bin/awk -f"), Texts{"/bin/awk"});
  EXPECT_EQ(script_programs("#!/usr/bin/env python3\n"), (Texts{"/usr/bin/env", "python3"}));
  EXPECT_EQ(script_programs("#!/usr/bin/env -S A=b perl -w\n"), (Texts{"/usr/bin/env", "perl"}));
  EXPECT_EQ(script_programs("#!\n"), Texts{});
  EXPECT_EQ(script_programs("echo"), Texts{});
}

TEST(ProgramFiles, VariablesAreReadAsThePrograms) {
  EXPECT_EQ(variable({"A=b", "AA=c", "A=d"}, "A"), "d");
  EXPECT_EQ(variable({"A=b"}, "B"), "");
  EXPECT_EQ(preloaded({"LD_PRELOAD=a.so:/x/b.so  c.so "}), (Texts{"a.so", "/x/b.so", "c.so"}));
  EXPECT_EQ(preloaded({}), Texts{});
}

class ProgramFilesTest : public testing::Test {
 protected:
  [[nodiscard]] std::string script(const std::string& name, const std::string& line) const {
    const std::string path = temporary.write(name, line);
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  Result<void> add(const std::string& program, Texts environment = {}) {
    files.emplace(std::move(environment), search);
    return files->add_program(program);
  }

  TemporaryDirectory temporary;
  const fs::path& directory = temporary.path;
  LibrarySearch search{"", "/"};
  std::optional<ProgramFiles> files;
};

TEST_F(ProgramFilesTest, AScriptWithoutItsInterpreterIsAnError) {
  const auto done = add(script("script", "#!/no/such/program\n"));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "its interpreter /no/such/program is not on this host");
  EXPECT_EQ(add(script("script", "text")).error().message,
            "is neither an ELF program nor a script");
}

TEST_F(ProgramFilesTest, AnInterpreterOutsideThePathOfTheGuestBringsItsDirectory) {
  const std::string interpreter = script("bin-interpreter", "#!/bin/sh\n");
  const std::string program = script("script", "#!/usr/bin/env bin-interpreter\n");
  const std::string before = std::getenv("PATH");
  const ScopedVariable path("PATH", directory.string() + ":" + before);
  ASSERT_TRUE(add(program));
  EXPECT_TRUE(files->files().contains(interpreter));
  EXPECT_EQ(files->path_directories(), Texts{directory.string()});
  const auto done = add(program, {"PATH=/usr/bin"});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message,
            "its interpreter bin-interpreter is in the PATH of the host, but not in that of the "
            "guest; ENVIRONMENT PATH=... names its directory");
}

TEST_F(ProgramFilesTest, AScriptInADirectoryMayLackItsInterpreter) {
  ASSERT_TRUE(add("/bin/sh"));
  const std::string lost = script("lost", "#!/no/such/program\n");
  EXPECT_TRUE(files->add_file(lost, false)) << "nobody may start it";
  EXPECT_FALSE(files->has_script());
  ASSERT_TRUE(add("/bin/sh"));
  EXPECT_FALSE(files->add_file(lost, true)) << "it was named";
}

TEST_F(ProgramFilesTest, TheLibrariesOfAProgramAreThoseOfItsLoader) {
  ASSERT_TRUE(add("/proc/self/exe"));
  const Texts found(search.found().begin(), search.found().end());
  const auto is_libc = [](const std::string& path) {
    return fs::path(path).filename() == "libc.so.6";
  };
  EXPECT_EQ(std::count_if(found.begin(), found.end(), is_libc), 1);
}

}  // namespace
}  // namespace linuxbake::boot
