// SPDX-License-Identifier: MIT
// archive.h - unpacks the archive of the test, in the kernel's own format (newc), which comes
// through the mailbox.
#pragma once

void unpack(void);
