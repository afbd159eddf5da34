// SPDX-License-Identifier: MIT
#include "common/program.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <iostream>

#include "common/visible_text.h"

namespace linuxbake {

std::string Error::text() const {
  if (file.empty()) return message;
  if (line == 0) return fmt::format("{}: {}", file, message);
  return fmt::format("{}:{}: {}", file, line, message);
}

void print_message(std::string_view program, std::string_view kind, std::string_view text) {
  fmt::print(stderr, "{}: {}: {}\n", program, kind, visible_text(text));
}

int run_program(CLI::App& app, int argc, char** argv, const std::function<Result<int>()>& body) {
  try {
    app.parse(argc, argv);
    const Result<int> code = body();
    std::cout.flush();
    if (code) return *code;
    print_message(app.get_name(), "error", code.error().text());
    return exit_failed;
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return exit_done;
  } catch (const CLI::CallForAllHelp&) {
    std::cout << app.help("", CLI::AppFormatMode::All);
    return exit_done;
  } catch (const CLI::CallForVersion& version) {
    std::cout << version.what() << '\n';
    return exit_done;
  } catch (const CLI::ParseError& error) {
    print_message(app.get_name(), "error", error.what());
    print_message(app.get_name(), "note", "--help lists the commands and options");
    return exit_usage;
  } catch (const std::exception& error) {
    print_message(app.get_name(), "error", error.what());
    return exit_failed;
  }
}

}  // namespace linuxbake
