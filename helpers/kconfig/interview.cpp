// SPDX-License-Identifier: MIT
#include "kconfig/interview.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "kconfig/finalize_choice_symbols.h"

namespace linuxbake::kconfig {
namespace {

constexpr int most_interviews = 100;

// The menu as it is shown: entries below the one that they depend on, ifs dissolved.
struct Question {
  NodeId node = none;
  std::vector<Question> below;
};

class Outline {
 public:
  explicit Outline(const Model& model) : model_(model) {}

  [[nodiscard]] std::vector<Question> children(NodeId parent) const {
    std::vector<NodeId> list;
    for (NodeId id = model_.nodes[parent].first_child; id != none; id = model_.nodes[id].next)
      list.push_back(id);
    std::vector<Question> result;
    for (std::size_t at = 0; at < list.size();) add(result, question(list, at));
    return result;
  }

 private:
  Question question(const std::vector<NodeId>& list, std::size_t& at) const {
    Question asked{list[at++], {}};
    const Node& node = model_.nodes[asked.node];
    if (node.first_child != none) {
      asked.below = children(asked.node);
    } else if (node.kind == NodeKind::entry) {
      while (at < list.size() && follows(model_, list[at], node.symbol))
        add(asked.below, question(list, at));
    }
    return asked;
  }

  // What has no prompt leaves what is below it in its own place.
  void add(std::vector<Question>& to, Question asked) const {
    if (model_.nodes[asked.node].prompt != none) return to.push_back(std::move(asked));
    std::vector<Question> below = std::move(asked.below);
    asked.below.clear();
    to.push_back(std::move(asked));
    for (Question& one : below) to.push_back(std::move(one));
  }

  const Model& model_;
};

class Interviewer {
 public:
  Interviewer(const Model& model, Evaluator& values, Answers answers)
      : model_(model), values_(values), answers_(answers) {
    root_ = {root_node, Outline(model).children(root_node)};
  }

  Result<void> run() {
    ask(root_);
    if (answers_ != Answers::defaults && model_.dialect.asks_twice) ask(root_);
    for (int round = 0; round < most_interviews && stuck_ == none; ++round) {
      found_new_ = false;
      check(root_, root_);
      if (!found_new_) break;
    }
    if (stuck_ == none) return {};
    return no_answer();
  }

 private:
  bool is_visible(const Question& question) {
    const Node& node = model_.nodes[question.node];
    if (node.kind == NodeKind::root) return true;
    if (node.prompt == none) return false;
    if (values_.value(model_.properties[node.prompt].condition) != Tristate::no) return true;
    if (node.symbol == none || values_.tristate(node.symbol) == Tristate::no) return false;
    return std::ranges::any_of(question.below, [&](const Question& q) { return is_visible(q); });
  }

  void ask(const Question& question) {
    if (!is_visible(question)) return;
    const Node& node = model_.nodes[question.node];
    if (node.kind == NodeKind::choice) return ask_choice(question);
    if (node.symbol != none) answer(node.symbol);
    for (const Question& below : question.below) ask(below);
  }

  void ask_choice(const Question& question) {
    if (values_.tristate(model_.nodes[question.node].symbol) != Tristate::yes) return;
    const SymbolId chosen = values_.chosen(question.node);
    const Question* taken = nullptr;
    std::size_t shown = 0;
    for (const Question& below : question.below) {
      const SymbolId member = model_.nodes[below.node].symbol;
      if (member == none || !is_visible(below)) continue;
      ++shown;
      if (taken == nullptr || member == chosen) taken = &below;
    }
    if (shown == 0) return;
    choose(question.node, model_.nodes[taken->node].symbol);
    if (!taken->below.empty()) ask(taken->below.front());
  }

  // Answering a choice settles all its visible members.
  void choose(NodeId choice, SymbolId member) {
    for (const SymbolId other : model_.nodes[choice].members)
      if (other != member && !values_.has_user_value(other) &&
          values_.visibility(other) != Tristate::no)
        values_.ask_for({other, Tristate::no, {}});
    values_.ask_for({member, Tristate::yes, {}});
  }

  void answer(SymbolId id) {
    const Type type = model_.symbols[id].type;
    if (type != Type::boolean && type != Type::tristate) return answer_text(id);
    const bool changeable = values_.visibility(id) > values_.selected(id) &&
                            (model_.dialect.asks_twice || !values_.has_user_value(id));
    Tristate value = values_.tristate(id);
    if (changeable && answers_ == Answers::no && values_.selected(id) == Tristate::no)
      value = Tristate::no;
    if (changeable && answers_ == Answers::yes && values_.visibility(id) == Tristate::yes)
      value = Tristate::yes;
    values_.ask_for({id, value, {}});
  }

  void answer_text(SymbolId id) {
    const Type type = model_.symbols[id].type;
    const std::string_view text = values_.text(id);
    const bool taken =
        type == Type::string || (is_valid_text(type, text) && values_.is_in_range(id, text));
    if (!taken && stuck_ == none) stuck_ = id;
    values_.ask_for({id, Tristate::no, text});
  }

  [[nodiscard]] tl::unexpected<Error> no_answer() {
    const Symbol& symbol = model_.symbols[stuck_];
    const Place place = model_.nodes[symbol.nodes[0]].place;
    const std::string_view value = values_.text(stuck_);
    return fail(fmt::format("CONFIG_{} has no value that it takes: its default '{}' is {}; this "
                            "tree's conf would ask for ever",
                            symbol.name, value,
                            is_valid_text(symbol.type, value) ? "outside its range" : "no number"),
                model_.files[place.file], place.line);
  }

  // Where a symbol has become visible that was not answered, its whole menu is asked again.
  void check(const Question& question, const Question& menu) {
    if (!is_visible(question)) return;
    const Node& node = model_.nodes[question.node];
    const Question& around = node.is_menu ? question : menu;
    if (node.symbol != none && !values_.has_user_value(node.symbol)) {
      const bool open = values_.visibility(node.symbol) > values_.selected(node.symbol);
      if (open && node.kind != NodeKind::choice) {
        found_new_ = true;
        ask(around);
      }
    }
    for (const Question& below : question.below) check(below, around);
  }

  const Model& model_;
  Evaluator& values_;
  Answers answers_;
  Question root_;
  bool found_new_ = false;
  SymbolId stuck_ = none;  // the first number without an answer
};

}  // namespace

void forget_invisible(const Model& model, Evaluator& values) {
  std::vector<SymbolId> invisible;
  for (SymbolId id = 1; id < model.symbols.size(); ++id)
    if (values.has_user_value(id) && model.symbols[id].member_of == none &&
        !model.symbols[id].is_choice && values.visibility(id) == Tristate::no)
      invisible.push_back(id);
  for (const SymbolId id : invisible) values.forget(id);
}

Result<void> interview(const Model& model, Evaluator& values, Answers answers) {
  return Interviewer(model, values, answers).run();
}

}  // namespace linuxbake::kconfig
