// SPDX-License-Identifier: MIT
#include "kconfig/sat.h"

#include <cadical.hpp>
#include <unordered_map>
#include <utility>

namespace linuxbake::kconfig {

struct Sat::Engine {
  CaDiCaL::Solver solver;
  int variables = 0;
  std::unordered_map<long long, Literal> conjunctions;
};

Sat::Sat() : engine_(std::make_unique<Engine>()) {
  truth = variable();
  engine_->solver.add(truth);  // not by add(), which leaves out what is true
  engine_->solver.add(0);
}

Sat::~Sat() = default;

Literal Sat::variable() {
  return ++engine_->variables;
}

void Sat::add(const std::vector<Literal>& clause) {
  for (const Literal literal : clause)
    if (literal == truth) return;
  for (const Literal literal : clause)
    if (literal != -truth || clause.size() == 1) engine_->solver.add(literal);
  engine_->solver.add(0);
}

void Sat::prefer(Literal literal) {
  if (literal != truth && literal != -truth) engine_->solver.phase(literal);
}

Literal Sat::conjunction(Literal left, Literal right) {
  if (left == -truth || right == -truth || left == -right) return -truth;
  if (left == truth || left == right) return right;
  if (right == truth) return left;
  if (left > right) std::swap(left, right);
  const long long key = (static_cast<long long>(left) << 32) ^ static_cast<unsigned>(right);
  const auto [place, is_new] = engine_->conjunctions.try_emplace(key, 0);
  if (!is_new) return place->second;
  const Literal result = place->second = variable();
  add({-result, left});
  add({-result, right});
  add({result, -left, -right});
  return result;
}

Literal Sat::choice(Literal condition, Literal then, Literal otherwise) {
  if (then == otherwise || condition == truth) return then;
  if (condition == -truth) return otherwise;
  return disjunction(conjunction(condition, then), conjunction(-condition, otherwise));
}

void Sat::equal(Literal left, Literal right) {
  add({-left, right});
  add({left, -right});
}

Sat::Answer Sat::solve(const std::vector<Literal>& assumptions, int conflicts) {
  for (const Literal literal : assumptions) engine_->solver.assume(literal);
  if (conflicts > 0) engine_->solver.limit("conflicts", conflicts);
  const int answer = engine_->solver.solve();
  if (answer == 10) return Answer::satisfiable;
  return answer == 20 ? Answer::impossible : Answer::undecided;
}

bool Sat::is_true(Literal literal) const {
  if (literal == truth) return true;
  if (literal == -truth) return false;
  return engine_->solver.val(literal) > 0;
}

bool Sat::failed(Literal assumption) const {
  return engine_->solver.failed(assumption);
}

}  // namespace linuxbake::kconfig
