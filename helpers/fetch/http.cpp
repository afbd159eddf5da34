// SPDX-License-Identifier: MIT
#include "fetch/http.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace linuxbake::fetch {
namespace {

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

bool is_true(std::string_view word) {
  for (const std::string_view one : {"1", "ON", "YES", "TRUE", "on", "yes", "true"})
    if (word == one) return true;
  return false;
}

// The pinned hash says whether a file is the right one, whoever sent it; a password is only for a
// server that has proved who it is. CMAKE_TLS_VERIFY is CMake's word for the same question.
bool asks_for_proof(const std::string& url) {
  if (const char* wanted = std::getenv("CMAKE_TLS_VERIFY"); wanted != nullptr && *wanted != '\0')
    return is_true(wanted);
  const std::size_t host = url.find("://");
  if (host == std::string::npos) return false;
  const std::size_t end = url.find('/', host + 3);
  return url.substr(host, end - host).find('@') != std::string::npos;
}

void set_from_environment(CURL* curl, CURLoption option, const char* name) {
  if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
    curl_easy_setopt(curl, option, value);
}

Easy new_handle(const std::string& url) {
  Easy curl(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_MAXREDIRS, 30L);
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "curl/" LIBCURL_VERSION);
  curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, asks_for_proof(url) ? 1L : 0L);
  set_from_environment(curl.get(), CURLOPT_CAINFO, "SSL_CERT_FILE");
  set_from_environment(curl.get(), CURLOPT_CAINFO, "CURL_CA_BUNDLE");
  set_from_environment(curl.get(), CURLOPT_CAPATH, "SSL_CERT_DIR");
  return curl;
}

long response_code(CURL* curl) {
  long code = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
  return code;
}

// Those of the last answer: a redirection has its own.
std::size_t keep_header(char* bytes, std::size_t /*one*/, std::size_t count, void* user) {
  const std::string_view line(bytes, count);
  std::string& headers = *static_cast<std::string*>(user);
  if (line.starts_with("HTTP/")) headers.clear();
  headers += line;
  return count;
}

// The first bytes of a whole file are enough.
std::size_t stop_at_content(char* /*bytes*/, std::size_t /*one*/, std::size_t count, void* user) {
  return response_code(user) == 200 ? 0 : count;
}

// Writes to a file, and gives the curl library what it wants to know.
class Download {
 public:
  Download(CURL* curl, const Request& request, Transfer& result)
      : curl_(curl), request_(request), result_(result) {
    const int how = request.start > 0 ? O_WRONLY | O_APPEND : O_WRONLY | O_CREAT | O_TRUNC;
    descriptor_ = ::open(request.file.c_str(), how | O_CLOEXEC, 0666);
    if (descriptor_ < 0) result.write_problem = errno;
  }
  Download(const Download&) = delete;
  Download& operator=(const Download&) = delete;
  ~Download() { close(); }

  void close() {
    if (descriptor_ >= 0 && ::close(descriptor_) != 0 && result_.write_problem == 0)
      result_.write_problem = errno;
    descriptor_ = -1;
  }

  static std::size_t take(char* bytes, std::size_t /*one*/, std::size_t count, void* user) {
    auto& self = *static_cast<Download*>(user);
    return self.write({bytes, count}) ? count : 0;
  }

  static int show(void* user, curl_off_t total, curl_off_t now, curl_off_t /*to_send*/,
                  curl_off_t /*sent*/) {
    auto& self = *static_cast<Download*>(user);
    if (total <= 0) return 0;
    const int percent = static_cast<int>(
        std::lround(static_cast<double>(now) / static_cast<double>(total) * 100.0));
    if (percent != self.percent_) self.request_.progress(percent);
    self.percent_ = percent;
    return 0;
  }

 private:
  // A server that has forgotten how to begin in the middle begins anew, and so do we.
  void notice_beginning() {
    if (result_.got > 0 || !result_.resumed || response_code(curl_) != 200) return;
    result_.resumed = false;
    if (::ftruncate(descriptor_, 0) != 0) result_.write_problem = errno;
  }

  bool write(std::string_view bytes) {
    notice_beginning();
    while (!bytes.empty() && result_.write_problem == 0) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        result_.write_problem = written < 0 ? errno : ENOSPC;
        break;
      }
      result_.got += static_cast<std::uint64_t>(written);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return result_.write_problem == 0;
  }

  CURL* curl_;
  const Request& request_;
  Transfer& result_;
  int descriptor_ = -1;
  int percent_ = -1;
};

std::optional<std::uint64_t> number_at(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  if (end == 0 || end > 18) return std::nullopt;
  return std::strtoull(std::string(text.substr(0, end)).c_str(), nullptr, 10);
}

// Behind "<name>:" and blanks, whatever its capitals.
std::optional<std::string_view> header_value(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return std::nullopt;
  const bool is_it = std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
    return a == std::tolower(static_cast<unsigned char>(b));
  });
  if (!is_it) return std::nullopt;
  line.remove_prefix(name.size() + 1);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line;
}

}  // namespace

Lengths lengths_of(const std::string& headers) {
  constexpr std::string_view range = "bytes 0-0/";
  Lengths lengths;
  for (std::size_t at = 0; at < headers.size();) {
    const std::size_t end = std::min(headers.find('\n', at), headers.size());
    const std::string_view line = std::string_view(headers).substr(at, end - at);
    if (const auto value = header_value(line, "content-length"))
      lengths.of_content = number_at(*value);
    if (const auto value = header_value(line, "content-range"); value && value->starts_with(range))
      lengths.of_range = number_at(value->substr(range.size()));
    at = end + 1;
  }
  return lengths;
}

Answer ask_for_one_byte(const std::string& url, unsigned seconds) {
  std::string headers;
  const Easy curl = new_handle(url);
  curl_easy_setopt(curl.get(), CURLOPT_RANGE, "0-0");
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, static_cast<long>(seconds));
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, keep_header);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &headers);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, stop_at_content);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, curl.get());
  const CURLcode code = curl_easy_perform(curl.get());
  const long response = response_code(curl.get());
  const bool is_http = headers.starts_with("HTTP/");
  const Lengths lengths = lengths_of(headers);
  Answer answer;
  answer.there = code == CURLE_OK;
  answer.reason = curl_easy_strerror(code);
  if (is_http && response == 206 && lengths.of_range) {
    answer.total = lengths.of_range;
    answer.ranges = true;
  } else if (is_http && response == 200) {
    answer.there = true;
    answer.total = lengths.of_content;
  } else if (is_http && response >= 400) {
    answer.reason = fmt::format("HTTP {}", response);
  } else if (code == CURLE_OPERATION_TIMEDOUT) {
    answer.reason = fmt::format("no answer within {} seconds", seconds);
    answer.silent = true;
  }
  return answer;
}

Transfer transfer(const Request& request) {
  Transfer result;
  result.resumed = request.start > 0;
  const Easy curl = new_handle(request.url);
  Download download(curl.get(), request, result);
  if (result.write_problem != 0) return result;
  const std::string range = fmt::format("{}-", request.start);
  if (request.start > 0) curl_easy_setopt(curl.get(), CURLOPT_RANGE, range.c_str());
  const auto seconds = static_cast<long>(request.stall_timeout);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, seconds);
  curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, seconds);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, Download::take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &download);
  if (request.progress) {
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, Download::show);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &download);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
  }
  const CURLcode code = curl_easy_perform(curl.get());
  download.close();
  result.complete = code == CURLE_OK && result.write_problem == 0;
  result.stalled = code == CURLE_OPERATION_TIMEDOUT;
  result.reason = curl_easy_strerror(code);
  return result;
}

}  // namespace linuxbake::fetch
