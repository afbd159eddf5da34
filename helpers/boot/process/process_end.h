// SPDX-License-Identifier: MIT
// process_end.h - how this process ends, so that ctest takes it for what it is.
//
// With WILL_FAIL ctest turns an exit code round, and with PASS_REGULAR_EXPRESSION it does not look
// at it. So no exit code can say "the program that you test has not come to its end". A process
// that was ended by a signal has failed in spite of both properties (cmCTestRunTest::EndTest).
#pragma once

namespace linuxbake::boot {

// Whether ctest has started us, from the variables that it gives to tests.
[[nodiscard]] bool is_under_ctest();

// By this signal, without a file of our own memory. Returns only if it is blocked.
void end_by_signal(int signal);

// A signal that asked us to end; the machine is stopped first. 0: none came.
void note_interruption(int signal);
[[nodiscard]] int interruption();

// For an end that tells nothing of what is tested: by SIGABRT under ctest, else `code`.
[[nodiscard]] int end_undecided(int code);

}  // namespace linuxbake::boot
