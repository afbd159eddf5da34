// SPDX-License-Identifier: MIT
// kconfig-repair - how often `fix` finds what it takes, and how fast.
//
//   kconfig-repair TREE ARCH BASE reachable|any GROUP COUNT [SEED [WORK PRELOAD]]
//
// Draws COUNT groups of GROUP requests and fixes each over BASE. Reachable ones are read off the
// configuration of a random set of values; any ones are drawn blindly, and many cannot be. With
// WORK, `conf` is the judge of every proposal. What is called impossible is tried: with all of the
// all*configs, by `conf` too, and with 20 random configurations; and the reasons must be named.
// Prints what is not satisfied, then the shares and the median time.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <random>

#include "common/cache_directory.h"
#include "judge.h"
#include "kconfig/dotconfig.h"
#include "kconfig/fix.h"
#include "kconfig/resolve.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::kconfig;
using Clock = std::chrono::steady_clock;

struct Case {
  std::vector<Request> requests;
  std::string fragment;
};

struct Statistics {
  int total = 0, satisfied = 0, impossible = 0, undecided = 0, refuted = 0, unnamed = 0;
  std::vector<double> milliseconds;
};

class Repair {
 public:
  Repair(const Tree& tree, std::string base_text, const Judge* judge, bool is_blind)
      : tree_(tree),
        base_text_(std::move(base_text)),
        judge_(judge),
        is_blind_(is_blind),
        values_(*tree.model) {
    const Model& model = *tree.model;
    for (SymbolId id = 1; id < model.symbols.size(); ++id) {
      const Symbol& symbol = model.symbols[id];
      if (!symbol.constant && !symbol.is_choice && !symbol.nodes.empty() &&
          (symbol.type == Type::boolean || symbol.type == Type::tristate))
        logical_.push_back(id);
    }
  }

  void run(int index, unsigned seed, int group) {
    std::mt19937 generator(seed);
    const Case one = is_blind_ ? draw_any(generator, group) : draw(generator, group);
    set(base_text_ + one.fragment);
    const auto begin = Clock::now();
    const Fix fixed = fix(*tree_.model, values_, one.requests, 1);
    statistics.milliseconds.push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    ++statistics.total;
    count(index, one, fixed);
  }

  Statistics statistics;

 private:
  void set(const std::string& text) {
    const std::string_view kept = tree_.model->keep(text);
    values_.set_user_values(read_user_values(*tree_.model, kept, "case", nullptr));
  }

  [[nodiscard]] SymbolId any_symbol(std::mt19937& generator) const {
    return logical_[generator() % logical_.size()];
  }

  std::string random_config(std::mt19937& generator) {
    std::string text;
    for (int i = 0; i < 6'000; ++i)
      text += line_text(any_symbol(generator), all_values[std::array{0, 1, 2, 2}[generator() % 4]]);
    return text;
  }

  std::string line_text(SymbolId id, Tristate value) const {
    return assignment_line(fmt::format("CONFIG_{}", tree_.model->symbols[id].name),
                           std::string(1, tristate_letter(value))) +
           "\n";
  }

  void add(Case& to, SymbolId id, Tristate value) const {
    if (std::ranges::any_of(to.requests, [&](const Request& r) { return r.symbol == id; })) return;
    to.requests.push_back({id, value, {}, {}});
    to.fragment += line_text(id, value);
  }

  // A configuration that can be reached, and some of its bools and tristates that are on.
  Case draw(std::mt19937& generator, int group) {
    set(random_config(generator));
    Case drawn;
    while (static_cast<int>(drawn.requests.size()) < group) {
      const SymbolId id = any_symbol(generator);
      if (values_.tristate(id) == Tristate::no && generator() % 8 != 0) continue;
      if (values_.visibility(id) != Tristate::no) add(drawn, id, values_.tristate(id));
    }
    return drawn;
  }

  // Whatever a fragment may say.
  Case draw_any(std::mt19937& generator, int group) const {
    Case drawn;
    while (static_cast<int>(drawn.requests.size()) < group) {
      const SymbolId id = any_symbol(generator);
      const bool is_bool = tree_.model->symbols[id].type == Type::boolean;
      add(drawn, id, all_values[is_bool ? 2 * (generator() % 4 != 0) : generator() % 3]);
    }
    return drawn;
  }

  void count(int index, const Case& one, const Fix& fixed) {
    const auto tell = [&](const char* what) {
      std::cout << "  " << index << " " << what << ":";
      for (const Request& r : one.requests)
        std::cout << " " << tree_.model->symbols[r.symbol].name << "="
                  << tristate_letter(r.tristate);
      std::cout << std::endl;
    };
    if (fixed.outcome == Fix::Outcome::impossible) {
      ++statistics.impossible;
      if (!is_blind_) tell("impossible");
      if (fixed.contradicting.empty() || fixed.rules.empty()) ++statistics.unnamed, tell("unnamed");
      if (is_found_by_trial(one)) ++statistics.refuted, tell("not impossible");
      return;
    }
    if (fixed.outcome == Fix::Outcome::undecided) return ++statistics.undecided, tell("undecided");
    std::string text = base_text_ + one.fragment;
    if (!fixed.proposals.empty())
      for (const FixLine& line : fixed.proposals[0].lines)
        text += fix_line_text(*tree_.model, line) + "\n";
    if (is_confirmed(one, text))
      ++statistics.satisfied;
    else
      ++statistics.refuted, tell("refuted");
  }

  bool is_confirmed(const Case& one, std::string text) {
    if (judge_ != nullptr) {
      const Result<std::string> judged = judge_->resolve("--olddefconfig", text);
      if (!judged) return false;
      text = *judged;
    }
    set(text);
    return all_hold(one);
  }

  // Whether a configuration that others would try has what is called impossible.
  bool is_found_by_trial(const Case& one) {
    for (const char* base : {"allnoconfig", "alldefconfig", "allmodconfig", "allyesconfig"}) {
      (void)base_config(tree_, values_, base);
      if (is_confirmed(one, dotconfig_text(*tree_.model, values_) + one.fragment)) return true;
    }
    std::mt19937 generator(7);
    for (int i = 0; i < 20; ++i) {
      set(random_config(generator) + one.fragment);
      if (all_hold(one)) return true;
    }
    return false;
  }

  bool all_hold(const Case& one) {
    return std::ranges::all_of(one.requests, [&](const Request& r) { return holds(values_, r); });
  }

  static constexpr std::array all_values = {Tristate::no, Tristate::mod, Tristate::yes};

  const Tree& tree_;
  std::string base_text_;
  const Judge* judge_;
  bool is_blind_;
  Evaluator values_;
  std::vector<SymbolId> logical_;  // bools and tristates
};

void report(Statistics statistics) {
  std::ranges::sort(statistics.milliseconds);
  const auto at = [&](double share) {
    const auto last = static_cast<double>(statistics.milliseconds.size() - 1);
    return statistics.milliseconds[static_cast<std::size_t>(last * share)];
  };
  std::cout << fmt::format(
      "{} of {} satisfied by the first proposal, {} impossible ({} without reasons), {} undecided, "
      "{} refuted; median {:.0f} ms, 90 % {:.0f} ms, worst {:.0f} ms\n",
      statistics.satisfied, statistics.total, statistics.impossible, statistics.unnamed,
      statistics.undecided, statistics.refuted, at(0.5), at(0.9), at(1.0));
}

int run(const std::vector<std::string>& arguments) {
  TreeOptions options;
  options.directory = arguments[0];
  options.arch = arguments[1];
  options.cache = cache_directory();
  const Result<Tree> tree = open_tree(options);
  if (!tree) return std::cerr << tree.error().text() << "\n", 1;
  Evaluator values(*tree->model);
  (void)base_config(*tree, values, arguments[2]);
  std::optional<Judge> judge;
  if (arguments.size() > 8) {
    Result<Judge> prepared =
        Judge::prepare(tree->directory, arguments[1], arguments[7], arguments[8]);
    if (!prepared) return std::cerr << prepared.error().text() << "\n", 1;
    judge = *std::move(prepared);
  }
  Repair repair(*tree, dotconfig_text(*tree->model, values), judge ? &*judge : nullptr,
                arguments[3] == "any");
  const unsigned seed = arguments.size() > 6 ? static_cast<unsigned>(std::stoul(arguments[6])) : 1;
  const int count = std::stoi(arguments[5]);
  for (int i = 0; i < count; ++i)
    repair.run(i, seed + static_cast<unsigned>(i), std::stoi(arguments[4]));
  report(repair.statistics);
  const Statistics& s = repair.statistics;
  const int answered = s.satisfied + (arguments[3] == "any" ? s.impossible : 0);
  return s.refuted == 0 && s.unnamed == 0 && answered * 100 >= s.total * 97 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) {
    std::cerr
        << "usage: kconfig-repair TREE ARCH BASE reachable|any GROUP COUNT [SEED [WORK PRELOAD]]\n";
    return 2;
  }
  return run(std::vector<std::string>(argv + 1, argv + argc));
}
