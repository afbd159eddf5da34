// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "bake/musl/inputs.h"
#include "bake/musl/wrapper.h"
#include "common/files.h"
#include "helpers/bake/recipe_text.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

class Musl : public testing::Test {
 protected:
  Musl() {
    recipe.tree = work.path / "tree";
    recipe.headers.record = write("linux.json", R"({"sha256": "hash of linux"})");
    recipe.wrapper = write("cc.in", "exec @compiler_command@ @wrapper_flags@ \"$@\" @sysroot@\n");
    recipe.specs = write("specs.in", "@start_file@ @libgcc@ @crtbegin@ @crtend@\n");
  }

  fs::path write(const char* name, const std::string& text) const {
    EXPECT_TRUE(write_file_if_different(work.path / name, text));
    return work.path / name;
  }

  std::string inputs() const { return musl_inputs(job, {"gcc 12", "bytes of gcc"}).value(); }

  std::string specs() const {
    EXPECT_TRUE(write_wrapper(job));
    return *read_file(job.sysroot() / "lib" / specs_name);
  }

  TemporaryDirectory work;
  MuslRecipe recipe = parse_musl_recipe(musl_recipe, "r.json").value();
  Source source{"/src", "1.2.5", "hash of musl"};
  std::ostringstream output;
  Console console{"hello", output, output};
  MuslJob job{{recipe, source, console}};
};

TEST_F(Musl, IsKnownByAllThatDecidesItsBytes) {
  recipe.compiler = {"gcc", "-m32"};
  const std::string text = inputs();
  for (const char* line :
       {"\nkind musl\n", "\narch x86_64 x86_64-linux-musl x86_64\n", "\nsource hash of musl\n",
        "\nheaders hash of linux\n", "\ncompiler gcc 12\n", "\nflags -m32 -pipe -fno-pie\n",
        "\ntoolchain bytes of gcc\n", "\nrecipe "})
    EXPECT_NE(text.find(line), std::string::npos) << line << " is not in " << text;
  EXPECT_EQ(text.find(work.path.string()), std::string::npos) << text;
  recipe.own_libgcc = write("libgcc.c", "int x;\n");
  EXPECT_NE(inputs().find("\nlibgcc "), std::string::npos);
}

TEST_F(Musl, HasNoKeyWithoutTheRecordOfTheHeaders) {
  fs::remove(recipe.headers.record);
  EXPECT_FALSE(musl_inputs(job, {}));
}

TEST_F(Musl, HasAWrapper) {
  recipe.compiler = {"gcc", "-m32"};
  ASSERT_TRUE(write_wrapper(job));
  const fs::path wrapper = recipe.tree / "bin/x86_64-linux-musl-gcc";
  EXPECT_EQ(*read_file(wrapper),
            "exec gcc -m32 -fno-pie -static \"$@\" " + job.sysroot().string() + "\n");
  EXPECT_EQ(fs::status(wrapper).permissions(), static_cast<fs::perms>(0755));
}

TEST_F(Musl, HasSpecsOfItsKindOfPrograms) {
  EXPECT_EQ(specs(), "crt1.o -L .%s crtbeginT.o%s crtend.o%s\n");
  recipe.pie_flags = {"-fPIE", "-static-pie"};
  EXPECT_EQ(specs(), "rcrt1.o -L .%s crtbeginS.o%s crtendS.o%s\n");
}

TEST_F(Musl, HasSpecsWithoutLibgccWhereItHasItsOwn) {
  recipe.own_libgcc = "/g.c";
  EXPECT_EQ(specs(), "crt1.o   \n");
}

}  // namespace
}  // namespace linuxbake::bake
