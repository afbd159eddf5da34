// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "kconfig/fix.h"

namespace linuxbake::kconfig {

std::vector<Request> requests_of(Model& model, const std::vector<ConfigFile>& fragments) {
  std::vector<Request> requests;
  for (const MergedSymbol& symbol : merge(ConfigFile{}, fragments).symbols) {
    if (symbol.final.optional) continue;
    const std::string_view text =
        model.keep(fmt::format("{}={}", symbol.final.name, symbol.final.value));
    const UserValues values = read_user_values(model, text, symbol.final.file, nullptr);
    for (const UserValue& value : values)
      requests.push_back({value.symbol, value.tristate, value.text, symbol.final});
  }
  return requests;
}

bool holds(Evaluator& values, const Request& request) {
  if (is_logical(values.model(), request.symbol))
    return values.tristate(request.symbol) == request.tristate;
  return values.is_written(request.symbol) && values.text(request.symbol) == request.text;
}

std::string fix_line_text(const Model& model, const FixLine& line) {
  return assignment_line(fmt::format("CONFIG_{}", model.symbols[line.symbol].name),
                         std::string(1, tristate_letter(line.value)));
}

}  // namespace linuxbake::kconfig
