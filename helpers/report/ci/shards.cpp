// SPDX-License-Identifier: MIT
#include "report/ci/shards.h"

#include <algorithm>
#include <numeric>

#include "report/ci/fixtures.h"

namespace linuxbake::report::ci {
namespace {

// What one machine runs.
struct ShardLoad {
  TestSet own, running;  // what is listed, and that with what ctest adds
  double alone = 0;      // seconds of those that run alone
  double work = 0;       // seconds of all others, one after the other, on all their processors
  double longest = 0;    // of them
};

class Divider {
 public:
  explicit Divider(const ShardRequest& request)
      : request_(request), additions_(additions_of(request.tests)), loads_(request.count) {}

  std::vector<Shard> divide() {
    TestGroups groups = group(request_.tests, additions_, request_.chosen);
    for (const std::vector<std::size_t>& members : longest_first(std::move(groups.groups)))
      add(*std::min_element(loads_.begin(), loads_.end(),
                            [&](const ShardLoad& one, const ShardLoad& other) {
                              return seconds_with(one, members) < seconds_with(other, members);
                            }),
          members);
    for (const std::size_t one : groups.carried) add_where_it_runs(one);
    std::vector<Shard> shards;
    for (const ShardLoad& load : loads_) shards.push_back(shard_of(load));
    return shards;
  }

 private:
  [[nodiscard]] double seconds_of(const ShardLoad& load) const {
    return load.alone + std::max(load.work / request_.jobs, load.longest);
  }

  [[nodiscard]] double seconds_with(const ShardLoad& load,
                                    const std::vector<std::size_t>& members) const {
    ShardLoad sum{{}, {}, load.alone, load.work, load.longest};
    const auto run_once = [&](std::size_t one) {
      if (!load.running.contains(one)) run(sum, one);
    };
    for (const std::size_t one : members) {
      run_once(one);
      for (const std::size_t added : additions_[one]) run_once(added);
    }
    return seconds_of(sum);
  }

  void add(ShardLoad& load, const std::vector<std::size_t>& members) const {
    for (const std::size_t one : members) {
      load.own.insert(one);
      run(load, one);
      for (const std::size_t added : additions_[one]) run(load, added);
    }
  }

  void run(ShardLoad& load, std::size_t one) const {
    if (!load.running.insert(one).second) return;
    const TreeTest& test = request_.tests[one];
    const double seconds = request_.seconds[one];
    if (test.runs_alone) {
      load.alone += seconds;
      return;
    }
    load.work += seconds * std::clamp(test.processors, 1U, request_.jobs);
    load.longest = std::max(load.longest, seconds);
  }

  // With what ctest adds; of equal ones that whose first test comes first in the tree.
  [[nodiscard]] std::vector<std::vector<std::size_t>> longest_first(
      std::vector<std::vector<std::size_t>> groups) const {
    std::vector<double> seconds;
    for (const auto& members : groups) seconds.push_back(seconds_with({}, members));
    std::vector<std::size_t> order(groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
      return seconds[one] > seconds[other];
    });
    std::vector<std::vector<std::size_t>> sorted;
    for (const std::size_t i : order) sorted.push_back(std::move(groups[i]));
    return sorted;
  }

  void add_where_it_runs(std::size_t one) {
    for (ShardLoad& load : loads_)
      if (load.running.contains(one)) {
        load.own.insert(one);
        return;
      }
    add(loads_.front(), {one});  // two fixtures that require each other
  }

  [[nodiscard]] Shard shard_of(const ShardLoad& load) const {
    Shard shard;
    shard.tests.assign(load.own.begin(), load.own.end());
    std::set_difference(load.running.begin(), load.running.end(), load.own.begin(), load.own.end(),
                        std::back_inserter(shard.fixtures));
    shard.seconds = seconds_of(load);
    return shard;
  }

  const ShardRequest& request_;
  std::vector<TestSet> additions_;
  std::vector<ShardLoad> loads_;
};

}  // namespace

std::vector<Shard> divide(const ShardRequest& request) {
  return Divider(request).divide();
}

}  // namespace linuxbake::report::ci
