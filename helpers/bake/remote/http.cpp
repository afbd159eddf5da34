// SPDX-License-Identifier: MIT
#include "bake/remote/http.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "common/lines.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view blanks_and_newline = " \t\r\n";
constexpr long seconds_to_connect = 3;
constexpr long seconds_for_a_text = 5;
// Slower than this is slower than building.
constexpr long slowest = 16L << 10U;     // bytes a second,
constexpr long seconds_of_patience = 5;  // for so long
// On the whole, in bytes a second.
constexpr std::uint64_t slow_for_a_file = std::uint64_t{256} << 10U;
constexpr long most_redirections = 10;
constexpr std::size_t most_of_headers = std::size_t{256} << 10U;

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
using Stream = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

const char* variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

// Whoever drips just fast enough may not do so for hours.
long seconds_for(std::uint64_t bytes) {
  return seconds_for_a_text + static_cast<long>(bytes / slow_for_a_file);
}

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

// Where the body of an answer goes, up to a number of bytes.
class Body {
 public:
  Body(CURL* curl, std::uint64_t most) : curl_(curl), most_(most) {}
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;
  virtual ~Body() = default;

  // For libcurl: another number than that of the bytes ends the transfer.
  static std::size_t take(char* bytes, std::size_t /*one*/, std::size_t count, void* user) {
    return static_cast<Body*>(user)->take({bytes, count}) ? count : 0;
  }

  [[nodiscard]] std::uint64_t got() const { return got_; }
  [[nodiscard]] bool is_too_long() const { return is_too_long_; }

 protected:
  virtual bool write(std::string_view bytes) = 0;
  [[nodiscard]] long status() const {
    long code = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &code);
    return code;
  }

 private:
  bool take(std::string_view bytes) {
    is_too_long_ = bytes.size() > most_ - got_;
    if (is_too_long_ || !write(bytes)) return false;
    got_ += bytes.size();
    return true;
  }

  CURL* curl_;
  std::uint64_t most_, got_ = 0;
  bool is_too_long_ = false;
};

class TextBody final : public Body {
 public:
  TextBody(CURL* curl, std::uint64_t most, std::string& text) : Body(curl, most), text_(text) {}

 private:
  bool write(std::string_view bytes) override {
    text_ += bytes;
    return true;
  }
  std::string& text_;
};

// Nothing is taken of an answer that is an error.
class FileBody final : public Body {
 public:
  FileBody(CURL* curl, std::uint64_t most, std::FILE* file) : Body(curl, most), file_(file) {}

 private:
  bool write(std::string_view bytes) override {
    const long code = status();
    return (code == 200 || code == 206) &&
           std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size();
  }
  std::FILE* file_;
};

struct Head {
  std::map<std::string, std::string> fields;
  std::size_t bytes = 0;  // of all answers

  [[nodiscard]] bool is_too_long() const { return bytes > most_of_headers; }
};

std::size_t take_header(char* bytes, std::size_t /*one*/, std::size_t count, void* user) {
  auto& head = *static_cast<Head*>(user);
  auto& headers = head.fields;
  head.bytes += count;
  if (head.is_too_long()) return 0;
  const std::string_view line = trimmed({bytes, count}, blanks_and_newline);
  if (line.starts_with("HTTP/")) headers.clear();  // a redirection has its own
  if (const std::size_t colon = line.find(':'); colon != std::string_view::npos)
    headers[lowered(line.substr(0, colon))] = trimmed(line.substr(colon + 1), blanks_and_newline);
  return count;
}

Headers headers_of(const Request& request) {
  curl_slist* list = curl_slist_append(nullptr, "Expect:");  // else curl waits before a large body
  for (const std::string& header : request.headers) list = curl_slist_append(list, header.c_str());
  return {list, curl_slist_free_all};
}

void set_credentials(CURL* curl, const Request& request) {
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
  if (const char* file = variable("NETRC")) curl_easy_setopt(curl, CURLOPT_NETRC_FILE, file);
  const char* const own = request.is_elsewhere ? nullptr : variable("LINUXBAKE_RESULTS_TOKEN");
  const char* const token = request.token.empty() ? own : request.token.c_str();
  if (token == nullptr) return;
  curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
  curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, token);
}

// curl can do much more: a server could name file:///home/… as the place for what it is sent.
void set_protocols(CURL* curl) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS,
                   static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

void set_common(CURL* curl, const Request& request) {
  set_protocols(curl);
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, most_redirections);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "linuxbake");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, seconds_to_connect);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, slowest);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, seconds_of_patience);
  for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"})
    if (const char* file = variable(name)) curl_easy_setopt(curl, CURLOPT_CAINFO, file);
  if (const char* path = variable("SSL_CERT_DIR")) curl_easy_setopt(curl, CURLOPT_CAPATH, path);
  set_credentials(curl, request);
}

// The stream of a file that is sent has to live until it is sent.
Stream set_method(CURL* curl, const Request& request, Answer& answer) {
  Stream stream(nullptr, std::fclose);
  if (request.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  if (request.method == "PUT" && !request.file.empty()) {
    std::error_code problem;
    const auto size = static_cast<curl_off_t>(fs::file_size(request.file, problem));
    stream.reset(std::fopen(request.file.c_str(), "rbe"));
    if (stream == nullptr) answer.problem = fmt::format("{} cannot be read", request.file.string());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READDATA, stream.get());
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, size);
  } else if (request.method == "PUT" || request.method == "POST") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  return stream;
}

std::string problem_of(CURLcode code, long status, const Body& body, const Head& head) {
  if (head.is_too_long()) return "it sends more headers than anybody should";
  if (code == CURLE_OK || status >= 400) return {};
  if (body.is_too_long()) return "it sends more than it should";
  if (code == CURLE_OPERATION_TIMEDOUT) return "it does not answer in time";
  return curl_easy_strerror(code);
}

}  // namespace

struct HttpClient::Handle {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), curl_easy_cleanup};

  // The options of the request before are forgotten, its connection is kept.
  void perform(const Request& request, Body& body, Answer& answer) const {
    set_common(curl.get(), request);
    const Headers headers = headers_of(request);
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take_header);
    Head head;
    curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &head);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION,
                     static_cast<curl_write_callback>(Body::take));
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    const Stream sent = set_method(curl.get(), request, answer);
    if (!answer.problem.empty()) return;
    const CURLcode code = curl_easy_perform(curl.get());
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    answer.problem = problem_of(code, answer.status, body, head);
    answer.headers = std::move(head.fields);
  }
};

HttpClient::HttpClient() : handle_(std::make_shared<Handle>()) {}

std::string Answer::in_words() const {
  return problem.empty() ? fmt::format("HTTP {}", status) : problem;
}

Answer HttpClient::ask(const Request& request, std::size_t most) const {
  CURL* const curl = handle_->curl.get();
  curl_easy_reset(curl);
  if (request.file.empty()) curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds_for_a_text);
  Answer answer;
  TextBody body(curl, most, answer.text);
  handle_->perform(request, body, answer);
  return answer;
}

Answer HttpClient::download(const Request& request, const fs::path& file,
                            std::uint64_t bytes) const {
  CURL* const curl = handle_->curl.get();
  const Stream stream(std::fopen(file.c_str(), "wbe"), std::fclose);
  Answer answer;
  if (stream == nullptr) {
    answer.problem = fmt::format("{} cannot be written", file.string());
    return answer;
  }
  std::uint64_t got = 0;
  for (const bool is_last : {false, true}) {
    answer = {};
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds_for(bytes - got));
    curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(got));
    FileBody body(curl, bytes - got, stream.get());
    handle_->perform(request, body, answer);
    got += body.got();
    const bool broke_off = !answer.problem.empty() && !body.is_too_long() && got > 0 && got < bytes;
    if (!broke_off || is_last || answer.problem == "it does not answer in time") break;
  }
  if (answer.is_good() && got != bytes) answer.problem = "it sends less than it should";
  if (std::fflush(stream.get()) != 0)
    answer.problem = fmt::format("{} cannot be written", file.string());
  return answer;
}

std::string shown_url(const std::string& url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string::npos) return url;
  const std::size_t end = std::min(url.find_first_of("/?#", begin + 3), url.size());
  const std::size_t at = url.rfind('@', end);
  if (at == std::string::npos || at < begin) return url;
  return url.substr(0, begin + 3) + url.substr(at + 1);
}

}  // namespace linuxbake::bake::remote
