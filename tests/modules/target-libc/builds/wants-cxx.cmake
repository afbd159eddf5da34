# A program in C++, for a libc without it.
enable_language(CXX)
file(WRITE "${CMAKE_BINARY_DIR}/program.cpp" "int main() {}\n")
add_executable(program "${CMAKE_BINARY_DIR}/program.cpp")
linuxbake_target_libc(program LIBC libc)
