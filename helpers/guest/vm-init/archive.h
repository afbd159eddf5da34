// SPDX-License-Identifier: MIT
// archive.h - unpacks the archive of the test, in the kernel's own format (newc), which comes
// through the mailbox.
#pragma once

// As the kernel unpacks its initramfs, but for this: what is there already and is no directory is
// replaced, times are kept, and whatever cannot be made ends the machine with its reason.
void unpack(void);
