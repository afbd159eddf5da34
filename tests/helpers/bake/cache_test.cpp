// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bake/cache/collect.h"
#include "bake/cache/statistics.h"
#include "bake/results/store.h"
#include "bake/results/uses.h"
#include "common/file_lock.h"
#include "common/files.h"
#include "common/json.h"
#include "common/sha256.h"
#include "support/scoped_variable.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::cache {
namespace {

constexpr std::int64_t day = 24 * 60 * 60;
constexpr std::uint64_t mib = std::uint64_t{1} << 20U;

class BakeCache : public testing::Test {
 protected:
  void set_age(const std::string& name, std::int64_t days) const {
    const std::array<timespec, 2> times{{{now - days * day, 0}, {now - days * day, 0}}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (cache() / name).c_str(), times.data(), 0), 0);
  }

  // An entry of a mebibyte, used so many days ago; returns its key.
  std::string result(const std::string& kind, std::int64_t days) {
    const std::string inputs = "linuxbake-result 1\nkind " + kind + "\narch x86_64\n";
    const std::string key = sha256(inputs);
    const std::string file = work.write("file", std::string(mib, 'x'));
    EXPECT_TRUE(Store(kept, console).keep(key, inputs, {{"file", file}}));
    set_age("results/" + key, days);
    return key;
  }

  [[nodiscard]] Path cache() const { return work.path / "cache"; }
  [[nodiscard]] bool has(const std::string& name) const {
    return std::filesystem::exists(cache() / name);
  }
  [[nodiscard]] std::vector<std::string> collected(const Limits& limits,
                                                   Extent extent = Extent::everything) const {
    std::vector<std::string> names;
    for (const Entry& entry : collect(cache(), limits, now, extent).removed)
      names.push_back(entry.what);
    return names;
  }

  std::int64_t now = std::time(nullptr);
  TemporaryDirectory work;
  std::ostringstream said;
  Console console{"target", said, said};
  Cache kept{cache(), {}};
};

using Names = std::vector<std::string>;
using namespace std::string_literals;

TEST_F(BakeCache, TheLeastRecentlyUsedGoesWhereThereIsTooMuch) {
  result("linux", 3);
  const std::string busybox = result("busybox", 2);
  result("musl", 1);
  EXPECT_EQ(collected({2 * mib + mib / 2, std::chrono::hours(24 * 90)}), Names{"linux x86_64"});
  ASSERT_TRUE(Store(kept, console).find(busybox));  // so it is used today
  EXPECT_EQ(collected({mib + mib / 2, std::chrono::hours(24 * 90)}), Names{"musl x86_64"});
  EXPECT_TRUE(has("results/" + busybox));
}

TEST_F(BakeCache, WhatWasNotUsedForLongGoes) {
  result("linux", 91);
  result("busybox", 89);
  EXPECT_EQ(collected({}), Names{"linux x86_64"});
}

TEST_F(BakeCache, WhatSomebodyMakesOrTakesStays) {
  const std::string key = result("linux", 91);
  {
    const auto lock = Store(kept, console).lock(key);
    ASSERT_TRUE(lock);
    EXPECT_EQ(collected({0, Seconds(0)}), Names());
  }
  EXPECT_EQ(collected({0, Seconds(0)}), Names{"linux x86_64"});
  EXPECT_FALSE(has("locks/result-" + key));
}

TEST_F(BakeCache, ASourceThatABuildMayReadStays) {
  work.write("cache/sources/linux-6.12/Makefile", "x");
  work.write("cache/sources/linux-6.12.complete", "x");
  set_age("sources/linux-6.12", 200);  // the mark was used today
  EXPECT_EQ(collected({0, std::chrono::hours(24 * 90)}), Names());
  set_age("sources/linux-6.12.complete", 2);
  EXPECT_EQ(collected({0, std::chrono::hours(24 * 90)}), Names{"linux-6.12"});
  EXPECT_FALSE(has("sources/linux-6.12") || has("sources/linux-6.12.complete"));
}

TEST_F(BakeCache, NothingGoesByItselfThatNeedsTheNetworkAgain) {
  const std::string hash(64, 'a');
  work.write("cache/sources/linux-6.12-aaaaaaaaaaaaaaaa/Makefile", "x");
  work.write("cache/sources/musl-1.2-bbbbbbbbbbbbbbbb/Makefile", "x");
  work.write("cache/downloads/" + hash + "-linux.tar.xz", "x");
  for (const std::string& name :
       {"sources/linux-6.12-aaaaaaaaaaaaaaaa"s, "sources/musl-1.2-bbbbbbbbbbbbbbbb"s,
        "downloads/" + hash + "-linux.tar.xz"})
    set_age(name, 200);
  EXPECT_EQ(collected({}, Extent::what_needs_no_network), Names{"linux-6.12-aaaaaaaaaaaaaaaa"});
  EXPECT_EQ(collected({}), (Names{hash + "-linux.tar.xz", "musl-1.2-bbbbbbbbbbbbbbbb"}));
}

TEST_F(BakeCache, AnArchiveThatAPersonPutThereStays) {
  work.write("cache/downloads/linux-6.12.tar.xz", "x");
  set_age("downloads/linux-6.12.tar.xz", 200);
  EXPECT_EQ(collected({0, Seconds(0)}), Names());
}

TEST_F(BakeCache, ATreeOfABuildDirectoryGoesByItsAgeAlone) {
  work.write("cache/builds/kernel-0123/Makefile", "x");
  set_age("builds/kernel-0123", 80);
  EXPECT_EQ(collected({0, std::chrono::hours(24 * 90)}), Names());
  set_age("builds/kernel-0123", 91);
  EXPECT_EQ(collected({}), Names{"kernel-0123"});
}

TEST_F(BakeCache, WhatAKilledProcessHasLeftGoesAfterADay) {
  work.write("cache/results/a.xyz.part/file", "x");
  EXPECT_EQ(collected({}), Names());
  set_age("results/a.xyz.part", 2);
  EXPECT_EQ(collected({}), Names{"unfinished"});
}

TEST_F(BakeCache, NotesAndIndexesStay) {
  work.write("cache/downloads/linux-6.12.json", "x");
  work.write("cache/apt/deb-src/lists", "x");
  set_age("downloads/linux-6.12.json", 200);
  set_age("apt/deb-src", 200);
  EXPECT_EQ(collected({0, Seconds(0)}), Names());
}

TEST_F(BakeCache, ItIsDoneOnceADay) {
  const std::string first = result("linux", 91);
  EXPECT_TRUE(collect_once_a_day(cache(), now));
  EXPECT_FALSE(has("results/" + first));
  const std::string second = result("busybox", 91);
  EXPECT_TRUE(collect_once_a_day(cache(), now));
  EXPECT_TRUE(has("results/" + second));
  set_age("locks/collected", 2);
  EXPECT_TRUE(collect_once_a_day(cache(), now));
  EXPECT_FALSE(has("results/" + second));
}

TEST_F(BakeCache, TheEnvironmentSaysHowMuchIsKept) {
  const ScopedVariable size("LINUXBAKE_CACHE_MAX_SIZE", "3M");
  const ScopedVariable age("LINUXBAKE_CACHE_MAX_AGE", "2w");
  EXPECT_EQ(limits_of_environment()->size, 3 * mib);
  EXPECT_EQ(limits_of_environment()->age, std::chrono::hours(24 * 14));
  age.set("soon");
  constexpr const char* fault =
      "LINUXBAKE_CACHE_MAX_AGE in the environment: 'soon' is no age, as 90d or 12h";
  EXPECT_EQ(limits_of_environment().error().message, fault);
  EXPECT_EQ(collect_once_a_day(cache(), now).error().message, fault);
  size.set(std::nullopt);
  age.set(std::nullopt);
  EXPECT_EQ(limits_of_environment()->size, std::uint64_t{20} << 30U);
}

TEST(BakeCacheLimits, OtherTextsAreErrors) {
  for (const char* const text : {"", "G", "-1G", "1", "1.5G", "1g", "1GB", "99999999999999999T"})
    EXPECT_FALSE(size_of(text)) << text;
  for (const char* const text : {"", "d", "1", "1m", "90 d"}) EXPECT_FALSE(age_of(text)) << text;
  EXPECT_EQ(size_of("0").value(), 0U);
}

TEST_F(BakeCache, StatisticsHaveAllThatIsThere) {
  result("linux", 1);
  work.write("cache/downloads/abc-linux.tar.xz", std::string(mib, 'x'));
  const Json json = parse_json(json_of(cache(), {}));
  EXPECT_EQ(json.at("kinds").at(0).at("name"), "results");
  EXPECT_EQ(json.at("results").at(0).at("what"), "linux x86_64");
  EXPECT_EQ(json.at("results").at(0).at("entries"), 1);
  const std::string program = "program boot\nlinuxbake-helper 1\ncmake 3.25.1\n";
  work.write("cache/results/" + sha256(program) + "/inputs", program);
  EXPECT_NE(table_of(cache(), {}).find("  linuxbake-boot  "), std::string::npos);
  EXPECT_GT(json.at("bytes"), 2 * mib);
  EXPECT_EQ(json.at("limits").at("seconds"), 90 * day);
  EXPECT_NE(table_of(cache(), {}).find("  linux x86_64"), std::string::npos);
}

TEST_F(BakeCache, StatisticsSayWhatWasSaved) {
  std::ostringstream output;
  const Console console("hello", output, output);
  const Cache here{cache(), {}};
  const std::string inputs = "linuxbake-result 1\nkind linux\narch x86_64\n";
  const std::string key = sha256(inputs);
  const Store store(here, console);
  ASSERT_TRUE(store.keep(key, inputs, {{"kernel", work.write("kernel", "bytes")}}));
  const Path seconds = cache() / "results" / key / "seconds";
  EXPECT_EQ(*read_file(seconds), "0.0\n");
  ASSERT_TRUE(store.find_here(key));  // nobody uses it
  EXPECT_EQ(uses_of(cache(), key).all(), 0U);
  ASSERT_TRUE(store.find(key) && store.find(key));
  count_use(cache(), key, UsedFrom::server);
  std::filesystem::remove(seconds);
  ASSERT_TRUE(write_file_if_different(seconds, "1300.5\n"));
  const Json results = parse_json(json_of(cache(), {})).at("results").at(0);
  EXPECT_EQ(results.at("uses"), 3);
  EXPECT_EQ(results.at("from_servers"), 1);
  EXPECT_EQ(results.at("bytes_used"), 3 * results.at("bytes").get<std::uint64_t>());
  EXPECT_EQ(results.at("seconds_saved"), 3901.5);
  EXPECT_NE(table_of(cache(), {}).find(" 3            1   1:05:02\n"), std::string::npos)
      << table_of(cache(), {});
}

}  // namespace
}  // namespace linuxbake::bake::cache
