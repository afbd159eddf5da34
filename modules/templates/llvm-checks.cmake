# SPDX-License-Identifier: MIT
# Read after project() of LLVM's runtimes. The compiler is known now, and the C library and the builtins
# are there to link with: a check that asks whether the C library has a function has to link from here
# on. Compiled only, it is answered with yes, always.
set(CMAKE_TRY_COMPILE_TARGET_TYPE EXECUTABLE)
