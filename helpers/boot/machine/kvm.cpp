// SPDX-License-Identifier: MIT
#include "boot/machine/kvm.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <functional>

#include "boot/process/child.h"
#include "common/architecture.h"
#include "common/file_identity.h"
#include "common/files.h"
#include "common/programs.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

fs::path trial_file(const fs::path& directory, const std::string& key) {
  return directory / fmt::format("kvm-{:016x}", std::hash<std::string>{}(key));
}

std::string answer_line(bool works) {
  return works ? "works\n" : "hangs\n";
}

bool processor_virtualises() {
  const auto text = read_file("/proc/cpuinfo");
  if (!text) return false;
  return text->find(" vmx") != std::string::npos || text->find(" svm") != std::string::npos;
}

}  // namespace

std::string kvm_obstacle(const Machine& machine) {
#if defined(__x86_64__)
  if (!architecture(machine.arch).machine.pc) return "the guest is of another architecture";
  if (!processor_virtualises()) return "the processor shows neither vmx nor svm";
#elif defined(__aarch64__)
  if (architecture(machine.arch).machine.pc) return "the guest is of another architecture";
#else
  return "KVM is not tried on this architecture";
#endif
  if (!machine.instructions.empty()) return "instructions are counted";
  if (::access("/dev/kvm", R_OK | W_OK) != 0) return "/dev/kvm cannot be opened";
  return {};
}

std::string kvm_trial_key(const Machine& machine) {
  const auto boot = read_file("/proc/sys/kernel/random/boot_id");
  const auto qemu = find_program(qemu_program(machine));
  std::string key = boot.value_or("unknown\n") + machine.arch + "\n";
  key += file_identity(qemu.value_or(""));
  key += file_identity(machine.image.empty() ? machine.kernel : machine.image);
  return key;
}

std::optional<bool> kvm_known(const fs::path& directory, const std::string& key) {
  const auto text = read_file(trial_file(directory, key));
  for (const bool answer : {true, false}) {
    if (text && *text == key + answer_line(answer)) return answer;
  }
  return std::nullopt;
}

bool kvm_works(const fs::path& directory, const std::string& key,
               const std::function<bool()>& trial) {
  std::error_code ignored;
  fs::create_directories(directory, ignored);
  const fs::path file = trial_file(directory, key);
  const Descriptor lock(
      ::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (lock.open()) ::flock(lock.get(), LOCK_EX);
  if (const auto known = kvm_known(directory, key)) return *known;
  const bool works = trial();
  [[maybe_unused]] const auto written = write_file_if_different(file, key + answer_line(works));
  return works;
}

}  // namespace linuxbake::boot
