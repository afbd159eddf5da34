// SPDX-License-Identifier: MIT
// read_only.h - a process that sees all file systems read-only, but for some directories.
//
// By a mount namespace of its own (mount_namespaces(7), mount_setattr(2)): needs Linux 5.12, and
// CAP_SYS_ADMIN; or, for who is not root, a user namespace, in which user and group stay what they
// are and files of others seem to be nobody's. A root without CAP_SYS_ADMIN has no part in this: in
// a user namespace it could give its files to nobody else. Nor has a chroot, where "/" is no mount.
//
// Modes, owners, times and extended attributes cannot be changed either, which Landlock does not
// look at. Devices, pipes and sockets can be written to. What fails, fails with EROFS.
#pragma once

#include <filesystem>
#include <vector>

#include "common/result.h"

namespace linuxbake::jobs {

// Whether this process could do it: another one tries.
[[nodiscard]] bool can_make_read_only(const std::vector<std::filesystem::path>& writable);

// From now on this process, and all that it starts. After an error only a part of it may hold.
[[nodiscard]] Result<void> make_read_only(const std::vector<std::filesystem::path>& writable);

}  // namespace linuxbake::jobs
