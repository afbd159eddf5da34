// SPDX-License-Identifier: MIT
// iso_identity.h - what identifies an ISO image: GRUB of UEFI looks for the file system with this
// UUID, so that it never takes another one of the same name.
//
// An ISO file system has its date of modification for a UUID. This one is made of a hash of the
// content and stands for no moment in time. The GUIDs of the partition table follow from it.
#pragma once

#include <string>
#include <string_view>

namespace linuxbake::bake::media {

struct IsoIdentity {
  std::string uuid;    // "2071-03-14-05-59-02-71"
  std::string date;    // the same without dashes, for xorriso's --modification-date
  std::string serial;  // of the UEFI partition, 8 hexadecimal digits
};

// Of the 64 hexadecimal digits of a hash.
[[nodiscard]] IsoIdentity iso_identity(std::string_view hash);

}  // namespace linuxbake::bake::media
