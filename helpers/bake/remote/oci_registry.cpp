// SPDX-License-Identifier: MIT
#include "bake/remote/oci_registry.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "bake/remote/http.h"
#include "common/json.h"
#include "common/sha256.h"

namespace linuxbake::bake::remote {
namespace {

constexpr const char* type_of_manifest = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* type_of_result = "application/vnd.linuxbake.result.v1";
constexpr const char* type_of_file = "application/vnd.linuxbake.result.file.v1";
constexpr const char* type_of_nothing = "application/vnd.oci.empty.v1+json";
constexpr const char* nothing = "{}";

std::string manifest_of(const Statement& statement, const Signed& whole) {
  Json layers = Json::array();
  for (const File& file : statement.files)
    layers.push_back({{"mediaType", type_of_file},
                      {"digest", "sha256:" + file.hash},
                      {"size", file.bytes},
                      {"annotations", {{"org.opencontainers.image.title", file.name}}}});
  const Json config = {
      {"mediaType", type_of_nothing}, {"digest", "sha256:" + sha256(nothing)}, {"size", 2}};
  return json_text({{"schemaVersion", 2},
                    {"mediaType", type_of_manifest},
                    {"artifactType", type_of_result},
                    {"config", config},
                    {"layers", layers},
                    {"annotations",
                     {{"io.linuxbake.statement", whole.statement},
                      {"io.linuxbake.signature", whole.signature}}}});
}

Result<Signed> parse_manifest(const std::string& text) {
  const Json json = parse_json_or_discard(text);
  if (!json.is_object() || !json.contains("annotations"))
    return fail("it is no result of linuxbake");
  const Json& annotations = json["annotations"];
  const auto value = [&](const char* name) {
    const bool has =
        annotations.is_object() && annotations.contains(name) && annotations[name].is_string();
    return has ? annotations[name].get<std::string>() : std::string();
  };
  Signed whole{value("io.linuxbake.statement"), value("io.linuxbake.signature")};
  if (whole.statement.empty()) return fail("it is no result of linuxbake");
  return whole;
}

class OciRegistry final : public Server {
 public:
  OciRegistry(std::string host, std::string name)
      : host_(std::move(host)), name_(std::move(name)) {}

  Result<std::optional<Signed>> look_up(const std::string& key) override {
    const Answer answer = ask({.method = "GET",
                               .url = url("manifests/" + key),
                               .headers = {std::string("Accept: ") + type_of_manifest}});
    if (answer.problem.empty() && answer.status == 404) return std::optional<Signed>();
    if (!answer.is_good()) return fail(answer.in_words());
    return parse_manifest(answer.text).map([](Signed whole) {
      return std::optional(std::move(whole));
    });
  }

  Result<void> take(const File& file, const std::filesystem::path& path) override {
    const Request request = {.method = "GET", .url = url("blobs/sha256:" + file.hash)};
    Answer answer = client_.download(with_token(request), path, file.bytes);
    if (answer.status == 401 && find_token(answer))
      answer = client_.download(with_token(request), path, file.bytes);
    if (answer.is_good()) return {};
    return fail(fmt::format("{}: {}", file.name, answer.in_words()));
  }

  Result<void> give(const Statement& statement, const Signed& whole,
                    const std::filesystem::path& directory) override {
    for (const File& file : statement.files)
      if (const auto sent = send(file.hash, {.file = directory / file.name}); !sent)
        return fail(fmt::format("{}: {}", file.name, sent.error().message));
    if (const auto sent = send(sha256(nothing), {.body = nothing}); !sent) return sent;
    const Answer answer = ask({.method = "PUT",
                               .url = url("manifests/" + statement.key),
                               .headers = {std::string("Content-Type: ") + type_of_manifest},
                               .body = manifest_of(statement, whole)});
    if (answer.is_good()) return {};
    return fail(answer.in_words());
  }

  // It would remove a blob that no manifest names.
  Result<bool> give_file(const std::string&, const std::filesystem::path&) override {
    return fail("a registry keeps no archives of sources; a web server does");
  }

 private:
  [[nodiscard]] std::string url(const std::string& rest) const {
    return fmt::format("{}/v2/{}/{}", host_, name_, rest);
  }

  [[nodiscard]] Request with_token(Request request) const {
    request.is_elsewhere = !request.url.starts_with(host_ + "/");
    if (!request.is_elsewhere) request.token = token_;
    return request;
  }

  // A registry says where its tokens are when it is asked without one. Whether there is one now.
  bool find_token(Answer& refusal) {
    const std::string address = address_of_token(refusal.headers["www-authenticate"]);
    if (address.empty()) return false;
    const Answer answer = client_.ask(
        {.method = "GET", .url = address, .is_elsewhere = !address.starts_with(host_ + "/")});
    const Json json = parse_json_or_discard(answer.text);
    for (const char* name : {"access_token", "token"})
      if (json.is_object() && json.contains(name) && json[name].is_string())
        token_ = json[name].get<std::string>();
    return !token_.empty();
  }

  Answer ask(const Request& request) {
    Answer answer = client_.ask(with_token(request));
    return answer.status == 401 && find_token(answer) ? client_.ask(with_token(request)) : answer;
  }

  // A blob, unless the registry has it. `content`: its body or its file.
  Result<void> send(const std::string& hash, Request content) {
    if (ask({.method = "HEAD", .url = url("blobs/sha256:" + hash)}).is_good()) return {};
    Answer answer = ask({.method = "POST", .url = url("blobs/uploads/")});
    std::string place = answer.headers["location"];
    if (!answer.is_good() || place.empty()) return fail(answer.in_words());
    if (place.starts_with('/')) place = host_ + place;
    const char separator = place.find('?') == std::string::npos ? '?' : '&';
    content.method = "PUT";
    content.url = fmt::format("{}{}digest=sha256:{}", place, separator, hash);
    content.headers = {"Content-Type: application/octet-stream"};
    answer = ask(content);
    if (answer.is_good()) return {};
    return fail(answer.in_words());
  }

  std::string host_, name_, token_;
  HttpClient client_;
};

}  // namespace

std::string address_of_token(const std::string& challenge) {
  if (!challenge.starts_with("Bearer ") && !challenge.starts_with("bearer ")) return {};
  std::map<std::string, std::string> values;
  for (std::size_t at = 7; at < challenge.size();) {
    const std::size_t equals = challenge.find("=\"", at);
    if (equals == std::string::npos) break;
    const std::size_t end = challenge.find('"', equals + 2);
    if (end == std::string::npos) break;
    const std::size_t begin = challenge.find_first_not_of(", ", at);
    values[challenge.substr(begin, equals - begin)] =
        challenge.substr(equals + 2, end - equals - 2);
    at = end + 1;
  }
  const std::string& realm = values["realm"];
  if (!realm.starts_with("http://") && !realm.starts_with("https://")) return {};
  const char separator = realm.find('?') == std::string::npos ? '?' : '&';
  return fmt::format("{}{}service={}&scope={}", realm, separator, values["service"],
                     values["scope"]);
}

std::unique_ptr<Server> open_oci_registry(const std::string& host, const std::string& name) {
  return std::make_unique<OciRegistry>(host, name);
}

}  // namespace linuxbake::bake::remote
