// SPDX-License-Identifier: MIT
// Kconfig files of any kind: they parse or fail in a place, in bounded time, and what parses can be
// evaluated and written, also with a .config, also by an interview where the tree has one. Several
// files in one input are separated by a line "=== <name>"; "=== .config" begins the configuration.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "kconfig/dotconfig.h"
#include "kconfig/interview.h"
#include "kconfig/parser.h"
#include "kconfig/values.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::kconfig;

class FilesInMemory final : public Files {
 public:
  explicit FilesInMemory(std::string_view text) {
    std::string name = "Kconfig";
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size() - 1);
      const std::string_view line = text.substr(0, end + 1);
      text.remove_prefix(end + 1);
      if (line.starts_with("=== "))
        name = line.substr(4, line.size() - 5);
      else
        files_[name] += line;
    }
    files_.try_emplace("Kconfig");
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? std::string() : found->second;
  }
  Result<std::string> read(const std::string& name) override {
    const auto found = files_.find(name);
    if (found == files_.end()) return fail("is not there");
    return found->second;
  }

 private:
  std::map<std::string, std::string> files_;
};

class EchoShell final : public Shell {
 public:
  Result<std::string> run(const std::string& command) override { return command.substr(0, 10); }
  [[nodiscard]] bool answers_later() const override { return true; }
};

void evaluate(Model& model, const std::string& config) {
  Evaluator values(model);
  (void)dotconfig_text(model, values);
  values.ask_for_all_others(Tristate::mod);
  (void)dotconfig_text(model, values);
  values.set_user_values(read_user_values(model, config, ".config", nullptr));
  if (model.dialect.drops_numbers_out_of_range) values.drop_values_out_of_range();
  (void)dotconfig_text(model, values);
  (void)defconfig_text(model, values);
  if (!model.dialect.interviews) return;
  forget_invisible(model, values);
  for (const Answers answers : {Answers::defaults, Answers::no, Answers::yes}) {
    (void)interview(model, values, answers);
    (void)dotconfig_text(model, values);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Environment environment = {{"ARCH", "x86"}, {"CC", "cc"}};
  for (const Dialect& dialect :
       {dialects::linux_now, dialects::linux_before_6_11, dialects::busybox, dialects::toybox}) {
    FilesInMemory files(text);
    EchoShell shell;
    const auto model = parse_tree("Kconfig", dialect, files, environment, shell);
    if (model)
      evaluate(**model, files.text(".config"));
    else if (model.error().message.empty())
      __builtin_trap();
  }
  return 0;
}
