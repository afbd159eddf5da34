// SPDX-License-Identifier: MIT
#include "bake/media/system.h"

#include <fmt/format.h>

#include "bake/kernel/image_file.h"

namespace linuxbake::bake::media {
Result<void> check_system(const System& system, const Console& console) {
  return kernel::check_kernel_accepts(system.demands).and_then([&] {
    return kernel::check_kernel_starts_init(system.init, console);
  });
}

Result<void> check_kernel_image(const System& system, const Workshop& workshop) {
  const std::string format = kernel::format_of_image(kernel::first_bytes_of_image(system.kernel));
  if (!format.empty() && system.kernel_image.ends_with("/" + format)) return {};
  return workshop.complain(
      {fmt::format("This kernel is no boot image for {}:", system.arch),
       "  " + system.kernel.string(),
       fmt::format("It has to be an {}, not a vmlinux or something else.", system.kernel_image)});
}

}  // namespace linuxbake::bake::media
