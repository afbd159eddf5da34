// SPDX-License-Identifier: MIT
// sat.h - the SAT solver, as much of it as we need. The work is done by CaDiCaL.
//
// A literal is a variable's number, negative where it is negated; `truth` is a literal that is
// always true. Assumptions hold for one call of solve(); where that fails, failed() tells which of
// them it failed on.
#pragma once

#include <memory>
#include <vector>

namespace linuxbake::kconfig {

using Literal = int;

class Sat {
 public:
  enum class Answer { satisfiable, impossible, undecided };

  Sat();
  Sat(const Sat&) = delete;
  Sat& operator=(const Sat&) = delete;
  ~Sat();

  Literal truth = 0;

  Literal variable();
  void add(const std::vector<Literal>& clause);
  // What the solver tries first.
  void prefer(Literal literal);

  // Literals for what is computed of others; constants are folded.
  Literal conjunction(Literal left, Literal right);
  Literal disjunction(Literal left, Literal right) { return -conjunction(-left, -right); }
  Literal choice(Literal condition, Literal then, Literal otherwise);
  void equal(Literal left, Literal right);

  // `conflicts` bounds the work: 0 for no bound.
  Answer solve(const std::vector<Literal>& assumptions, int conflicts = 0);
  [[nodiscard]] bool is_true(Literal literal) const;
  [[nodiscard]] bool failed(Literal assumption) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace linuxbake::kconfig
