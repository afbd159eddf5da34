// SPDX-License-Identifier: MIT
#include "kconfig/questions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "kconfig/dotconfig.h"
#include "kconfig/simple_command.h"
#include "one_file.h"

namespace linuxbake::kconfig {
namespace {

const std::string macros =
    "if-success = $(shell,{ $(1); } >/dev/null 2>&1 && echo \"$(2)\" || echo \"$(3)\")\n"
    "success = $(if-success,$(1),y,n)\n";

// "y" where the command says "cc yes", and notes what it was asked; "cc never" is an error.
class NotingShell final : public Shell {
 public:
  explicit NotingShell(bool later) : later_(later) {}
  Result<std::string> run(const std::string& command) override {
    asked.push_back(command.substr(2, command.find(';') - 2));
    if (command.find("cc never") != std::string::npos) return fail("never");
    return command.find("cc yes") != std::string::npos ? "y" : "n";
  }
  [[nodiscard]] bool answers_later() const override { return later_; }

  std::vector<std::string> asked;

 private:
  bool later_;
};

std::unique_ptr<Model> model_of(const std::string& text, Shell& shell) {
  auto model = parsed(macros + text, dialects::linux_now, shell);
  if (!model) throw std::runtime_error(model.error().text());
  return *std::move(model);
}

std::vector<std::string> asked_by(const std::string& text) {
  NotingShell shell(true);
  const auto model = model_of(text, shell);
  Evaluator values(*model);
  (void)dotconfig_text(*model, values);
  return shell.asked;
}

using Asked = std::vector<std::string>;

TEST(Questions, AreAskedWhenTheyMatter) {
  EXPECT_EQ(asked_by("config A\n\tdef_bool $(success,cc yes)\n"), Asked{"cc yes"});
  EXPECT_EQ(asked_by("config A\n\tbool \"a\"\n\tdepends on B && $(success,cc yes)\n"
                     "config B\n\tbool \"b\"\n"),
            Asked{});
  EXPECT_EQ(asked_by("config A\n\tbool \"a\"\n\tdepends on $(success,cc yes)\n\tdepends on B\n"
                     "config B\n\tbool \"b\"\n"),
            Asked{});
  EXPECT_EQ(asked_by("config A\n\tdef_bool B || !$(success,cc yes)\n"
                     "config B\n\tdef_bool y\n"),
            Asked{});
  EXPECT_EQ(asked_by("if $(success,cc no)\nconfig A\n\tdef_bool $(success,cc yes)\nendif\n"),
            Asked{"cc no"});
  EXPECT_EQ(asked_by("config A\n\tdef_bool $(success,cc yes)\n"
                     "config B\n\tdef_bool $(success,cc yes)\n"),
            Asked{"cc yes"});
}

TEST(Questions, AreAskedAtOnceWhereTheTextDependsOnThem) {
  for (const char* text : {
           "$(error-if,$(success,cc no),never)\n",
           "x := A_$(success,cc no)\nconfig $(x)\n\tbool\n",
           "config $(success,cc no)A\n\tbool\n",
           "config B\n\tbool\n\tselect $(success,cc no)\n",
           "config B\n\tstring\n\tdefault \"$(success,cc no)\"\n",
           "config B\n\tdef_bool B2=$(success,cc no)\n",
           "x-n = v\nconfig B\n\tstring \"$(x-$(success,cc no))\"\n",
       }) {
    NotingShell shell(true);
    (void)parsed(macros + text, dialects::linux_now, shell);
    EXPECT_EQ(shell.asked, Asked{"cc no"}) << text;
  }
}

// Whether they are asked later or not is not to be seen in the result.
TEST(Questions, GiveTheSameConfiguration) {
  const std::string text =
      "config MODULES\n\tdef_bool y\n\tmodules\n"
      "config A\n\tbool \"a\"\n\tdefault $(success,cc yes)\n\tdepends on $(success,cc yes) || B\n"
      "config B\n\ttristate \"b\" if !$(success,cc no)\n\tdefault m if $(success,cc yes)\n"
      "config C\n\tstring\n\tdefault $(success,cc yes)\n"
      "config D\n\tdef_bool $(success,cc yes) = $(success,cc also no)\n"
      "config E\n\tint\n\tdefault 3 if $(success,cc no)\n\tdefault 4\n"
      "menu \"m\"\n\tvisible if $(success,cc no)\nconfig F\n\tbool \"f\"\n\tdefault y\nendmenu\n"
      "config G\n\tbool \"g\" if $(success,cc x | cc yes)\n\tdefault !$(success,cc no)\n"
      "config H\n\tdef_bool y if $(success,cc no) != y && $(success,cc yes) > n\n"
      "choice\n\tprompt \"p\"\n\tdepends on $(success,cc yes)\n\tdefault K2\n"
      "config K1\n\tbool \"1\"\nconfig K2\n\tbool \"2\"\n\tdepends on $(success,cc "
      "no)\nendchoice\n";
  std::vector<std::string> results;
  for (const bool later : {false, true}) {
    NotingShell shell(later);
    const auto model = model_of(text, shell);
    Evaluator values(*model);
    results.push_back(dotconfig_text(*model, values));
    values.ask_for_all_others(Tristate::yes);
    results.push_back(dotconfig_text(*model, values));
  }
  EXPECT_EQ(results[0], results[2]);
  EXPECT_EQ(results[1], results[3]);
  EXPECT_NE(results[0].find("CONFIG_C=\"y\"\n"), std::string::npos);
}

TEST(Questions, WithoutAnAnswerNameTheirPlace) {
  NotingShell shell(true);
  const auto model = model_of("config A\n\tdef_bool $(success,cc never)\n", shell);
  Evaluator values(*model);
  try {
    (void)values.tristate(model->find("A"));
    FAIL();
  } catch (const QuestionFailed& failure) {
    EXPECT_EQ(failure.error.text(), "Kconfig:4: never");
  }
}

TEST(Questions, AreNamedAsTheyAreWritten) {
  NotingShell shell(true);
  const auto model = model_of("config A\n\tbool\n\tdepends on !$(success,cc no)\n", shell);
  EXPECT_EQ(expression_text(*model, model->symbols[model->find("A")].direct), "!$(success,cc no)");
}

std::string framed(const std::string& words) {
  return fmt::format(R"({{ {}; }} >/dev/null 2>&1 && echo "y" || echo "n")", words);
}

TEST(Questions, AreThoseThatSayYesOrNoWhateverComes) {
  for (const char* words :
       {"cc -c", "cc  'a; $(b) `c` }' | cc -", "a/b c", "echo \"\\$0 a\\\" }\" | cc - | head -n 1",
        "test \"x\" = y", "command -v cc", "env \"CC=cc\" /x/y.sh", "a/b .tmp_$$/c",
        "trap \"rm -rf .tmp_$$\" EXIT; mkdir .tmp_$$; cc -o .tmp_$$/o"})
    EXPECT_TRUE(says_yes_or_no(framed(words), {"cc"})) << words;
  for (const char* words : {"",
                            "exit 0",
                            "cc; exit",
                            "cc }; echo; { cc",
                            "cc && x",
                            "! cc",
                            "a=b cc",
                            ". a",
                            "cc <a",
                            "cc $CC",
                            "cc \"$CC\"",
                            "cc `a`",
                            "cc 'a",
                            "cc \"a",
                            "cc \"a\\\"",
                            "| cc",
                            "cc |",
                            "cc || cc",
                            "command exec cc",
                            "other",
                            "cc | exit 1",
                            "(cc)",
                            "cc\nexit",
                            "cc 'a\nb'",
                            "cc #",
                            "trap \"rm\" EXIT; cc",
                            "kill $$",
                            "cc $$$",
                            "cc $"})
    EXPECT_FALSE(says_yes_or_no(framed(words), {"cc"})) << words;
  EXPECT_FALSE(says_yes_or_no("{ cc; } >/dev/null 2>&1 && echo \"-m32\" || echo \"\"", {"cc"}));
  EXPECT_FALSE(says_yes_or_no("cc", {"cc"}));
}

}  // namespace
}  // namespace linuxbake::kconfig
