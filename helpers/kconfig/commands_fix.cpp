// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <utility>

#include "common/files.h"
#include "common/program.h"
#include "kconfig/reasons.h"
#include "kconfig/session.h"
#include "kconfig/status_line.h"

namespace linuxbake::kconfig {
namespace {

Json proposal_json(const Model& model, const Proposal& proposal) {
  Json lines = Json::array();
  for (const FixLine& line : proposal.lines) {
    Json one = {{"line", fix_line_text(model, line)}};
    if (line.purpose != none)
      one["for"] = fmt::format("CONFIG_{}", model.symbols[line.purpose].name);
    lines.push_back(std::move(one));
  }
  return {{"lines", std::move(lines)}, {"further_options", proposal.further}};
}

std::string proposal_text(const Model& model, const Proposal& proposal) {
  std::string text;
  for (const FixLine& line : proposal.lines) {
    if (line.purpose != none)
      text += fmt::format("# for CONFIG_{}\n", model.symbols[line.purpose].name);
    text += fix_line_text(model, line) + "\n";
  }
  return text;
}

void print_proposals(const Model& model, const Fix& fixed, bool as_json) {
  Json json = Json::array();
  for (std::size_t i = 0; i < fixed.proposals.size(); ++i) {
    const Proposal& proposal = fixed.proposals[i];
    if (as_json) {
      json.push_back(proposal_json(model, proposal));
      continue;
    }
    std::cout << fmt::format("{}# {} line{}, {} further option{} set\n", i == 0 ? "" : "\n",
                             proposal.lines.size(), proposal.lines.size() == 1 ? "" : "s",
                             proposal.further, proposal.further == 1 ? "" : "s")
              << proposal_text(model, proposal);
  }
  if (as_json) print_json(json);
}

std::string selectors_text(const Model& model, SymbolId id) {
  const std::vector<Selector> all = selectors_of(model, id, PropertyKind::select);
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 5); ++i) {
    const Property& property = model.properties[all[i].property];
    text +=
        fmt::format("{}{} if {} ({})", i == 0 ? "" : ", ", model.symbols[all[i].symbol].name,
                    expression_text(model, property.condition), model.place_text(property.place));
  }
  if (all.size() > 5) text += fmt::format(" and {} others", all.size() - 5);
  return all.empty() ? "nothing" : text;
}

// "its defaults are y if A (init/Kconfig:3)"; empty where there are none.
std::string defaults_text(const Model& model, SymbolId id) {
  std::string text;
  for (const PropertyId p : model.symbols[id].properties) {
    const Property& property = model.properties[p];
    if (property.kind != PropertyKind::default_value) continue;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", expression_text(model, property.value));
    if (property.own_condition != none)
      text += fmt::format(" if {}", expression_text(model, property.own_condition));
    text += fmt::format(" ({})", model.place_text(property.place));
  }
  return text.empty() ? text : ", its default is " + text;
}

// One line for each definition of the symbol: what it takes to be on.
std::vector<std::string> rules_of(const Model& model, SymbolId id) {
  std::vector<std::string> rules;
  for (const NodeId n : model.symbols[id].nodes) {
    const std::string name =
        fmt::format("{} ({})", model.symbols[id].name, model.place_text(model.nodes[n].place));
    std::string depends;
    for (const Dependency& one : dependencies_of(model, n))
      depends += fmt::format("{}{}", depends.empty() ? "" : " && ",
                             expression_text(model, one.expression));
    if (model.nodes[n].prompt == none)
      rules.push_back(fmt::format("{} has no prompt, it is selected by {}{}", name,
                                  selectors_text(model, id), defaults_text(model, id)));
    else
      rules.push_back(fmt::format("{} depends on {}", name, depends.empty() ? "nothing" : depends));
  }
  return rules;
}

bool is_asked_for(const Fix& fixed, SymbolId id) {
  return std::ranges::find(fixed.contradicting, id, &Request::symbol) != fixed.contradicting.end();
}

// "A, B are members of one choice (init/Kconfig:3), only one of them can be y".
std::vector<std::string> choices_among(const Model& model, const Fix& fixed) {
  std::vector<NodeId> choices;
  for (const Request& one : fixed.contradicting)
    if (const NodeId choice = model.symbols[one.symbol].member_of; choice != none)
      choices.push_back(choice);
  std::ranges::sort(choices);
  choices.erase(std::ranges::unique(choices).begin(), choices.end());
  std::vector<std::string> texts;
  for (const NodeId choice : choices) {
    std::string members;
    std::size_t count = 0;
    for (const SymbolId member : model.nodes[choice].members) {
      if (!is_asked_for(fixed, member)) continue;
      members += fmt::format("{}{}", count++ == 0 ? "" : ", ", model.symbols[member].name);
    }
    const bool one = count == 1;
    texts.push_back(fmt::format("{} {} of one choice ({}), exactly one member of which can be y",
                                members, one ? "is a member" : "are members",
                                model.place_text(model.nodes[choice].place)));
  }
  return texts;
}

// The selects among the symbols that the proof rests on.
std::vector<std::string> selects_among(const Model& model, const Fix& fixed) {
  std::vector<SymbolId> all = fixed.rules;
  for (const Request& one : fixed.contradicting) all.push_back(one.symbol);
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  std::vector<std::string> texts;
  for (const SymbolId id : all)
    for (const Selector& selector : selectors_of(model, id, PropertyKind::select)) {
      if (!std::ranges::binary_search(all, selector.symbol)) continue;
      const Property& property = model.properties[selector.property];
      texts.push_back(fmt::format("{} ({}) selects {}", model.symbols[selector.symbol].name,
                                  model.place_text(property.place), model.symbols[id].name));
    }
  return texts;
}

// What a proof rests on besides its requests: rules that contradict each other, with their places.
std::vector<std::string> rules_behind(const Model& model, Evaluator& values, const Fix& fixed) {
  std::vector<std::string> rules;
  for (const Request& one : fixed.contradicting) {
    const Type type = model.symbols[one.symbol].type;
    if (type == Type::boolean || type == Type::tristate) continue;
    bool first = true;
    for (const std::string& reason : reasons(model, values, one, {}))
      rules.push_back(std::exchange(first, false)
                          ? fmt::format("{}: {}", model.symbols[one.symbol].name, reason.substr(2))
                          : reason);
  }
  for (std::string& text : choices_among(model, fixed)) rules.push_back(std::move(text));
  for (const SymbolId id : fixed.rules) {
    const bool unasked_member = model.symbols[id].member_of != none && !is_asked_for(fixed, id);
    if (unasked_member) continue;
    for (std::string& rule : rules_of(model, id))
      if (model.symbols[id].member_of == none || !rule.ends_with(" depends on nothing"))
        rules.push_back(std::move(rule));
  }
  for (std::string& rule : selects_among(model, fixed)) rules.push_back(std::move(rule));
  if (!rules.empty()) return rules;
  for (const Request& one : fixed.contradicting)
    for (std::string& rule : rules_of(model, one.symbol)) rules.push_back(std::move(rule));
  return rules;
}

Result<int> tell_impossible(const Model& model, Evaluator& values, const Fix& fixed, bool as_json) {
  const std::vector<std::string> rules = rules_behind(model, values, fixed);
  if (as_json) {
    print_json({{"impossible", true}, {"rules", rules}});
    return exit_failed;
  }
  const Assignment first = fixed.contradicting.empty() ? Assignment{} : fixed.contradicting[0].line;
  std::string who;
  for (const Request& one : fixed.contradicting)
    who += fmt::format("{}{}={}", who.empty() ? "" : " and ", one.line.name, one.line.value);
  std::string text;
  for (const std::string& rule : rules) text += "\n  " + rule;
  return fail(fmt::format("{} cannot be, by the rules of{}", who, text), first.file, first.line);
}

// No lines of y, m and n were found: with what is known of the requests that do not hold.
Result<int> tell_undecided(const Model& model, Evaluator& values,
                           const std::vector<Request>& requests, const Fix& fixed) {
  for (const Request& one : requests) {
    if (holds(values, one)) continue;
    std::string text = fmt::format("{}={} does not take", one.line.name, one.line.value);
    for (const std::string& reason : reasons(model, values, one, requests)) text += "\n" + reason;
    print_message(program, "error", Error{text, one.line.file, one.line.line}.text());
  }
  std::string why;
  for (const ExprId id : fixed.comparisons) {
    const Expression e = model.expressions[id];
    why += fmt::format("\n  {}", expression_text(model, id));
    for (const SymbolId side : {e.left, e.right})
      if (!model.symbols[side].constant && !model.symbols[side].nodes.empty())
        why += fmt::format(", {} is {}", model.symbols[side].name, values.text(side));
  }
  for (const SymbolId id : fixed.numbers)
    why += fmt::format("\n  {} is {}", model.symbols[id].name, values.text(id));
  if (why.empty()) return fail("no repair was found, and no proof that there is none");
  return fail(
      "only bools and tristates are tried, and these numbers and strings stand in the way; give "
      "numbers and strings other values where that helps" +
      why);
}

Result<int> write_fix(const Options& options, const std::string& text) {
  if (!options.apply) return write_result(options.output, text);
  if (text.empty()) return exit_done;
  const std::string& path = options.fragments.back();
  Result<std::string> present = read_file(path);
  if (!present) return tl::unexpected(present.error());
  if (!present->empty() && !present->ends_with('\n')) *present += "\n";
  return write_result(path, *present + text);
}

// What does not take whatever is added: names that the tree does not know, values that do not fit.
Result<std::vector<Refusal>> still_refused(const Session& session, const std::string& lines) {
  std::vector<ConfigFile> all = session.fragments;
  Result<Assignments> parsed = parse_assignments(lines, "fix");
  if (parsed) all.push_back({"fix", *std::move(parsed)});
  const Result<void> applied = apply_merge(session.tree, *session.values, merge(session.base, all));
  if (!applied) return tl::unexpected(applied.error());
  return refusals(*session.tree.model, *session.values, session.fragments);
}

}  // namespace

Result<int> run_fix(const Options& options) {
  if (!can_fix()) return fail("was built without CaDiCaL, and cannot repair");
  const Result<Session*> opened = open_session(options);
  if (!opened) return unreadable(opened.error());
  const Session& session = **opened;
  Model& model = *session.tree.model;
  const std::vector<Request> requests = requests_of(model, session.fragments);
  const bool writes = options.apply || !options.output.empty();
  const Fix fixed = [&] {
    const StatusLine status("fix");
    return fix(model, *session.values, requests, options.alternatives);
  }();
  if (fixed.outcome == Fix::Outcome::impossible)
    return tell_impossible(model, *session.values, fixed, options.json);
  if (fixed.outcome == Fix::Outcome::undecided)
    return tell_undecided(model, *session.values, requests, fixed);
  const std::string text =
      fixed.proposals.empty() ? std::string() : proposal_text(model, fixed.proposals[0]);
  const Result<std::vector<Refusal>> refused = still_refused(session, text);
  if (!refused) return tl::unexpected(refused.error());
  print_refusals(*refused);
  if (!refused->empty()) return exit_failed;
  if (writes) {
    const Result<int> written = write_fix(options, text);
    if (!written || !options.json) return written;
  }
  print_proposals(model, fixed, options.json);
  return exit_done;
}

}  // namespace linuxbake::kconfig
