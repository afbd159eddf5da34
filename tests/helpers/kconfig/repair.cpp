// SPDX-License-Identifier: MIT
// kconfig-repair - how often `fix` finds what it takes, and how fast.
//
//   kconfig-repair TREE ARCH BASE GROUP COUNT [SEED [WORK PRELOAD]]
//
// Draws COUNT groups of GROUP requests that some configuration can reach (the configuration of a
// random set of values), and fixes each over BASE. With WORK, `conf` is the judge of every
// proposal. Prints what is not satisfied, then the shares and the median time.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>

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
  int total = 0, satisfied = 0, impossible = 0, undecided = 0, refuted = 0;
  std::vector<double> milliseconds;
};

class Repair {
 public:
  Repair(const Tree& tree, std::string base_text, const Judge* judge)
      : tree_(tree), base_text_(std::move(base_text)), judge_(judge), values_(*tree.model) {}

  void run(int index, unsigned seed, int group) {
    std::mt19937 generator(seed);
    const Case one = draw(generator, group);
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

  // A configuration that can be reached, and some of its bools and tristates that are on.
  Case draw(std::mt19937& generator, int group) {
    const Model& model = *tree_.model;
    std::vector<SymbolId> logical;
    for (SymbolId id = 1; id < model.symbols.size(); ++id) {
      const Symbol& symbol = model.symbols[id];
      if (!symbol.constant && !symbol.is_choice && !symbol.nodes.empty() &&
          (symbol.type == Type::boolean || symbol.type == Type::tristate))
        logical.push_back(id);
    }
    std::string text;
    for (int i = 0; i < 6'000; ++i) {
      const SymbolId id = logical[generator() % logical.size()];
      text += assignment_line(fmt::format("CONFIG_{}", model.symbols[id].name),
                              std::string(1, "nmyy"[generator() % 4])) +
              "\n";
    }
    set(text);
    Case drawn;
    while (static_cast<int>(drawn.requests.size()) < group) {
      const SymbolId id = logical[generator() % logical.size()];
      if (values_.tristate(id) == Tristate::no && generator() % 8 != 0) continue;
      if (values_.visibility(id) == Tristate::no) continue;
      if (std::ranges::any_of(drawn.requests, [&](const Request& r) { return r.symbol == id; }))
        continue;
      const Tristate value = values_.tristate(id);
      drawn.requests.push_back({id, value, {}, {}});
      drawn.fragment += assignment_line(fmt::format("CONFIG_{}", model.symbols[id].name),
                                        std::string(1, tristate_letter(value))) +
                        "\n";
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
    if (fixed.outcome == Fix::Outcome::impossible)
      return ++statistics.impossible, tell("impossible");
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
    return std::ranges::all_of(one.requests,
                               [&](const Request& request) { return holds(values_, request); });
  }

  const Tree& tree_;
  std::string base_text_;
  const Judge* judge_;
  Evaluator values_;
};

void report(Statistics statistics) {
  std::ranges::sort(statistics.milliseconds);
  const auto at = [&](double share) {
    const auto last = static_cast<double>(statistics.milliseconds.size() - 1);
    return statistics.milliseconds[static_cast<std::size_t>(last * share)];
  };
  std::cout << fmt::format(
      "{} of {} satisfied by the first proposal, {} impossible, {} undecided, {} refuted; "
      "median {:.0f} ms, 90 % {:.0f} ms, worst {:.0f} ms\n",
      statistics.satisfied, statistics.total, statistics.impossible, statistics.undecided,
      statistics.refuted, at(0.5), at(0.9), at(1.0));
}

int run(const std::vector<std::string>& arguments) {
  TreeOptions options;
  options.directory = arguments[0];
  options.arch = arguments[1];
  options.cache = default_cache_directory();
  const Result<Tree> tree = open_tree(options);
  if (!tree) return std::cerr << tree.error().text() << "\n", 1;
  Evaluator values(*tree->model);
  (void)base_config(*tree, values, arguments[2]);
  std::optional<Judge> judge;
  if (arguments.size() > 7) {
    Result<Judge> prepared =
        Judge::prepare(tree->directory, arguments[1], arguments[6], arguments[7]);
    if (!prepared) return std::cerr << prepared.error().text() << "\n", 1;
    judge = *std::move(prepared);
  }
  Repair repair(*tree, dotconfig_text(*tree->model, values), judge ? &*judge : nullptr);
  const unsigned seed = arguments.size() > 5 ? static_cast<unsigned>(std::stoul(arguments[5])) : 1;
  const int count = std::stoi(arguments[4]);
  for (int i = 0; i < count; ++i)
    repair.run(i, seed + static_cast<unsigned>(i), std::stoi(arguments[3]));
  report(repair.statistics);
  const Statistics& s = repair.statistics;
  return s.refuted == 0 && s.satisfied * 100 >= s.total * 97 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::cerr << "usage: kconfig-repair TREE ARCH BASE GROUP COUNT [SEED [WORK PRELOAD]]\n";
    return 2;
  }
  return run(std::vector<std::string>(argv + 1, argv + argc));
}
