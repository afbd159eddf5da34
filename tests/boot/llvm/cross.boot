timeout 300
shell
run echo 'int puts(const char*); int main(void) { puts("hello from arm64"); }' > c.c
run cc --target=aarch64-linux-musl -O2 -o c c.c
run echo '#include <iostream>' > cpp.cpp
run echo 'int main() { try { throw "arm64\n"; } catch (const char* e) { std::cout << "hello from " << e; } }' >> cpp.cpp
run c++ --target=aarch64-linux-musl -O2 -o cpp cpp.cpp
run tar cf /dev/sda c cpp && sync
host tar -C $DIRECTORY -xf $DIRECTORY/disk-1.img
send poweroff
wait poweroff
