// SPDX-License-Identifier: MIT
// package.h - a binary package (deb(5), version 2.0): an ar archive of debian-binary, control.tar
// and data.tar, the latter two compressed.
//
// The bytes depend on what is packed, the fields and the version of the compressor alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "common/mapped_file.h"
#include "common/result.h"
#include "cpio/compress.h"
#include "cpio/layout.h"
#include "deb/control.h"
#include "tar/entry.h"

namespace linuxbake::deb {

// What dpkg runs: preinst, postinst, prerm, postrm.
inline constexpr const char* script_names[] = {"preinst", "postinst", "prerm", "postrm"};

// Whether dpkg runs the control file of this name: one of those, or config.
[[nodiscard]] bool is_script(const std::string& name);

struct NewPackage {
  Paragraph control;                           // without Installed-Size
  cpio::Layout layout;                         // what is in it
  std::vector<std::string> conffiles;          // besides the files below /etc: "/srv/x.conf"
  std::map<std::string, std::string> scripts;  // by their names, with their texts
  cpio::Compression compression = cpio::Compression::xz;  // none, gzip, xz or zstd
  std::uint32_t mtime = 0;                                // of all members
};

// Each regular file below /etc is a conffile, as debhelper has it. Errors: a field that is wrong or
// missing, a conffile that is none of the files, a socket, an unreadable file.
[[nodiscard]] Result<std::string> package_bytes(NewPackage package);

// What Debian calls our architectures: amd64 for x86_64. Errors: one that is not known.
[[nodiscard]] Result<std::string> debian_architecture(const std::string& architecture);

// A sentence for each program and library in it that is for another machine than the package
// (Debian's word): systems would install it, and could not run it.
[[nodiscard]] std::vector<std::string> programs_of_others(const cpio::Layout& layout,
                                                          const std::string& architecture);

// "hello_1.0-1_amd64.deb"
[[nodiscard]] std::string file_name_of(const Paragraph& control);

class Package {
 public:
  // Errors: no package, damaged; a field that is wrong or missing. All name the file.
  [[nodiscard]] static Result<Package> open(const std::filesystem::path& file);

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] std::string_view bytes() const { return mapped_.bytes(); }
  [[nodiscard]] std::string name() const { return control.get("Package"); }

  // What is in it; the data are valid until the next call.
  [[nodiscard]] Result<std::vector<tar::Entry>> data();

  Paragraph control;
  std::map<std::string, std::string> control_files;  // "postinst", "conffiles" …, not "control"

 private:
  Package(std::string file, MappedFile mapped)
      : file_(std::move(file)), mapped_(std::move(mapped)) {}
  Result<void> read_control(std::string_view name, std::string_view bytes);

  std::string file_;
  MappedFile mapped_;
  std::string_view packed_data_;
  std::string data_name_;  // "data.tar.xz"
  std::string data_;       // unpacked
};

// The whole of it, of however many parts; as it is, where the name ends in ".tar".
[[nodiscard]] Result<std::string> decompressed(std::string_view name, std::string_view bytes);

// Through make_compressor() into memory.
[[nodiscard]] Result<std::string> compressed(std::string_view bytes, cpio::Compression compression);

}  // namespace linuxbake::deb
