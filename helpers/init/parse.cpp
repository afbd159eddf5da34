// SPDX-License-Identifier: MIT
#include "init/parse.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "common/double_quotes.h"
#include "common/lines.h"

namespace linuxbake::init {
namespace {

using Words = std::vector<std::string>;

constexpr Escapes escapes = {.letters = "nt"};

std::string text_of(const QuoteFault& fault) {
  if (fault.kind == QuoteFault::Kind::no_end) return "a '\"' is not closed";
  return R"(unknown escape in "..." (there are \" \\ \n \t \xHH))";
}

Result<void> set_host_name(Description& description, const Words& words) {
  description.host_name = words[1];
  return check_host_name(words[1]);
}

Result<void> add_console(Description& description, const Words& words) {
  Console console{words[1], words.size() > 2 ? words[2] : ""};
  for (const Console& present : description.consoles) {
    if (present.name == console.name) {
      return fail(fmt::format("console '{}' is named twice", console.name));
    }
  }
  description.consoles.push_back(console);
  return check_console(console);
}

Result<void> add_mount(Description& description, const Words& words) {
  Mount mount{words[1], words[2], words[3], words.size() > 4 ? words[4] : "defaults"};
  for (const Mount& present : description.mounts) {
    if (present.where == mount.where) {
      return fail(fmt::format("something is mounted on '{}' already", mount.where));
    }
  }
  description.mounts.push_back(mount);
  return check_mount(mount);
}

Result<void> add_variable(Description& description, const Words& words) {
  description.environment.push_back({words[1], words[2]});
  return check_variable(description.environment.back());
}

Result<void> add_command(Description& description, const Words& words) {
  description.commands.emplace_back(words.begin() + 1, words.end());
  return check_command(description.commands.back());
}

Result<void> add_service(Description& description, const Words& words) {
  description.services.emplace_back(words.begin() + 1, words.end());
  return check_command(description.services.back());
}

Result<void> set_login(Description& description, const Words& /*words*/) {
  description.login = true;
  return {};
}

Result<void> set_network(Description& description, const Words& words) {
  if (words[1] != "dhcp") return fail(fmt::format("network: '{}' is not dhcp", words[1]));
  description.dhcp = true;
  return {};
}

Result<void> set_hotplug(Description& description, const Words& /*words*/) {
  description.hotplug = true;
  return {};
}

Result<void> set_root(Description& description, const Words& words) {
  description.root = words[1];
  return check_root(words[1]);
}

Result<void> set_then(Description& description, const Words& words) {
  const Result<Then> then = then_of(words[1]);
  if (!then) return fail("then: " + then.error().message);
  description.then = *then;
  return {};
}

Result<void> set_banner(Description& description, const Words& words) {
  description.banner = words[1];
  if (!description.banner.empty() && description.banner.back() != '\n') description.banner += '\n';
  description.has_banner = true;
  return {};
}

struct Statement {
  std::string_view name;
  std::size_t least, most;  // words after the name
  bool once;
  Result<void> (*apply)(Description&, const Words&);
};

constexpr std::size_t any = std::string::npos;

constexpr Statement statements[] = {
    {"hostname", 1, 1, true, set_host_name}, {"console", 1, 2, false, add_console},
    {"mount", 3, 4, false, add_mount},       {"environment", 2, 2, false, add_variable},
    {"run", 1, any, false, add_command},     {"service", 1, any, false, add_service},
    {"login", 0, 0, true, set_login},        {"network", 1, 1, true, set_network},
    {"hotplug", 0, 0, true, set_hotplug},    {"root", 1, 1, true, set_root},
    {"then", 1, 1, true, set_then},          {"banner", 1, 1, true, set_banner}};

tl::unexpected<Error> unknown_statement(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Statement& one : statements) names.push_back(one.name);
  return fail(fmt::format("unknown statement '{}' ({})", name, fmt::join(names, ", ")));
}

Result<void> apply(Description& description, const Words& words, std::set<std::string_view>& seen) {
  const auto* const statement =
      std::find_if(std::begin(statements), std::end(statements),
                   [&words](const Statement& one) { return one.name == words.front(); });
  if (statement == std::end(statements)) return unknown_statement(words.front());
  const std::string_view name = statement->name;
  const std::size_t count = words.size() - 1;
  if (count < statement->least) return fail(fmt::format("'{}' has too few words", name));
  if (count > statement->most) return fail(fmt::format("'{}' has too many words", name));
  if (!seen.insert(name).second && statement->once) {
    return fail(fmt::format("'{}' stands here a second time", name));
  }
  return statement->apply(description, words);
}

}  // namespace

Result<Words> words_of(std::string_view line) {
  Words words;
  for (std::size_t at = 0; (at = line.find_first_not_of(blanks, at)) != std::string_view::npos;) {
    if (line[at] == '#') break;
    if (line[at] == '"') {
      auto word = read_quoted(line, at, escapes);
      if (!word) return fail(text_of(word.error()));
      if (at < line.size() && blanks.find(line[at]) == std::string_view::npos) {
        return fail("text right after a closing '\"'");
      }
      words.push_back(*std::move(word));
      continue;
    }
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    words.emplace_back(line.substr(at, end - at));
    if (words.back().find('"') != std::string::npos) {
      return fail(R"(a '"' inside a word: put the whole word in quotes, and \" for this one)");
    }
    at = end;
  }
  return words;
}

Result<Description> parse_description(std::string_view text, const std::string& file) {
  Description description;
  std::set<std::string_view> seen;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const Result<Words> words = words_of(take_line(text));
    if (!words) return fail(words.error().message, file, number);
    if (words->empty()) continue;
    const Result<void> applied = apply(description, *words, seen);
    if (!applied) return fail(applied.error().message, file, number);
  }
  return description;
}

}  // namespace linuxbake::init
