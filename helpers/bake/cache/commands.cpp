// SPDX-License-Identifier: MIT
#include "bake/cache/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>

#include "bake/cache/collect.h"
#include "bake/cache/statistics.h"
#include "bake/remote/directory.h"
#include "bake/remote/exchange.h"
#include "bake/remote/http.h"
#include "bake/results/store.h"

namespace linuxbake::bake::cache {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Those of entries that are whole; what is unfinished has another name.
std::vector<std::string> keys_of(const Path& cache) {
  std::vector<std::string> keys;
  for (const Entry& entry : inventory_of(cache))
    if (entry.kind == Kind::results && entry.name.find('.') == std::string::npos)
      keys.push_back(entry.name);
  std::sort(keys.begin(), keys.end());
  return keys;
}

remote::Complain complain_of(const std::string& address) {
  return [name = remote::shown_url(address)](const std::string& key, const std::string& message) {
    std::cerr << "linuxbake-bake: " << name << ": " << key << ": " << message << '\n';
  };
}

std::string address_of(const std::string& directory) {
  return "file://" + std::filesystem::absolute(directory).string();
}

}  // namespace

Commands::Commands(CommandLine& program)
    : cache_(program.add_command("cache", "Look after what all builds of a user share")) {
  linuxbake::Command* stats =
      add("stats", "Say what is in it, and how large that is", &Commands::statistics);
  add_limits(*stats);
  add_limits(*add("gc",
                  "Remove what was not used for long, and the least recently used of what is too "
                  "much",
                  &Commands::collect_garbage));
  linuxbake::Command* verify =
      add("verify", "Look at each finished build: the damaged are removed", &Commands::verify);
  linuxbake::Command* push =
      add("push", "Send finished builds to servers that lack them", &Commands::push);
  add_servers(*push, "--to", "A server, as in LINUXBAKE_RESULTS_REMOTE, which is the default");
  push->add_flag("--archives", with_archives_,
                 "And the archives of sources: LINUXBAKE_MIRRORS=by-hash:<address>/cas finds them");
  linuxbake::Command* pull = add("pull", "Take finished builds from servers", &Commands::pull);
  add_servers(*pull, "--from", "A server, as in LINUXBAKE_RESULTS_REMOTE, which is the default");
  linuxbake::Command* out =
      add("export", "Write finished builds into a directory, for another machine",
          &Commands::export_entries);
  linuxbake::Command* in =
      add("import", "Take finished builds from such a directory", &Commands::import_entries);
  for (linuxbake::Command* command : {out, in})
    command->add_option("directory", place_, "As web servers and Bazel's cache have it: ac, cas")
        ->required()
        ->type_name("DIRECTORY");
  for (linuxbake::Command* command : {push, pull, out, in})
    command->add_option("keys", keys_, "The names of entries in results/; default: all there are")
        ->type_name("KEY");
  for (linuxbake::Command* command : {push, out})
    command
        ->add_option("--signer", signer_,
                     "An SSH key that signs; also LINUXBAKE_RESULTS_SIGNER in the environment")
        ->type_name("FILE");
  for (linuxbake::Command* command : {pull, in})
    command
        ->add_option("--keys", keys_file_,
                     "Whose signatures count: a file of allowed signers, as ssh-keygen(1) "
                     "describes it; also LINUXBAKE_RESULTS_KEYS in the environment")
        ->type_name("FILE");
  in->add_flag("--unsigned", takes_unsigned_, "Take what nobody has signed, too");
  for (linuxbake::Command* command : {stats, verify, push, pull, out, in})
    command->add_flag("--json", as_json_, "As JSON");
}

linuxbake::Command* Commands::add(const std::string& name, const std::string& help, Action action) {
  linuxbake::Command* command = cache_->add_command(name, help);
  command->add_option("--cache", directory_, "The directory")
      ->type_name("DIRECTORY")
      ->show_default();
  actions_.emplace_back(command, action);
  return command;
}

void Commands::add_limits(linuxbake::Command& command) {
  command.add_option("--max-size", max_size_,
                     "As 20G, the default; also LINUXBAKE_CACHE_MAX_SIZE in the environment");
  command.add_option("--max-age", max_age_,
                     "As 90d, the default; also LINUXBAKE_CACHE_MAX_AGE in the environment");
}

void Commands::add_servers(linuxbake::Command& command, const std::string& option,
                           const std::string& help) {
  command.add_option(option, addresses_, help)->one_value()->type_name("ADDRESS");
}

Result<int> Commands::run() const {
  for (const auto& [command, action] : actions_)
    if (command->chosen()) return (this->*action)();
  return exit_usage;  // a command is required
}

// What the command line says, else the environment.
Result<Limits> Commands::limits() const {
  Result<Limits> limits = limits_of_environment();
  if (!limits) return limits;
  if (!max_size_.empty()) {
    const auto size = size_of(max_size_);
    if (!size) return tl::unexpected(size.error());
    limits->size = *size;
  }
  if (!max_age_.empty()) {
    const auto age = age_of(max_age_);
    if (!age) return tl::unexpected(age.error());
    limits->age = *age;
  }
  return limits;
}

Result<int> Commands::statistics() const {
  return limits().map([&](const Limits& limits) {
    std::cout << (as_json_ ? json_of(directory_, limits) : table_of(directory_, limits));
    return exit_done;
  });
}

Result<int> Commands::collect_garbage() const {
  return limits().map([&](const Limits& limits) {
    std::cout << report_of(collect(directory_, limits, std::time(nullptr)));
    return exit_done;
  });
}

std::vector<std::string> Commands::wanted_keys() const {
  return keys_.empty() ? keys_of(directory_) : keys_;
}

int Commands::end_of(const char* done, std::uint64_t entries, std::uint64_t bytes,
                     std::uint64_t failed) const {
  std::cout << (as_json_
                    ? fmt::format(R"({{"entries": {}, "bytes": {}, "failed": {}}})", entries, bytes,
                                  failed)
                    : fmt::format("{} {}: {}, {} failed", done, entries, in_words(bytes), failed))
            << '\n';
  return failed == 0 ? exit_done : exit_failed;
}

Result<int> Commands::verify() const {
  const Console console("cache", std::cout, std::cerr);
  const Cache cache{directory_, {}};
  const Store store(cache, console);
  std::uint64_t failed = 0;
  const std::vector<std::string> keys = keys_of(directory_);
  for (const std::string& key : keys)
    if (!store.find_here(key)) ++failed;  // it says what is wrong, and removes it
  return end_of("verified", keys.size(), 0, failed);
}

Result<int> Commands::push() const {
  const std::string signer = signer_.empty() ? variable("LINUXBAKE_RESULTS_SIGNER") : signer_;
  if (signer.empty())
    return fail("--signer is needed, an SSH key: nobody takes what is not signed");
  std::vector<remote::Place> places = remote::places_of(variable("LINUXBAKE_RESULTS_REMOTE"));
  std::erase_if(places, [](const remote::Place& place) { return place.is_readonly; });
  if (!addresses_.empty()) places.clear();
  for (const std::string& address : addresses_) places.push_back({address, false});
  if (places.empty()) return fail("--to is needed, the address of a server");
  remote::Exchange all;
  for (const remote::Place& place : places) {
    const auto server = remote::open_server(place.address);
    if (!server) return tl::unexpected(server.error());
    const auto one =
        remote::push(**server, directory_, wanted_keys(), signer, complain_of(place.address));
    all.add(one);
    if (with_archives_)
      all.add(remote::push_archives(**server, directory_, complain_of(place.address)));
  }
  return end_of("sent", all.entries, all.bytes, all.failed);
}

// Each server is asked for what those before it lack.
Result<int> Commands::pull() const {
  const std::string file = keys_file_.empty() ? variable("LINUXBAKE_RESULTS_KEYS") : keys_file_;
  if (file.empty()) return fail("--keys is needed: whose signatures count");
  if (keys_.empty()) return fail("the names of entries are needed");
  std::vector<std::string> addresses = addresses_;
  if (addresses.empty())
    for (const remote::Place& place : remote::places_of(variable("LINUXBAKE_RESULTS_REMOTE")))
      addresses.push_back(place.address);
  if (addresses.empty()) return fail("--from is needed, the address of a server");
  remote::Exchange all;
  for (const std::string& address : addresses) {
    const auto server = remote::open_server(address);
    if (!server) return tl::unexpected(server.error());
    const auto one =
        remote::pull(**server, address, directory_, keys_, {file}, complain_of(address));
    all.entries += one.entries;
    all.bytes += one.bytes;
    all.failed = one.failed;
    if (one.failed == 0) break;
  }
  return end_of("taken", all.entries, all.bytes, all.failed);
}

Result<int> Commands::export_entries() const {
  const std::string signer = signer_.empty() ? variable("LINUXBAKE_RESULTS_SIGNER") : signer_;
  const std::string address = address_of(place_);
  const auto server = remote::open_server(address);
  if (!server) return tl::unexpected(server.error());
  const auto done = remote::push(**server, directory_, wanted_keys(), signer, complain_of(address));
  return end_of("written", done.entries, done.bytes, done.failed);
}

Result<int> Commands::import_entries() const {
  const std::string file = keys_file_.empty() ? variable("LINUXBAKE_RESULTS_KEYS") : keys_file_;
  if (file.empty() && !takes_unsigned_)
    return fail("--keys is needed, whose signatures count; or --unsigned");
  const std::string address = address_of(place_);
  const auto server = remote::open_server(address);
  if (!server) return tl::unexpected(server.error());
  const auto done =
      remote::pull(**server, address, directory_, keys_.empty() ? remote::keys_in(place_) : keys_,
                   {file, takes_unsigned_}, complain_of(address));
  return end_of("taken", done.entries, done.bytes, done.failed);
}

}  // namespace linuxbake::bake::cache
