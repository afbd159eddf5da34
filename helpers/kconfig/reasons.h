// SPDX-License-Identifier: MIT
// reasons.h - why a requested value did not take.
//
// In words: a name that this version does not know (and the nearest that it does), a type that does
// not fit, no prompt (and who could select the symbol), dependencies that are not met (each with
// its place and value, down to what nobody asked for), a select or a choice that is stronger, a
// range, a later fragment.
#pragma once

#include <string>
#include <vector>

#include "kconfig/fix.h"

namespace linuxbake::kconfig {

// Lines for a person, indented by two blanks a level; empty only where the request holds. `all` are
// the requests that may stand in each other's way.
[[nodiscard]] std::vector<std::string> reasons(const Model& model, Evaluator& values,
                                               const Request& request,
                                               const std::vector<Request>& all);

// The names that are most like this one, at most three; with their prefix.
[[nodiscard]] std::vector<std::string> nearest_names(const Model& model, std::string_view name);

struct Refusal {
  Assignment request;
  std::string message;               // one sentence
  std::vector<std::string> reasons;  // indented lines
};

// Every request of the fragments that did not take. `values` has the fragments applied.
[[nodiscard]] std::vector<Refusal> refusals(Model& model, Evaluator& values,
                                            const std::vector<ConfigFile>& fragments);

// The dependencies of an entry as they are written, with those around it: "PCI && USB
// (drivers/usb/Kconfig:12) is n".
struct Dependency {
  ExprId expression = none;
  Place place;
};
[[nodiscard]] std::vector<Dependency> dependencies_of(const Model& model, NodeId node);

// Who selects (or implies) the symbol.
struct Selector {
  SymbolId symbol = none;
  PropertyId property = none;
};
[[nodiscard]] std::vector<Selector> selectors_of(const Model& model, SymbolId symbol,
                                                 PropertyKind kind);

}  // namespace linuxbake::kconfig
