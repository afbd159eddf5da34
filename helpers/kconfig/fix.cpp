// SPDX-License-Identifier: MIT
#include "kconfig/fix.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "kconfig/constraints.h"

namespace linuxbake::kconfig {
namespace {

constexpr int most_rounds = 400;
constexpr int most_conflicts = 200'000;
constexpr int most_conflicts_to_shrink = 3'000;
constexpr std::size_t most_lines_to_count = 4'000;
constexpr std::size_t most_lines_to_shrink = 40;
constexpr std::size_t most_rules_to_leave_out = 200;

using Answer = Sat::Answer;

class Fixer {
 public:
  Fixer(const Model& model, Evaluator& values, const std::vector<Request>& requests)
      : model_(model),
        values_(values),
        requests_(requests),
        rules_(model, values, sat_),
        no_more_(sat_.variable()) {
    for (const Request& request : requests_) add_goal(request);
  }

  // The next proposal, different from those before; nothing where there is none.
  std::optional<Proposal> next(Fix& fix) {
    for (int round = 0; round < most_rounds; ++round) {
      const Answer answer = sat_.solve(assumptions(), most_conflicts);
      if (answer == Answer::undecided) break;
      if (answer == Answer::impossible) {
        if (thaw(rules_.core().frozen)) continue;
        tell_proof(fix);
        return std::nullopt;
      }
      take_lines();
      if (is_small()) shrink();
      Evaluator trial = with_lines(lines_);
      if (all_hold(trial)) return accepted(is_small() ? trial : leave_out());
      if (learn_from(trial)) continue;
      if (lines_.empty()) break;
      forbid();
    }
    fix.outcome = Fix::Outcome::undecided;
    return std::nullopt;
  }

 private:
  void add_goal(const Request& request) {
    Literal goal = 0;
    if (is_logical(model_, request.symbol)) {
      rules_.expand(request.symbol);
      const LogicalValue value = rules_.symbol(request.symbol);
      goal = request.tristate == Tristate::yes  ? value.yes
             : request.tristate == Tristate::no ? -value.on
                                                : sat_.conjunction(value.on, -value.yes);
      fixed_.insert(request.symbol);
    } else {
      goal = rules_.can_be(request.symbol, request.text);
    }
    goals_.push_back(goal);
    wanted_.push_back(true);
  }

  [[nodiscard]] std::vector<Literal> assumptions() const {
    std::vector<Literal> all = rules_.assumptions();
    all.push_back(no_more_);
    for (std::size_t i = 0; i < goals_.size(); ++i) {
      if (!wanted_[i]) continue;
      all.push_back(goals_[i]);
      const SymbolId id = requests_[i].symbol;
      const Literal line = fixed_.contains(id) ? rules_.line(id) : 0;
      if (line != 0) all.push_back(-line);
    }
    return all;
  }

  bool thaw(const std::vector<SymbolId>& frozen) {
    bool changed = false;
    for (const SymbolId id : frozen) changed = rules_.refine(id) || changed;
    return changed;
  }

  // What could not be is a proof unless it rests on proposals that were turned down, on numbers as
  // they are now, or on a choice that is more than a list of bools.
  void tell_proof(Fix& fix) {
    const Constraints::Core core = rules_.core();
    const bool has_loose_choice = std::ranges::any_of(
        core.rules, [&](SymbolId id) { return is_loose_choice(model_.symbols[id].member_of); });
    if (!rests_on_rules(core) || has_loose_choice) {
      fix.outcome = Fix::Outcome::undecided;
      fix.comparisons = core.comparisons;
      fix.numbers = core.numbers;
      return;
    }
    fix.outcome = Fix::Outcome::impossible;
    std::vector<std::size_t> named;
    for (std::size_t i = 0; i < goals_.size(); ++i)
      if (is_refuted(goals_[i]) || is_refuted(-rules_.line(requests_[i].symbol)))
        named.push_back(i);
    for (std::size_t i = 0; i < goals_.size(); ++i)
      wanted_[i] = std::ranges::binary_search(named, i);
    for (const std::size_t i : named) {
      wanted_[i] = false;
      if (!is_proof()) wanted_[i] = true;
    }
    if (is_proof()) fix.rules = needed_rules();
    for (const std::size_t i : named)
      if (wanted_[i]) fix.contradicting.push_back(requests_[i]);
  }

  [[nodiscard]] bool rests_on_rules(const Constraints::Core& core) const {
    return core.comparisons.empty() && core.numbers.empty() && !sat_.failed(no_more_);
  }

  [[nodiscard]] bool is_loose_choice(NodeId choice) const {
    if (choice == none || !model_.dialect.choice_is_symbol) return false;
    const Symbol& symbol = model_.symbols[model_.nodes[choice].symbol];
    return symbol.optional || symbol.type == Type::tristate;
  }

  // Whether the requests that are wanted now are impossible, whatever else is asked for.
  bool is_proof() {
    for (int round = 0; round < most_rounds; ++round) {
      if (sat_.solve(assumptions(), most_conflicts_to_shrink) != Answer::impossible) return false;
      const Constraints::Core core = rules_.core();
      if (thaw(core.frozen)) continue;
      return rests_on_rules(core);
    }
    return false;
  }

  // Of the rules that the last proof rests on, those without which it is none.
  std::vector<SymbolId> needed_rules() {
    std::vector<SymbolId> needed = rules_.core().rules;
    const std::vector<SymbolId> all = needed;
    if (all.size() > most_rules_to_leave_out) return needed;
    std::unordered_set<Literal> left_out;
    for (const SymbolId id : all) {
      if (!left_out.insert(rules_.rule(id)).second) continue;
      std::vector<Literal> rest = assumptions();
      std::erase_if(rest, [&](Literal one) { return left_out.contains(one); });
      if (sat_.solve(rest, most_conflicts_to_shrink) == Answer::impossible)
        std::erase_if(needed, [&](SymbolId one) { return rules_.rule(one) == rules_.rule(id); });
      else
        left_out.erase(rules_.rule(id));
    }
    return needed;
  }

  // Of a request either the goal or that no other line may be written for its symbol.
  [[nodiscard]] bool is_refuted(Literal assumed) const {
    if (assumed == 0 || assumed == sat_.truth) return false;
    return assumed == -sat_.truth || sat_.failed(assumed);
  }

  // Whether the solver can be asked about every line: in a large tree that takes seconds.
  [[nodiscard]] bool is_small() const {
    return lines_.size() <= most_lines_to_shrink && rules_.expanded().size() < most_lines_to_count;
  }

  // Without those of the solver's lines that can be left out.
  void shrink() {
    for (std::size_t i = 0; i < lines_.size();) {
      std::vector<Literal> wanted = assumptions();
      for (const SymbolId id : rules_.expanded())
        if (const Literal line = rules_.line(id); line != 0 && !is_taken(id, i))
          wanted.push_back(-line);
      if (sat_.solve(wanted, most_conflicts_to_shrink) == Answer::satisfiable) {
        take_lines();  // a subset of what there was
      } else {
        ++i;
      }
    }
    count_down();
  }

  [[nodiscard]] Evaluator with_lines(const std::vector<FixLine>& lines) const {
    Evaluator trial = values_;
    for (const FixLine& line : lines) trial.ask_for({line.symbol, line.value, {}});
    return trial;
  }

  // The same by the evaluator. A line that is needed is mostly needed by a request that names it:
  // these are looked at first, and nothing else is computed for them.
  Evaluator leave_out() {
    const std::unordered_map<SymbolId, std::vector<const Request*>> by_name =
        requests_naming_lines();
    for (std::size_t i = lines_.size(); i-- > 0;) {
      std::vector<FixLine> fewer = lines_;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      Evaluator trial = with_lines(fewer);
      const auto named = by_name.find(lines_[i].symbol);
      const bool is_needed =
          named != by_name.end() && std::ranges::any_of(named->second, [&](const Request* one) {
            return !holds(trial, *one);
          });
      if (!is_needed && all_hold(trial)) lines_ = std::move(fewer);
    }
    return with_lines(lines_);
  }

  [[nodiscard]] std::unordered_map<SymbolId, std::vector<const Request*>> requests_naming_lines()
      const {
    std::unordered_map<SymbolId, std::vector<const Request*>> by_name;
    for (const FixLine& line : lines_) by_name[line.symbol];
    for (const Request& request : requests_) {
      for (const SymbolId id : named_by(request.symbol)) {
        const auto line = by_name.find(id);
        if (line != by_name.end()) line->second.push_back(&request);
      }
    }
    return by_name;
  }

  [[nodiscard]] bool is_taken(SymbolId id, std::size_t except) const {
    for (std::size_t j = 0; j < lines_.size(); ++j)
      if (j != except && lines_[j].symbol == id) return true;
    return false;
  }

  void take_lines() {
    lines_.clear();
    for (const SymbolId id : rules_.expanded())
      if (const Literal line = rules_.line(id); line != 0 && sat_.is_true(line))
        lines_.push_back({id, rules_.solution(id), none});
    solution_.clear();
    for (const SymbolId id : rules_.known()) solution_.emplace_back(id, rules_.solution(id));
  }

  // Fewer lines, while the solver finds it easily.
  void count_down() {
    while (lines_.size() > 1 && rules_.expanded().size() < most_lines_to_count) {
      std::vector<Literal> wanted = assumptions();
      wanted.push_back(at_most(lines_.size() - 1));
      if (sat_.solve(wanted, most_conflicts_to_shrink) != Answer::satisfiable) return;
      take_lines();
    }
  }

  // A literal that implies that at most `bound` of the lines are written (a sequential counter).
  Literal at_most(std::size_t bound) {
    const Literal active = sat_.variable();
    std::vector<Literal> count(bound, -sat_.truth);  // count[k]: more than k of those before
    for (const SymbolId id : rules_.expanded()) {
      const Literal line = rules_.line(id);
      if (line == 0 || fixed_.contains(id)) continue;
      sat_.add({-active, -line, -count[bound - 1]});
      for (std::size_t k = bound; k-- > 0;) {
        const Literal below = k == 0 ? sat_.truth : count[k - 1];
        count[k] = sat_.disjunction(count[k], sat_.conjunction(line, below));
      }
    }
    return active;
  }

  bool all_hold(Evaluator& trial) const {
    return std::ranges::all_of(requests_,
                               [&](const Request& request) { return holds(trial, request); });
  }

  // Where the solver's picture is not what the evaluator says, it looks closer.
  bool learn_from(Evaluator& trial) {
    bool changed = false;
    for (const auto& [id, expected] : solution_)
      if (trial.tristate(id) != expected) changed = rules_.refine(id) || changed;
    return changed;
  }

  // These lines together, never again.
  void forbid() {
    std::vector<Literal> clause = {-no_more_};
    for (const FixLine& line : lines_) clause.push_back(-rules_.line(line.symbol));
    sat_.add(clause);
  }

  std::optional<Proposal> accepted(Evaluator trial) {
    Proposal proposal{lines_, 0};
    find_purposes(proposal.lines);
    for (SymbolId id = 1; id < model_.symbols.size(); ++id)
      if (is_logical(model_, id) && !model_.symbols[id].is_choice &&
          values_.tristate(id) == Tristate::no && trial.tristate(id) != Tristate::no)
        ++proposal.further;
    forbid();
    return proposal;
  }

  // Of each line the first symbol that was looked at whose rules name it.
  void find_purposes(std::vector<FixLine>& lines) const {
    std::unordered_map<SymbolId, FixLine*> open;
    for (FixLine& line : lines) open.emplace(line.symbol, &line);
    for (const SymbolId other : rules_.expanded()) {
      for (const SymbolId id : named_by(other)) {
        const auto line = open.find(id);
        if (line == open.end() || id == other) continue;
        line->second->purpose = other;
        open.erase(line);
      }
    }
  }

  [[nodiscard]] std::vector<SymbolId> named_by(SymbolId id) const {
    const Symbol& symbol = model_.symbols[id];
    std::vector<ExprId> open = {symbol.reverse};
    for (const PropertyId p : symbol.properties) {
      const Property& property = model_.properties[p];
      if (property.kind == PropertyKind::prompt || property.kind == PropertyKind::default_value)
        open.push_back(property.condition);
    }
    std::vector<SymbolId> names;
    std::unordered_set<ExprId> seen;
    while (!open.empty()) {
      const ExprId next = open.back();
      open.pop_back();
      if (next == none || !seen.insert(next).second) continue;
      const Expression& e = model_.expressions[next];
      const bool inner = e.op == Op::conjunction || e.op == Op::disjunction;
      if (inner) open.push_back(e.right);
      if (inner || e.op == Op::negation) {
        open.push_back(e.left);
      } else {
        names.push_back(e.left);
        if (e.op != Op::symbol) names.push_back(e.right);
      }
    }
    return names;
  }

  const Model& model_;
  Evaluator& values_;
  const std::vector<Request>& requests_;
  Sat sat_;
  Constraints rules_;
  Literal no_more_;  // assumption: proposals of before are not made again
  std::vector<Literal> goals_;
  std::vector<bool> wanted_;  // of each request
  std::unordered_set<SymbolId> fixed_;
  std::vector<FixLine> lines_;
  std::vector<std::pair<SymbolId, Tristate>> solution_;
};

}  // namespace

bool can_fix() {
  return true;
}

Fix fix(const Model& model, Evaluator& values, const std::vector<Request>& requests,
        std::size_t alternatives) {
  Fix result;
  const bool done =
      std::ranges::all_of(requests, [&](const Request& r) { return holds(values, r); });
  if (done) {
    result.outcome = Fix::Outcome::satisfied;
    return result;
  }
  Fixer fixer(model, values, requests);
  while (result.proposals.size() < alternatives) {
    Fix attempt;
    std::optional<Proposal> proposal = fixer.next(attempt);
    if (!proposal && result.proposals.empty()) return attempt;
    if (!proposal) break;
    result.proposals.push_back(*std::move(proposal));
  }
  std::ranges::stable_sort(result.proposals, {},
                           [](const Proposal& p) { return std::pair(p.lines.size(), p.further); });
  result.outcome = Fix::Outcome::proposed;
  return result;
}

}  // namespace linuxbake::kconfig
