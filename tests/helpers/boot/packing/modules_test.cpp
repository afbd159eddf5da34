// SPDX-License-Identifier: MIT
#include "boot/packing/modules.h"

#include <elf.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

// An ELF file with a section .modinfo, as the kernel's build makes one.
std::string module_file(const std::string& info) {
  const std::string names = std::string("\0.modinfo\0.shstrtab\0", 20);
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_shnum = 3;
  header.e_shstrndx = 2;
  header.e_shoff = sizeof header;
  Elf64_Shdr sections[3] = {};
  sections[1].sh_name = 1;
  sections[1].sh_offset = sizeof header + sizeof sections;
  sections[1].sh_size = info.size();
  sections[2].sh_name = 10;
  sections[2].sh_offset = sections[1].sh_offset + info.size();
  sections[2].sh_size = names.size();
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(reinterpret_cast<const char*>(sections), sizeof sections);
  return bytes + info + names;
}

std::string depending_on(const std::string& names) {
  using namespace std::string_literals;
  return module_file("license=GPL\0depends="s + names + "\0name=x\0"s);
}

class Modules : public testing::Test {
 protected:
  void SetUp() override {
    put("modules.builtin", "kernel/drivers/virtio/virtio.ko\n");
    put("kernel/a/nine-p.ko", depending_on("nine_p_net,virtio"));
    put("kernel/b/nine_p_net.ko", depending_on(""));
    put("kernel/b/tun.ko", depending_on(""));
    put("kernel/b/btrfs.ko", depending_on("none"));
    put("kernel/b/text.ko", "text");
    put("kernel/b/damaged.ko.xz", "text");
    put("kernel/b/readme.kolibri", "text");
  }
  void put(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(write_file_if_different(directory_ / name, bytes).has_value());
  }
  std::string order(const std::vector<std::string>& names) {
    const auto modules = ModuleTree::open(directory_)->with_dependencies(names);
    if (!modules) return modules.error().text();
    std::string text;
    for (const Module& module : *modules) text += module.name + " ";
    return text;
  }

  TemporaryDirectory temporary_{"linuxbake modules "};
  fs::path directory_ = temporary_.path;
};

TEST_F(Modules, ComeAfterWhatTheyNeed) {
  EXPECT_EQ(order({"nine_p"}), "nine_p_net nine_p ");
  EXPECT_EQ(order({"nine-p", "tun", "nine_p_net", "virtio"}), "nine_p_net nine_p tun ");
  EXPECT_EQ(order({}), "");
}

TEST_F(Modules, ErrorsNameTheFile) {
  const std::string here = directory_.string();
  EXPECT_EQ(order({"wlan"}), "there is no module 'wlan' in " + here);
  EXPECT_EQ(order({"btrfs"}), "there is no module 'none' in " + here);
  EXPECT_EQ(order({"text"}), here + "/kernel/b/text.ko: is no kernel module");
  EXPECT_TRUE(order({"damaged"}).starts_with(here + "/kernel/b/damaged.ko.xz: "));
  EXPECT_FALSE(ModuleTree::open(directory_ / "nowhere").has_value());
  EXPECT_EQ(ModuleTree::open(directory_ / "kernel/none").has_value(), false);
}

TEST_F(Modules, OptionsAreCalledAlike) {
  const auto tree = ModuleTree::open(directory_);
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ(tree->of_option("TUN"), "tun");
  EXPECT_EQ(tree->of_option("BTRFS_FS"), "btrfs");
  EXPECT_EQ(tree->of_option("VIRTIO"), std::nullopt);
  EXPECT_EQ(tree->of_option("EPOLL"), std::nullopt);
}

RC_GTEST_PROP(ModuleBytes, DamagedOnesAreRefusedOrRead, (std::size_t at, unsigned char byte)) {
  std::string bytes = depending_on("a,b");
  bytes[at % bytes.size()] = static_cast<char>(byte);
  static_cast<void>(module_depends(bytes));
  static_cast<void>(module_depends(std::string_view(bytes).substr(0, at % bytes.size())));
}

}  // namespace
}  // namespace linuxbake::boot
