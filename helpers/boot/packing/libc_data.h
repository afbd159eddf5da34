// SPDX-License-Identifier: MIT
// libc_data.h - what a libc opens by name while a program runs, because something says that this
// program needs it: modules of iconv(), locales, time zones, name services.
//
// What a test asks for and this host does not have cannot come along, and a libc does not say that
// it misses it. So it is remembered, for a program that fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "boot/packing/guest_files.h"
#include "boot/packing/library_search.h"

namespace linuxbake::boot {

// A sentence each.
using Absent = std::vector<std::string>;

// The GNU libcs that were found: the path in the guest, and the file of this host.
struct Libc {
  std::string path, file;
};
[[nodiscard]] std::vector<Libc> glibcs(const LibrarySearch& search);

// The modules of iconv(), in the directory of the libc; for programs that call it.
void add_iconv(const LibrarySearch& search, GuestFiles& files, Absent& absent);

// What variables of the environment name: the zone of TZ, for the test alone; the locale of LC_ALL,
// LANG and the like, which is larger.
void add_named_data(const std::vector<std::string>& environment, GuestFiles& machine,
                    GuestFiles& test, Absent& absent);

// The modules of the services that an /etc/nsswitch.conf names: the libraries of this host. Those
// that it does not have are passed over, as on the host: distributions name some that few install.
[[nodiscard]] std::vector<std::string> name_services(std::string_view configuration,
                                                     LibrarySearch& search);

}  // namespace linuxbake::boot
