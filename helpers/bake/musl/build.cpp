// SPDX-License-Identifier: MIT
#include "bake/musl/build.h"

#include <fmt/format.h>

#include "bake/host/copy_tree.h"
#include "bake/step/compiler_line.h"
#include "bake/step/jobs.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

Path build_directory(const MuslJob& job) {
  return job.recipe.tree / "musl";
}

Result<void> configure(const MuslJob& job) {
  const MuslRecipe& recipe = job.recipe;
  const Path build = build_directory(job);
  fs::remove_all(build);
  fs::create_directories(build);
  const Words words = {job.source.tree / "configure",
                       "--prefix=/",
                       "--syslibdir=/lib",
                       "--disable-shared",
                       "--enable-wrapper=no",
                       "--target=" + recipe.triple,
                       "--build=" + recipe.triple,
                       "CROSS_COMPILE=" + recipe.binutils,
                       "CC=" + compiler_line(recipe, recipe.compiler),
                       "CFLAGS=" + job.cflags()};
  return run_quietly({words, build, {}}, "musl's configure", job.console);
}

Result<void> make(const MuslJob& job, const std::string& goal, const Path& destination) {
  return run_make(job.recipe,
                  {"make " + goal,
                   goal,
                   {"-C", build_directory(job), "DESTDIR=" + destination.string(), goal}});
}

Result<void> make_kernel_headers(const MuslJob& job, const Path& destination) {
  const MuslRecipe& recipe = job.recipe;
  const Path build = recipe.tree / "headers";
  const Words arguments = {"-C", fs::canonical(recipe.headers.link), "O=" + build.string(),
                           "ARCH=" + recipe.kbuild_arch, "headers"};
  return run_make(recipe, {"make headers", "headers", arguments}).map([&] {
    copy_below(build / "usr/include", destination,
               [](const Path& file) { return file.extension() == ".h"; });
  });
}

Result<void> archive(const MuslJob& job, const Path& library, const Words& objects) {
  Words words = {job.recipe.binutils + "ar", "crD", library};
  append(words, objects);
  return run_shown({words, {}, {}}, fmt::format("making {}", library.filename().string()));
}

// What gcc calls for arithmetic that the processor has no instruction for. The host's libgcc is
// made for a later processor.
Result<void> make_own_libgcc(const MuslJob& job, const Path& destination) {
  const Path& source = job.recipe.own_libgcc;
  if (source.empty()) return {};
  const Path object = job.recipe.tree / "own-libgcc.o";
  Words words = job.recipe.compiler;
  append(words,
         {"-std=c11", "-Os", "-ffreestanding", job.recipe.pie_flags.front(), "-fomit-frame-pointer",
          "-fno-asynchronous-unwind-tables", "-fno-stack-protector", "-c", source, "-o", object});
  return run_shown({words, {}, {}}, fmt::format("compiling {}", source.string()))
      .and_then([&] { return archive(job, destination / "libgcc.a", {object}); })
      .and_then([&] { return archive(job, destination / "libgcc_eh.a", {}); });
}

}  // namespace

// "install" would make the tools as well, among them a compiler wrapper of musl's own.
Result<void> build_sysroot(const MuslJob& job, const Path& destination) {
  return configure(job)
      .and_then([&] { return make(job, "install-libs", destination); })
      .and_then([&] { return make(job, "install-headers", destination); })
      .and_then([&] { return make_kernel_headers(job, destination / "include"); })
      .and_then([&] { return make_own_libgcc(job, destination / "lib"); });
}

}  // namespace linuxbake::bake
