// SPDX-License-Identifier: MIT
//
// A program that opens plugins, a plugin, and the library that it needs.
#if defined(NEEDED)
int needed() {
  return 42;
}
#elif defined(PLUGIN)
int needed();
extern "C" int plug() {
  return needed();
}
#else
#include <dlfcn.h>

#include <cstdio>

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    void* plugin = ::dlopen(argv[i], RTLD_NOW);
    if (plugin == nullptr) {
      std::puts(::dlerror());
      return 1;
    }
    std::printf("plugin %d\n", reinterpret_cast<int (*)()>(::dlsym(plugin, "plug"))());
  }
  return 0;
}
#endif
