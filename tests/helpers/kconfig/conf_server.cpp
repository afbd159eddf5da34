// SPDX-License-Identifier: MIT
// conf_server - preloaded into a tree's own `conf`, so that the tree is read once, and not for each
// of a thousand configurations. The first that `conf --olddefconfig` does behind that is to ask for
// $KCONFIG_CONFIG. There it waits: for each byte from $CONF_SERVER_IN a copy of the process goes on
// as it would have, and its exit status goes to $CONF_SERVER_OUT. Without these, nothing is
// changed.
#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace {

using Get = char* (*)(const char*);

int descriptor(Get real, const char* name) {
  const char* text = real(name);
  return text == nullptr ? -1 : std::atoi(text);
}

// Returns in each copy.
void serve(int in, int out) {
  char byte = 0;
  while (read(in, &byte, 1) == 1) {
    const pid_t copy = fork();
    if (copy == 0) return;
    int status = 0;
    waitpid(copy, &status, 0);
    if (write(out, &status, sizeof status) != sizeof status) break;
  }
  _exit(0);
}

}  // namespace

extern "C" char* getenv(const char* name) {
  static const auto real = reinterpret_cast<Get>(dlsym(RTLD_NEXT, "getenv"));
  static bool is_served = false;
  if (!is_served && std::strcmp(name, "KCONFIG_CONFIG") == 0) {
    is_served = true;
    const int in = descriptor(real, "CONF_SERVER_IN");
    const int out = descriptor(real, "CONF_SERVER_OUT");
    if (in >= 0 && out >= 0) serve(in, out);
  }
  return real(name);
}
