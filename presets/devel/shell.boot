# Write, compile and run a program; then the compiler compiles itself.
shell
run uname -sm
  output Linux x86_64
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
# make knows how a program comes from its source, and does nothing twice.
run rm hello && make hello
  contains cc     hello.c   -o hello
run make hello
  contains is up to date
run printf 'all: one two\none two:\n\techo $@ > $@\n' > Makefile && make -j2 && cat one two
  contains one
  contains two
# A mistake is told.
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
run options='-DTCC_TARGET_X86_64 -DTCC_MUSL -DONE_SOURCE=1 -DCONFIG_TCC_STATIC'
run options="$options -DCONFIG_TCC_CRTPREFIX=\"/usr/lib\" -DCONFIG_TCC_LIBPATHS=\"/usr/lib:/usr/lib/tcc\""
run options="$options -DCONFIG_TCC_SYSINCLUDEPATHS=\"{B}/include:/usr/include\" -I."
run cc $options -o stage1 tcc.c
run ./stage1 -static $options -o stage2 tcc.c
run ./stage2 -static $options -o stage3 tcc.c
run cmp stage2 stage3
run cp stage3 tcc
run cd /root && sed -i s/prinft/printf/ hello.c && /root/tcc/tcc -static -B/usr/lib/tcc -o hello hello.c && ./hello
  exit 3
  output hello from C, 1.5
