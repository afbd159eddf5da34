// SPDX-License-Identifier: MIT
#include "report/ci/fixtures.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

namespace linuxbake::report::ci {
namespace {

using TestsOfFixture = std::map<std::string, TestSet>;

TestsOfFixture tests_of_fixtures(const std::vector<TreeTest>& tests) {
  TestsOfFixture fixtures;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    for (const std::string& fixture : tests[i].fixtures_setup) fixtures[fixture].insert(i);
    for (const std::string& fixture : tests[i].fixtures_cleanup) fixtures[fixture].insert(i);
  }
  return fixtures;
}

// Sets of tests that grow together.
class UnionFind {
 public:
  explicit UnionFind(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  std::size_t root(std::size_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }

  void join(std::size_t one, std::size_t other) {
    const auto [first, second] = std::minmax({root(one), root(other)});
    parent_[second] = first;
  }

 private:
  std::vector<std::size_t> parent_;
};

// What has to have run where a test runs, besides what ctest adds to it. ctest itself says that a
// cleanup depends on all that require its fixture: that is none of the tests' business.
TestSet dependencies_of(std::size_t test, const std::vector<TreeTest>& tests,
                        const std::vector<TestSet>& additions,
                        const std::map<std::string, std::size_t>& places) {
  TestSet together = additions[test];
  together.insert(test);
  TestSet dependencies;
  for (const std::size_t one : together) {
    if (one != test && !tests[one].fixtures_cleanup.empty()) continue;
    for (const std::string& name : tests[one].depends)
      if (const auto found = places.find(name); found != places.end())
        if (!together.contains(found->second)) dependencies.insert(found->second);
  }
  return dependencies;
}

}  // namespace

std::vector<TestSet> additions_of(const std::vector<TreeTest>& tests) {
  const TestsOfFixture fixtures = tests_of_fixtures(tests);
  std::vector<TestSet> additions(tests.size());
  for (std::size_t i = 0; i < tests.size(); ++i) {
    std::vector<std::size_t> waiting{i};
    while (!waiting.empty()) {
      const std::size_t one = waiting.back();
      waiting.pop_back();
      for (const std::string& fixture : tests[one].fixtures_required)
        if (const auto found = fixtures.find(fixture); found != fixtures.end())
          for (const std::size_t added : found->second)
            if (additions[i].insert(added).second) waiting.push_back(added);
    }
    additions[i].erase(i);
  }
  return additions;
}

TestGroups group(const std::vector<TreeTest>& tests, const std::vector<TestSet>& additions,
                 const std::vector<std::size_t>& chosen) {
  std::map<std::string, std::size_t> places;
  for (const std::size_t one : chosen) places[tests[one].name] = one;
  TestSet carried, together;
  UnionFind sets(tests.size());
  for (const std::size_t one : chosen) carried.insert(additions[one].begin(), additions[one].end());
  // A fixture's own test needs what those need that it comes with, unless a test depends on it.
  std::vector<std::size_t> waiting;
  for (const std::size_t one : chosen)
    if (!carried.contains(one)) waiting.push_back(one);
  while (!waiting.empty()) {
    const std::size_t one = waiting.back();
    waiting.pop_back();
    for (const std::size_t other : dependencies_of(one, tests, additions, places)) {
      sets.join(one, other);
      if (together.insert(other).second && carried.contains(other)) waiting.push_back(other);
    }
  }
  TestGroups result;
  std::map<std::size_t, std::vector<std::size_t>> by_root;
  for (const std::size_t one : chosen) {
    if (carried.contains(one) && !together.contains(one))
      result.carried.push_back(one);
    else
      by_root[sets.root(one)].push_back(one);
  }
  for (auto& [root, members] : by_root) result.groups.push_back(std::move(members));
  return result;
}

}  // namespace linuxbake::report::ci
