// SPDX-License-Identifier: MIT
// source_date.h - the date of what is made, as reproducible-builds.org's specification has it.
#pragma once

#include <cstdint>

#include "common/result.h"

namespace linuxbake {

// $SOURCE_DATE_EPOCH, seconds since 1970; 0 where it is not set. Errors: anything but a number of
// 32 bits, which is what an archive (cpio) holds.
[[nodiscard]] Result<std::uint32_t> source_date_epoch();

}  // namespace linuxbake
