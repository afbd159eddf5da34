// SPDX-License-Identifier: MIT
// What `fix` finds, and what it calls impossible, against the plain truth: on small trees, drawn at
// random, every configuration that a user can reach is made.
#include "kconfig/fix.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "one_file.h"
#include "random_tree.h"

namespace linuxbake::kconfig {
namespace {

constexpr int trees = 150;
constexpr int groups = 12;  // of requests, for each tree
constexpr unsigned symbols = RandomTree::symbols;

using Values = std::vector<Tristate>;
constexpr std::array all_values = {Tristate::no, Tristate::mod, Tristate::yes};

// A tree, and each of its configurations.
struct Truth {
  std::unique_ptr<Model> model;
  std::vector<SymbolId> ids;
  std::set<Values> reachable;

  [[nodiscard]] bool can_be(const std::vector<Request>& requests) const {
    return std::ranges::any_of(reachable, [&](const Values& values) {
      return std::ranges::all_of(requests, [&](const Request& one) {
        const auto place = std::ranges::find(ids, one.symbol) - ids.begin();
        return values[static_cast<std::size_t>(place)] == one.tristate;
      });
    });
  }
};

bool has_prompt(const Model& model, SymbolId id) {
  return std::ranges::any_of(model.symbols[id].nodes,
                             [&](NodeId n) { return model.nodes[n].prompt != none; });
}

// Nothing where the tree is none: it may draw a cycle.
std::optional<Truth> truth_of(const std::string& text) {
  auto model = parsed(text, dialects::linux_now);
  if (!model) return std::nullopt;
  Truth truth{*std::move(model), {}, {}};
  UserValues asked;
  truth.ids.push_back(truth.model->find("MODULES"));
  for (unsigned i = 0; i < symbols; ++i)
    truth.ids.push_back(truth.model->find(fmt::format("A{}", i)));
  for (const SymbolId id : truth.ids)
    if (has_prompt(*truth.model, id)) asked.push_back({id, Tristate::no, {}});
  Evaluator values(*truth.model);
  for (bool more = true; more;) {
    values.set_user_values(asked);
    Values found;
    for (const SymbolId id : truth.ids) found.push_back(values.tristate(id));
    truth.reachable.insert(std::move(found));
    more = false;
    for (UserValue& one : asked) {  // counts, with the values for digits
      const bool carries = one.tristate == Tristate::yes;
      one.tristate = carries                        ? Tristate::no
                     : one.tristate == Tristate::no ? Tristate::mod
                                                    : Tristate::yes;
      if (!carries) {
        more = true;
        break;
      }
    }
  }
  return truth;
}

struct Score {
  int proposed = 0, impossible = 0;
};

void ask(const Truth& truth, const std::vector<Request>& requests, const std::string& text,
         Score& score) {
  Evaluator values(*truth.model);
  UserValues asked;
  std::string what = text;
  for (const Request& one : requests) {
    asked.push_back({one.symbol, one.tristate, {}});
    what += fmt::format("{}={}\n", truth.model->symbols[one.symbol].name,
                        tristate_letter(one.tristate));
  }
  values.set_user_values(asked);
  const Fix fixed = fix(*truth.model, values, requests, 1);
  ASSERT_NE(fixed.outcome, Fix::Outcome::undecided) << what;
  ASSERT_EQ(fixed.outcome == Fix::Outcome::impossible, !truth.can_be(requests)) << what;
  if (fixed.outcome == Fix::Outcome::impossible) {
    ++score.impossible;
    // What is named is enough for the contradiction.
    ASSERT_FALSE(fixed.contradicting.empty() && fixed.rules.empty()) << what;
    ASSERT_FALSE(truth.can_be(fixed.contradicting)) << what;
    return;
  }
  ++score.proposed;
  if (!fixed.proposals.empty())
    for (const FixLine& line : fixed.proposals[0].lines)
      values.ask_for({line.symbol, line.value, {}});
  for (const Request& one : requests) ASSERT_TRUE(holds(values, one)) << what;
}

TEST(Fix, FindsWhatCanBeAndProvesWhatCannot) {
  if (!can_fix()) GTEST_SKIP() << "built without CaDiCaL";
  Score score;
  for (unsigned seed = 1; seed <= trees; ++seed) {
    RandomTree tree(seed);
    const std::string text = tree.text();
    const std::optional<Truth> truth = truth_of(text);
    for (int group = 0; truth && group < groups; ++group) {
      std::vector<Request> requests;
      for (unsigned i = 0; i <= tree.pick(3); ++i) {
        const SymbolId id = truth->ids[tree.pick(static_cast<unsigned>(truth->ids.size()))];
        const bool known =
            std::ranges::any_of(requests, [&](const Request& one) { return one.symbol == id; });
        const bool is_bool = truth->model->symbols[id].type == Type::boolean;
        const Tristate value = all_values[is_bool ? 2 * tree.pick(2) : tree.pick(3)];
        if (!known) requests.push_back({id, value, {}, {}});
      }
      ask(*truth, requests, fmt::format("seed {}\n{}", seed, text), score);
      if (HasFatalFailure()) return;
    }
  }
  // Both kinds were among them.
  EXPECT_GT(score.proposed, trees);
  EXPECT_GT(score.impossible, trees);
}

}  // namespace
}  // namespace linuxbake::kconfig
