# Write programs in vi, compile and run them; C, C++, and for another processor.
shell
run uname -sm
  output Linux x86_64
run cd /root
send vi hello.c
type "i#include <stdio.h>\r\rint main(void) {\r"
type "printf(\"%s, %.1f\\n\", \"hello from C\", 1.5);\rreturn 3;\r}\e"
expect - hello.c [Modified]
type ":wq\r"
shell
timeout 200
run cc -Wall -O2 -o hello hello.c
run ./hello
  exit 3
  output hello from C, 1.5
# Exceptions, threads, files.
send vi hello.cpp
type "i#include <filesystem>\r#include <iostream>\r#include <stdexcept>\r#include <thread>\r\r"
type "int main() {\rstd::thread worker([] { std::filesystem::create_directories(\"a/b\"); });\r"
type "worker.join();\rtry {\rthrow std::runtime_error(\"thrown\");\r"
type "} catch (const std::exception& error) {\r"
type "std::cout << error.what() << ' ' << std::filesystem::exists(\"a/b\") << std::endl;\r}\r}\e"
expect - hello.cpp [Modified]
type ":wq\r"
shell
run time c++ -std=c++20 -Wall -O2 -o hello hello.cpp
run ./hello
  output thrown 1
run readelf -lW hello
  contains LOAD
  lacks INTERP
# Only what is asked for is compiled anew; a mistake is told.
run rm hello && make hello CXXFLAGS=-O1
  contains hello.cpp
run make hello
  contains is up to date
run sed -i s/cout/cuot/ hello.cpp && make hello
  exit any
  contains cuot
run sed -i s/cuot/cout/ hello.cpp
# Programs that are no x86_64 programs.
run c++ --target=aarch64-linux-musl -std=c++20 -O2 -o hello64 hello.cpp && readelf -hlW hello64
  contains AArch64
  lacks INTERP
# The tools that take the place of binutils.
run cc -c hello.c && ar rcs libhello.a hello.o && nm libhello.a
  contains T main
run cp hello small && strip small && [ "$(stat -c %s small)" -lt "$(stat -c %s hello)" ] && ./small
  output thrown 1
run objdump -d hello.o
  contains <main>
# What is written is in memory: the medium is as it was.
run grep -c " /run/initramfs/live iso9660 ro" /proc/mounts
  output 1
