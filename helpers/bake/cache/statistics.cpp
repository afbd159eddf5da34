// SPDX-License-Identifier: MIT
#include "bake/cache/statistics.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "common/json.h"

namespace linuxbake::bake::cache {
namespace {

struct Sum {
  std::size_t entries = 0;
  std::uint64_t bytes = 0;
  std::uint64_t uses = 0, from_servers = 0, bytes_used = 0;
  double seconds_saved = 0;

  void add(const Entry& entry) {
    ++entries;
    bytes += entry.bytes;
    uses += entry.uses.all();
    from_servers += entry.uses.from_servers;
    bytes_used += entry.uses.all() * entry.bytes;
    seconds_saved += static_cast<double>(entry.uses.all()) * entry.uses.seconds;
  }
};

struct Statistics {
  std::map<Kind, Sum> kinds;
  std::map<std::string, Sum> results;
  std::uint64_t bytes = 0;
};

Statistics statistics_of(const Path& cache) {
  Statistics statistics;
  for (const Entry& entry : inventory_of(cache)) {
    statistics.kinds[entry.kind].add(entry);
    statistics.bytes += entry.bytes;
    if (entry.kind == Kind::results) statistics.results[entry.what].add(entry);
  }
  return statistics;
}

constexpr const char* head =
    "                             entries       size    uses from servers     saved\n";

std::string time_in_words(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string row(const std::string& name, const Sum& sum) {
  return fmt::format("{:<28} {:>7} {:>10}\n", name, sum.entries, in_words(sum.bytes));
}

std::string row_of_results(const std::string& name, const Sum& sum) {
  return fmt::format("{:<28} {:>7} {:>10} {:>7} {:>12} {:>9}\n", name, sum.entries,
                     in_words(sum.bytes), sum.uses, sum.from_servers,
                     time_in_words(sum.seconds_saved));
}

Json json_row(const char* key, const std::string& name, const Sum& sum) {
  return Json{{key, name}, {"entries", sum.entries}, {"bytes", sum.bytes}};
}

}  // namespace

std::string table_of(const Path& cache, const Limits& limits) {
  const Statistics statistics = statistics_of(cache);
  std::string text = cache.string() + "\n" + head;
  for (const auto& [kind, sum] : statistics.kinds) {
    text += (kind == Kind::results ? row_of_results : row)(name_of(kind), sum);
    if (kind != Kind::results) continue;
    for (const auto& [what, of_it] : statistics.results) text += row_of_results("  " + what, of_it);
  }
  return text +
         fmt::format("{} of {} are used; what was not used for {} days goes\n",
                     in_words(statistics.bytes), in_words(limits.size),
                     std::chrono::duration_cast<std::chrono::hours>(limits.age).count() / 24);
}

std::string json_of(const Path& cache, const Limits& limits) {
  const Statistics statistics = statistics_of(cache);
  Json kinds = Json::array();
  for (const auto& [kind, sum] : statistics.kinds)
    kinds.push_back(json_row("name", name_of(kind), sum));
  Json results = Json::array();
  for (const auto& [what, sum] : statistics.results) {
    results.push_back(json_row("what", what, sum));
    results.back().update({{"uses", sum.uses},
                           {"from_servers", sum.from_servers},
                           {"bytes_used", sum.bytes_used},
                           {"seconds_saved", sum.seconds_saved}});
  }
  const Json all{{"directory", cache.string()},
                 {"bytes", statistics.bytes},
                 {"limits", {{"bytes", limits.size}, {"seconds", limits.age.count()}}},
                 {"kinds", std::move(kinds)},
                 {"results", std::move(results)}};
  return json_text(all, 2) + "\n";
}

}  // namespace linuxbake::bake::cache
