// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "bake/cxx/inputs.h"
#include "bake/cxx/sysroot.h"
#include "bake/musl/wrapper.h"
#include "bake/package/tidy.h"
#include "common/files.h"
#include "helpers/bake/recipe_text.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

TEST(LibrariesOfClang, AreThoseOfLlvmThatLddNames) {
  EXPECT_EQ(libraries_of_clang("\tlinux-vdso.so.1 (0x1)\n"
                               "\tlibclang-cpp.so.19.1 => /l/libclang-cpp.so.19.1 (0x2)\n"
                               "\tlibLLVM.so.19.1 => /usr/l/libLLVM.so.19.1 (0x3)\n"
                               "\tlib/libclang.so (0x6)\n"
                               "\tlibc.so.6 => /l/libc.so.6 (0x4)\n\t/lib64/ld-linux.so.2 (0x5)\n"),
            (std::vector<Path>{"/l/libclang-cpp.so.19.1", "/usr/l/libLLVM.so.19.1"}));
  EXPECT_TRUE(libraries_of_clang("\tnot a dynamic executable\n").empty());
}

class Cxx : public testing::Test {
 protected:
  Cxx() {
    recipe.tree = work.path / "tree";
    recipe.libc_sysroot = work.path / "libc";
    recipe.records = {write("libc.json", "{}")};
    recipe.configuration = write("cfg.in", "@triple@ @sysroot@ @resources@ @lld@\n@flag_lines@\n");
    recipe.wrapper = write("cc.in", "exec @compiler_command@ --config @configuration@ \"$@\"\n");
    recipe.settings = write("settings.cmake", "set(a)\n");
    recipe.checks = write("checks.cmake", "set(b)\n");
    recipe.compiler = {"/clang"};
    recipe.compiler_cxx = {"/clang++"};
  }

  fs::path write(const char* name, const std::string& text) const {
    EXPECT_TRUE(write_file_if_different(work.path / name, text));
    return work.path / name;
  }

  TemporaryDirectory work;
  CxxRecipe recipe = parse_cxx_recipe(cxx_recipe, "r.json").value();
  Source source{"/src", "19.1.7", "hash of llvm"};
  std::ostringstream output;
  Console console{"hello", output, output};
  CxxJob job{{recipe, source, console}};
};

TEST_F(Cxx, IsKnownByAllThatDecidesItsBytes) {
  const std::string text = cxx_inputs(job, "clang 19 bytes").value();
  for (const char* line :
       {"\nkind cxx\n", "\narch x86_64 x86_64-linux-musl\n", "\nsource hash of llvm\n", "\nlibc ",
        "\ncompiler clang 19 bytes\n", "\nflags -fno-pie -static\n", "\nrecipe "})
    EXPECT_NE(text.find(line), std::string::npos) << line << " is not in " << text;
  EXPECT_EQ(text.find(work.path.string()), std::string::npos) << text;
  for (const char* file : {"libc.json", "cfg.in", "settings.cmake", "checks.cmake"}) {
    const std::string before = cxx_inputs(job, "clang 19 bytes").value();
    write(file, "other\n");
    EXPECT_NE(cxx_inputs(job, "clang 19 bytes").value(), before) << file;
  }
}

TEST_F(Cxx, HasCompilersThatKnowItsPlaces) {
  ASSERT_TRUE(write_compilers(job));
  const std::string tree = recipe.tree;
  EXPECT_EQ(
      *read_file(recipe.tree / "clang.cfg"),
      "x86_64-linux-musl " + tree + "/sysroot " + tree + "/clang /ld.lld\n-fno-pie\n-static\n");
  EXPECT_EQ(*read_file(recipe.tree / "bin/x86_64-linux-musl-clang++"),
            "exec /clang++ --config " + tree + "/clang.cfg \"$@\"\n");
  EXPECT_EQ(*read_file(recipe.tree / "bin/x86_64-linux-musl-clang"),
            "exec /clang --config " + tree + "/clang.cfg \"$@\"\n");
}

// Any program that says where it is does as well as clang.
TEST_F(Cxx, HasASysrootOfTheLibcAndTheRuntime) {
  write("libc/lib/libc.a", "c");
  write((std::string("libc/lib/") + specs_name).c_str(), "specs of gcc");
  write("tree/runtime/usr/lib/libc++.a", "c++");
  write("tree/runtime/clang/lib/linux/crtbegin.o", "crt");
  write("tree/sysroot/old", "");
  recipe.compiler = {"echo"};
  ASSERT_TRUE(write_sysroot(job, false));
  EXPECT_EQ(files_below(job.sysroot()), Words{"lib/libc.a"});
  EXPECT_EQ(files_below(job.resources()), Words{"include"});
  ASSERT_TRUE(write_sysroot(job, true));
  EXPECT_EQ(files_below(job.sysroot()), (Words{"lib/libc.a", "usr/lib/libc++.a"}));
  EXPECT_EQ(files_below(job.resources()), (Words{"include", "lib/linux/crtbegin.o"}));
  EXPECT_EQ(fs::read_symlink(job.resources() / "include"), "-print-resource-dir/include");
  recipe.compiler = {"false"};
  EXPECT_EQ(write_sysroot(job, true).error().text(), "'false' does not say where its headers are");
}

}  // namespace
}  // namespace linuxbake::bake
