// SPDX-License-Identifier: MIT
// recipe_text.h - whole recipes, for tests that change a field of one.
#pragma once

#include <string>

namespace linuxbake::bake {

inline const std::string common_fields = R"("target": "hello", "name": "hello-source",
"version": "1.0", "arch": "x86_64", "directory": "/b/hello", "tree": "/b/hello/tree",
"cache": "/c", "remotes": "/b/remotes.json", "cmake": "/cmake", "make": "/make", "jobs": "/jobs",
"source_link": "/b/hello/source", "source_record": "/b/hello/source.json",
"source_fetch": ["/bake", "fetch", "a b"], "source_local": "", "source_marks": ["configure"],
"patches": ["/p/1.patch"], "records": ["/b/libc/record.json"], "compiler": ["/b/libc/cc"],
"compiler_cxx": [], "compiler_cache": "", "binutils": "", )";

inline const std::string package_recipe = R"({"kind": "package", )" + common_fields + R"(
"build_system": "autotools", "in_source": true, "source_subdir": "", "autoreconf": "",
"meson": "", "ninja": "", "toolchain_file": "/t", "cross_file": "/m", "pkg_config": "/k",
"build_triple": "x86_64-linux-gnu", "host_triple": "x86_64-linux-musl",
"configure": ["--x=\"y;z\\"], "make_arguments": [], "install": ["install"], "cflags": [],
"ldflags": [], "keep": ["/usr/bin/*"], "inputs": [], "packages": [], "native_packages": []})";

inline const std::string musl_recipe = R"({"kind": "musl", )" + common_fields + R"(
"headers_link": "/b/hello/linux", "headers_record": "/b/hello/linux.json",
"headers_fetch": ["/fetch"], "headers_local": "", "kbuild_arch": "x86_64",
"triple": "x86_64-linux-musl", "pie_flags": ["-fno-pie", "-static"], "own_libgcc": "",
"wrapper": "/t/musl-gcc.in", "specs": "/t/musl-gcc.specs.in"})";

inline const std::string cxx_recipe = R"({"kind": "cxx", )" + common_fields + R"(
"linker": "/ld.lld", "libc_sysroot": "/b/libc/tree/sysroot", "triple": "x86_64-linux-musl",
"flags": ["-fno-pie", "-static"], "toolchain_file": "/b/hello/toolchain.cmake",
"wrapper": "/t/clang.in", "configuration": "/t/clang.cfg.in", "settings": "/t/llvm-runtime.cmake",
"checks": "/t/llvm-checks.cmake"})";

inline const std::string kbuild_recipe = R"({"kind": "kbuild", )" + common_fields + R"(
"base": "tinyconfig", "base_fragments": ["/t/base.config"], "fragments": ["/p/hello.config"],
"shared_fragments": [], "fix": false, "configured_by_make": false, "kconfig": "/kconfig",
"kconfig_arguments": ["--arch", "x86_64"], "update": "olddefconfig",
"make_arguments": ["ARCH=x86_64", "CC=/ccache gcc"], "identity": "ARCH=x86_64",
"goals": ["bzImage"], "products": ["kernel=arch/x86/boot/bzImage"],
"outputs": ["kernel=/b/images/a=b", "config=/b/hello/config"], "programs": [], "in_tree": false,
"terminal": true, "saved_fragment": "/p/hello.fragment", "build_directory": "/b",
"host_files": [], "host_options": ["INITRAMFS_SOURCE", "LOGO_*_FILE"],
"guest_options": ["*_TEXT", "DEFAULT_INIT"], "reading_options": ["-I", "-include", "--sysroot"],
"modules": "", "depmod": ""})";

inline std::string recipe_with(std::string text, const std::string& old_text,
                               const std::string& new_text) {
  return text.replace(text.find(old_text), old_text.size(), new_text);
}

}  // namespace linuxbake::bake
