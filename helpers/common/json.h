// SPDX-License-Identifier: MIT
// json.h - reading and writing JSON (RFC 8259) with nlohmann's library. The code of its reader and
// writer is compiled here, once: it takes the compiler two seconds wherever it is called.
//
// `Json` is nlohmann::json, whose objects are sorted by name, or nlohmann::ordered_json.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace linuxbake {

// Throws nlohmann::json::parse_error, which says where the text is wrong.
template <typename Json>
[[nodiscard]] Json parse_json(std::string_view text);

// A discarded value (is_discarded()) where the text is no JSON.
template <typename Json>
[[nodiscard]] Json parse_json_or_discard(std::string_view text);

// Without a newline at its end. Bytes that are no UTF-8 become U+FFFD. Each level is indented by
// `indent` spaces; everything is in one line if that is negative.
template <typename Json>
[[nodiscard]] std::string json_text(const Json& value, int indent = -1);

extern template nlohmann::json parse_json(std::string_view);
extern template nlohmann::ordered_json parse_json(std::string_view);
extern template nlohmann::json parse_json_or_discard(std::string_view);
extern template nlohmann::ordered_json parse_json_or_discard(std::string_view);
extern template std::string json_text(const nlohmann::json&, int);
extern template std::string json_text(const nlohmann::ordered_json&, int);

}  // namespace linuxbake
