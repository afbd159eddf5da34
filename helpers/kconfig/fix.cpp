// SPDX-License-Identifier: MIT
#include "kconfig/fix.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "kconfig/constraints.h"

namespace linuxbake::kconfig {
namespace {

constexpr int most_rounds = 400;
constexpr int most_conflicts = 200'000;
constexpr int most_conflicts_to_shrink = 3'000;
constexpr std::size_t most_lines_to_count = 4'000;

using Answer = Sat::Answer;

bool is_logical(const Model& model, SymbolId id) {
  const Type type = model.symbols[id].type;
  return type == Type::boolean || type == Type::tristate;
}

class Fixer {
 public:
  Fixer(const Model& model, Evaluator& values, const std::vector<Request>& requests)
      : model_(model), values_(values), requests_(requests), rules_(model, values, sat_) {
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
      shrink();
      Evaluator trial = values_;
      for (const FixLine& line : lines_) trial.ask_for({line.symbol, line.value, {}});
      if (all_hold(trial)) return accepted(trial);
      if (!learn_from(trial)) forbid();
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
      goal = rules_.visibility(request.symbol).on;
    }
    goals_.push_back(goal);
  }

  [[nodiscard]] std::vector<Literal> assumptions() const {
    std::vector<Literal> all = rules_.assumptions();
    all.insert(all.end(), goals_.begin(), goals_.end());
    for (const SymbolId id : fixed_)
      if (const Literal line = rules_.line(id); line != 0) all.push_back(-line);
    return all;
  }

  bool thaw(const std::vector<SymbolId>& frozen) {
    bool changed = false;
    for (const SymbolId id : frozen) changed = rules_.refine(id) || changed;
    return changed;
  }

  void tell_proof(Fix& fix) const {
    fix.outcome = Fix::Outcome::impossible;
    fix.rules = rules_.core().rules;
    for (std::size_t i = 0; i < goals_.size(); ++i)
      if (is_refuted(goals_[i]) || is_refuted(-rules_.line(requests_[i].symbol)))
        fix.contradicting.push_back(requests_[i]);
  }

  // Of a request either the goal or that no other line may be written for its symbol.
  [[nodiscard]] bool is_refuted(Literal assumed) const {
    if (assumed == 0 || assumed == sat_.truth) return false;
    return assumed == -sat_.truth || sat_.failed(assumed);
  }

  // Takes the solver's lines, without those that can be left out.
  void shrink() {
    take_lines();
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
    std::vector<Literal> clause;
    for (const FixLine& line : lines_) clause.push_back(-rules_.line(line.symbol));
    sat_.add(clause);
  }

  std::optional<Proposal> accepted(Evaluator& trial) {
    Proposal proposal{lines_, 0};
    for (FixLine& line : proposal.lines) line.purpose = purpose_of(line.symbol);
    for (SymbolId id = 1; id < model_.symbols.size(); ++id)
      if (is_logical(model_, id) && !model_.symbols[id].is_choice &&
          values_.tristate(id) == Tristate::no && trial.tristate(id) != Tristate::no)
        ++proposal.further;
    forbid();
    return proposal;
  }

  // The first symbol that was looked at whose rules name this one.
  [[nodiscard]] SymbolId purpose_of(SymbolId id) const {
    for (const SymbolId other : rules_.expanded())
      if (other != id && names(other, id)) return other;
    return none;
  }

  [[nodiscard]] bool names(SymbolId other, SymbolId id) const {
    std::unordered_set<ExprId> seen;
    const Symbol& symbol = model_.symbols[other];
    for (const PropertyId p : symbol.properties) {
      const Property& property = model_.properties[p];
      const bool counts =
          property.kind == PropertyKind::prompt || property.kind == PropertyKind::default_value;
      if (counts && contains(property.condition, id, seen)) return true;
    }
    return contains(symbol.reverse, id, seen);
  }

  bool contains(ExprId expression, SymbolId id, std::unordered_set<ExprId>& seen) const {
    std::vector<ExprId> open = {expression};
    while (!open.empty()) {
      const ExprId next = open.back();
      open.pop_back();
      if (next == none || !seen.insert(next).second) continue;
      const Expression& e = model_.expressions[next];
      const bool inner = e.op == Op::conjunction || e.op == Op::disjunction;
      if (inner) open.push_back(e.right);
      if (inner || e.op == Op::negation)
        open.push_back(e.left);
      else if (e.left == id || (e.op != Op::symbol && e.right == id))
        return true;
    }
    return false;
  }

  const Model& model_;
  Evaluator& values_;
  const std::vector<Request>& requests_;
  Sat sat_;
  Constraints rules_;
  std::vector<Literal> goals_;
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
