// SPDX-License-Identifier: MIT
// recipe_text.h - a whole recipe of a package, for tests that change a field of it.
#pragma once

#include <string>

namespace linuxbake::bake {

inline const std::string whole_recipe = R"({
"kind": "package", "target": "hello", "name": "hello-source", "version": "1.0", "arch": "x86_64",
"directory": "/b/hello", "tree": "/b/hello/tree", "cache": "/c", "cmake": "/cmake",
"make": "/make", "jobs": "/jobs", "source_link": "/b/hello/source",
"source_record": "/b/hello/source.json", "source_fetch": ["/bake", "fetch", "a b"],
"source_local": "", "source_marks": ["configure"], "patches": ["/p/1.patch"],
"records": ["/b/libc/record.json"], "build_system": "autotools", "in_source": true,
"source_subdir": "", "compiler": "/b/libc/cc", "compiler_cxx": "", "compiler_cache": "",
"binutils": "", "autoreconf": "", "meson": "", "ninja": "", "toolchain_file": "/t",
"cross_file": "/m", "pkg_config": "/k", "build_triple": "x86_64-linux-gnu",
"host_triple": "x86_64-linux-musl", "configure": ["--x=\"y;z\\"], "make_arguments": [],
"install": ["install"], "cflags": [], "ldflags": [], "keep": ["/usr/bin/*"], "inputs": [],
"packages": [], "native_packages": []})";

inline std::string recipe_with(const std::string& old_text, const std::string& new_text) {
  std::string text = whole_recipe;
  text.replace(text.find(old_text), old_text.size(), new_text);
  return text;
}

}  // namespace linuxbake::bake
