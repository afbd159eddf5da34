# Write, compile and run a program; then the compiler compiles itself.
shell
run uname -sm
  output Linux x86_64
# Typed in the editor, as a person would.
run cd /root
send vi hello.c
type "i#include <stdio.h>\r\rint main(void) {\r"
type "printf(\"%s, %.1f\\n\", \"hello from C\", 1.5);\rreturn 3;\r}\e"
type ":wq\r"
shell
run cc -Wall -o hello hello.c
run ./hello
  exit 3
  output hello from C, 1.5
# make has rules for this; the compiler without a file in between.
run rm hello && make hello
run tcc -run hello.c
  exit 3
run sed -i s/printf/prinft/ hello.c
run cc -o hello hello.c
  exit any
  contains prinft
# Once with the compiler of the system, once with what came out, and once more with that: the last two
# have the same bytes.
timeout 200
run cp -r /usr/src/tcc /root/tcc && cd /root/tcc
run ./configure --cc=cc --cpu=x86_64 --prefix=/usr --tccdir=/usr/lib/tcc --config-musl --enable-static --crtprefix=/usr/lib --libpaths=/usr/lib:/usr/lib/tcc "--sysincludepaths={B}/include:/usr/include"
  contains C compiler
run make tcc
  exit 0
run cp tcc /root/stage1 && rm -f *.o tcc && make "CC=/root/stage1 -static -B/usr/lib/tcc" tcc
run cp tcc /root/stage2 && rm -f *.o tcc && make "CC=/root/stage2 -static -B/usr/lib/tcc" tcc
run cmp tcc /root/stage2
run cd /root && sed -i s/prinft/printf/ hello.c && /root/tcc/tcc -static -B/usr/lib/tcc -o hello hello.c && ./hello
  exit 3
  output hello from C, 1.5
