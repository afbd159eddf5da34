// SPDX-License-Identifier: MIT
// apt-one.cc - apt's programs and methods in one, which is the one that it is called as.
#include <cstdio>
#include <cstring>

// As they are declared in their files, but for the name.
int main_of_apt(int argc, const char* argv[]);
int main_of_apt_get(int argc, const char* argv[]);
int main_of_apt_cache(int argc, const char* argv[]);
int main_of_apt_config(int argc, const char* argv[]);
int main_of_apt_mark(int argc, const char* argv[]);
int main_of_apt_helper(int argc, const char* argv[]);
int main_of_apt_extracttemplates(int argc, const char** argv);
int main_of_copy();
int main_of_file();
int main_of_gpgv();
int main_of_http(int, const char* argv[]);
int main_of_mirror(int, const char* argv[]);
int main_of_rred(int argc, const char* argv[]);
int main_of_store(int, char* argv[]);

namespace {

struct Program {
  const char* name;
  int (*main)(int argc, char* argv[]);
};

template <int (*function)()>
int without_arguments(int, char**) {
  return function();
}

template <int (*function)(int, const char**)>
int with_arguments(int argc, char* argv[]) {
  return function(argc, const_cast<const char**>(argv));
}

const Program programs[] = {
    {"apt", with_arguments<main_of_apt>},
    {"apt-get", with_arguments<main_of_apt_get>},
    {"apt-cache", with_arguments<main_of_apt_cache>},
    {"apt-config", with_arguments<main_of_apt_config>},
    {"apt-mark", with_arguments<main_of_apt_mark>},
    {"apt-helper", with_arguments<main_of_apt_helper>},
    {"apt-extracttemplates", with_arguments<main_of_apt_extracttemplates>},
    {"copy", without_arguments<main_of_copy>},
    {"file", without_arguments<main_of_file>},
    {"gpgv", without_arguments<main_of_gpgv>},
    {"http", with_arguments<main_of_http>},
    {"https", with_arguments<main_of_http>},
    {"mirror", with_arguments<main_of_mirror>},
    {"mirror+http", with_arguments<main_of_mirror>},
    {"mirror+file", with_arguments<main_of_mirror>},
    {"rred", with_arguments<main_of_rred>},
    {"store", main_of_store},
};

}  // namespace

int main(int argc, char* argv[]) {
  const char* const slash = argc > 0 ? std::strrchr(argv[0], '/') : nullptr;
  const char* const name = slash != nullptr ? slash + 1 : argc > 0 ? argv[0] : "";
  for (const Program& program : programs) {
    if (std::strcmp(program.name, name) == 0) return program.main(argc, argv);
  }
  std::fprintf(stderr, "%s is none of apt's programs.\n", name);
  return 100;
}
