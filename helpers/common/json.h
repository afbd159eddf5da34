// SPDX-License-Identifier: MIT
// json.h - reading and writing JSON (RFC 8259) with nlohmann's library, whose names keep their
// order. The code of its reader and writer is compiled here, once: it takes the compiler two
// seconds wherever it is called. There is one type for the same reason.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace linuxbake {

using Json = nlohmann::ordered_json;

// Throws Json::parse_error, which says where the text is wrong.
[[nodiscard]] Json parse_json(std::string_view text);

// For what strangers have written: a discarded value (is_discarded()) where the text is no JSON, or
// has more than 500 levels.
[[nodiscard]] Json parse_json_or_discard(std::string_view text);

// Without a newline at its end. Bytes that are no UTF-8 become U+FFFD. Each level is indented by
// `indent` spaces; everything is in one line if that is negative.
[[nodiscard]] std::string json_text(const Json& value, int indent = -1);

}  // namespace linuxbake
