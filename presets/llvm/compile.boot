# Write, compile and run programs in C and C++.
timeout 300
shell
# Typed in the editor, as a person would.
run cd /root
send vi hello.c
type "i#include <stdio.h>\r\rint main(void) {\r"
type "printf(\"%s, %.1f\\n\", \"hello from C\", 1.5);\rreturn 3;\r}\e"
expect - hello.c [Modified]
type ":wq\r"
shell
run cc -Wall -o hello hello.c
run ./hello
  exit 3
  output hello from C, 1.5
# C++: an exception through a frame that has something to destroy, files, threads, a container.
send vi hello.cpp
type "i#include <filesystem>\r#include <iostream>\r#include <map>\r#include <stdexcept>\r"
type "#include <thread>\r#include <vector>\r\r"
type "struct Guard { ~Guard() { std::cout << \"destroyed\\n\"; } };\r"
type "void fail() { Guard guard; throw std::runtime_error(\"as it should\"); }\r"
type "thread_local int own = 1;\r\r"
type "int main() {\r"
type "try { fail(); } catch (const std::exception& e) { std::cout << e.what() << '\\n'; }\r"
type "std::map<std::string, int> words{{\"b\", 2}, {\"a\", 1}};\r"
type "std::cout << words.begin()->first << ' ';\r"
type "std::cout << std::filesystem::path(\"/proc/self/exe\").filename() << '\\n';\r"
type "std::cout << std::filesystem::is_directory(\"/usr/include/c++/v1\") << '\\n';\r"
type "int sum = 0;\r"
type "std::thread thread([&] { own = 41; sum = own + 1; });\r"
type "thread.join();\rstd::cout << sum << ' ' << own << '\\n';\r}\e"
expect - hello.cpp [Modified]
type ":wq\r"
shell
run time c++ -std=c++20 -Wall -O2 -o hello hello.cpp
  contains real
run ./hello
  contains destroyed
  contains as it should
  contains a "exe"
  contains 42 1
# make knows how a program comes from its source, and which compiler there is.
run cp hello.cpp world.cpp && make CXXFLAGS=-std=c++20 world && ./world
  contains g++ -std=c++20
  contains 42 1
run make CXX=c++ CXXFLAGS=-std=c++20 world.o
# A mistake is told, with its place.
run sed s/filename/filenane/ hello.cpp > mistake.cpp
run c++ -std=c++20 -c mistake.cpp
  exit 1
  contains mistake.cpp:16:
  contains did you mean 'filename'?
# What clang cannot compile it says, once; an assembler is there for make's own rules.
run echo end > x.f90; cc x.f90
  exit 1
  contains clang does not know this language or machine
run echo .globl f > as.s && make as.o
  contains as
# The tools of LLVM by the names that makefiles call.
run nm world.o | grep -c " T main"
  output 1
run ar rc libworld.a world.o && ranlib libworld.a && ar t libworld.a
  output world.o
run strip hello && size hello && objdump -h hello | grep -c .text
  contains text
run readelf -l hello | grep -c INTERP
  exit 1
  output 0
# For both architectures: one of them is the system's own.
run cc --target=x86_64-linux-musl -o hello.x86_64 hello.c && readelf -h hello.x86_64 | grep Machine
  contains X86-64
run c++ --target=aarch64-linux-musl -std=c++20 -o hello.arm64 hello.cpp
run readelf -h hello.arm64 | grep Machine
  contains AArch64
send poweroff
wait poweroff
