// SPDX-License-Identifier: MIT
// image.h - what a kernel's file says of itself (Documentation/arch/x86/boot.rst,
// Documentation/arch/arm64/booting.rst, Documentation/arch/riscv/boot-image-header.rst).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace linuxbake::bake::kernel {

// "bzImage" (a PC) or "Image" (aarch64, riscv64); empty if these bytes, the first of a file, are of
// no bootable kernel.
[[nodiscard]] std::string format_of_image(std::string_view bytes);

// The text that `uname -r` will give, of an x86 kernel; else empty.
[[nodiscard]] std::string version_of_image(std::string_view bytes);

// As many bytes of a file as the two above look at; what there is of a shorter one.
[[nodiscard]] std::string first_bytes_of_image(const std::filesystem::path& file);

}  // namespace linuxbake::bake::kernel
