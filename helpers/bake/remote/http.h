// SPDX-License-Identifier: MIT
// http.h - HTTP for servers of cache entries, by libcurl: nothing here waits long for one that does
// not answer, because what it has can be built.
//
// User and password come from ~/.netrc (or the file $NETRC), a token from $LINUXBAKE_RESULTS_TOKEN;
// neither follows a redirection to another host, nor is in a message. Proxies are those of the
// environment (https_proxy …), certificates those of $SSL_CERT_FILE, $CURL_CA_BUNDLE, $SSL_CERT_DIR
// or the system.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::bake::remote {

struct Answer {
  long status = 0;                             // of HTTP; 0: there was none
  std::string text;                            // its body, where it was not for a file
  std::map<std::string, std::string> headers;  // names in small letters
  std::string problem;                         // why there was no whole answer; empty: there was

  [[nodiscard]] bool is_good() const { return problem.empty() && status >= 200 && status < 300; }
  // "HTTP 500", or the problem.
  [[nodiscard]] std::string in_words() const;
};

struct Request {
  std::string method = {};  // "GET", "HEAD", "PUT", "POST"
  std::string url = {};
  std::vector<std::string> headers = {};  // besides ours: "Accept: …"
  std::string body = {};                  // what is sent,
  std::filesystem::path file = {};        // or the file that is sent
  std::string token = {};                 // in place of that of the environment
  bool is_elsewhere = false;              // at a host that the user has not named: without a token
};

// Keeps its connection for the next request. One thread at a time uses it.
class HttpClient {
 public:
  HttpClient();

  // The body of the answer is a text of `most` bytes at most.
  [[nodiscard]] Answer ask(const Request& request, std::size_t most = std::size_t{4} << 20U) const;

  // The body is written to the file, whose bytes are known: one more is a problem. One that breaks
  // off is continued once.
  [[nodiscard]] Answer download(const Request& request, const std::filesystem::path& file,
                                std::uint64_t bytes) const;

 private:
  struct Handle;
  std::shared_ptr<Handle> handle_;
};

// Without user and password.
[[nodiscard]] std::string shown_url(const std::string& url);

}  // namespace linuxbake::bake::remote
