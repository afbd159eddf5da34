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
      : request_(request),
        additions_(additions_of(request.tests)),
        groups_(group(request.tests, additions_, request.chosen)) {
    groups_.groups = longest_first(std::move(groups_.groups));
  }

  // A shard that has to set up a fixture anew for a test counts as longer by `reluctance` times
  // what that takes.
  std::vector<Shard> divide(double reluctance) {
    loads_.assign(request_.count, {});
    for (const std::vector<std::size_t>& members : groups_.groups)
      add(best_for(members, reluctance), members);
    for (const std::size_t one : groups_.carried) add_where_it_runs(one);
    std::vector<Shard> shards;
    for (const ShardLoad& load : loads_) shards.push_back(shard_of(load));
    return shards;
  }

 private:
  [[nodiscard]] double seconds_of(const ShardLoad& load) const {
    return load.alone + std::max(load.work / request_.jobs, load.longest);
  }

  ShardLoad& best_for(const std::vector<std::size_t>& members, double reluctance) {
    std::vector<double> lengths;
    for (const ShardLoad& load : loads_)
      lengths.push_back(seconds_with(load, members) + reluctance * setup_seconds(load, members));
    const auto shortest = std::min_element(lengths.begin(), lengths.end());
    return loads_[static_cast<std::size_t>(shortest - lengths.begin())];
  }

  // Of the fixtures that a shard does not have yet.
  [[nodiscard]] double setup_seconds(const ShardLoad& load,
                                     const std::vector<std::size_t>& members) const {
    TestSet added;
    for (const std::size_t one : members)
      for (const std::size_t other : additions_[one])
        if (!load.running.contains(other)) added.insert(other);
    double seconds = 0;
    for (const std::size_t one : added) seconds += request_.seconds[one];
    return seconds;
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
  TestGroups groups_;
  std::vector<ShardLoad> loads_;
};

double longest_of(const std::vector<Shard>& shards) {
  double seconds = 0;
  for (const Shard& shard : shards) seconds = std::max(seconds, shard.seconds);
  return seconds;
}

}  // namespace

// Whether a costly fixture is better had once or in each shard depends on all the rest: the best of
// three divisions.
std::vector<Shard> divide(const ShardRequest& request) {
  Divider divider(request);
  std::vector<Shard> best = divider.divide(0);
  for (const double reluctance : {1.0, 4.0}) {
    std::vector<Shard> shards = divider.divide(reluctance);
    if (longest_of(shards) < longest_of(best)) best = std::move(shards);
  }
  return best;
}

}  // namespace linuxbake::report::ci
