// SPDX-License-Identifier: MIT
#include "bake/remote/http_cache.h"

#include <fmt/format.h>

#include "bake/remote/action_result.h"
#include "bake/remote/http.h"

namespace linuxbake::bake::remote {
namespace {

// A line for each file, and a signature of some hundred bytes.
constexpr std::size_t most_of_a_statement = std::size_t{1} << 20U;

class HttpCache final : public Server {
 public:
  explicit HttpCache(std::string address) : address_(std::move(address)) {
    while (address_.ends_with('/')) address_.pop_back();
  }

  Result<std::optional<Signed>> look_up(const std::string& key) override {
    const Answer answer =
        client_.ask({.method = "GET", .url = url("ac", key)}, most_of_a_statement);
    if (answer.problem.empty() && answer.status == 404) return std::optional<Signed>();
    if (!answer.is_good()) return fail(answer.in_words());
    return parse_action_result(answer.text).map([](Signed whole) {
      return std::optional(std::move(whole));
    });
  }

  Result<void> take(const File& file, const std::filesystem::path& path) override {
    const Answer answer =
        client_.download({.method = "GET", .url = url("cas", file.hash)}, path, file.bytes);
    if (answer.is_good()) return {};
    return fail(fmt::format("{}: {}", file.name, answer.in_words()));
  }

  Result<void> give(const Statement& statement, const Signed& whole,
                    const std::filesystem::path& directory) override {
    for (const File& file : statement.files)
      if (const auto sent = give_file(file.hash, directory / file.name); !sent)
        return fail(fmt::format("{}: {}", file.name, sent.error().message));
    const Answer answer = client_.ask({.method = "PUT",
                                       .url = url("ac", statement.key),
                                       .headers = {"Content-Type: application/octet-stream"},
                                       .body = action_result_of(statement, whole)});
    if (answer.is_good()) return {};
    return fail(answer.in_words());
  }

  Result<bool> give_file(const std::string& hash, const std::filesystem::path& file) override {
    if (client_.ask({.method = "HEAD", .url = url("cas", hash)}).is_good()) return false;
    const Answer answer = client_.ask({.method = "PUT", .url = url("cas", hash), .file = file});
    if (!answer.is_good()) return fail(answer.in_words());
    return true;
  }

 private:
  [[nodiscard]] std::string url(std::string_view kind, std::string_view hash) const {
    return fmt::format("{}/{}/{}", address_, kind, hash);
  }

  std::string address_;
  HttpClient client_;
};

}  // namespace

std::unique_ptr<Server> open_http_cache(const std::string& address) {
  return std::make_unique<HttpCache>(address);
}

}  // namespace linuxbake::bake::remote
