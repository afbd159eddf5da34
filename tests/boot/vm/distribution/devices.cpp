// SPDX-License-Identifier: MIT
// What programs do with networks, shared directories and devices.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

namespace {

int complain(const char* what) {
  std::cout << what << ": " << std::strerror(errno) << '\n';
  return 1;
}

// A server and its client in the machine itself.
int loopback() {
  const int server = ::socket(AF_INET, SOCK_STREAM, 0), client = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* general = reinterpret_cast<sockaddr*>(&address);
  if (::bind(server, general, size) != 0 || ::listen(server, 1) != 0) return complain("bind");
  if (::getsockname(server, general, &size) != 0) return complain("getsockname");
  return ::connect(client, general, size) == 0 ? 0 : complain("connect");
}

int fetch(const char* host, const char* port) {
  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host, port, &hints, &found) != 0) return complain("getaddrinfo");
  const int line = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(line, found->ai_addr, found->ai_addrlen) != 0)
    return complain("no connection to host");
  const std::string request = "GET /text HTTP/1.0\r\n\r\n";
  if (::write(line, request.data(), request.size()) < 0) return complain("write");
  std::string answer;
  char bytes[4096];
  for (ssize_t count = 0; (count = ::read(line, bytes, sizeof bytes)) > 0;) {
    answer.append(bytes, static_cast<std::size_t>(count));
  }
  std::cout << answer;
  return answer.find("from this host") == std::string::npos ? 1 : 0;
}

// What is written into a directory of the host stays in the machine.
int read_text(const char* file) {
  std::cout << std::ifstream(file).rdbuf() << std::flush;
  std::ofstream("written") << "written\n" << std::flush;
  std::cout << std::ifstream("written").rdbuf();
  return 0;
}

// Loads a module; of one that makes the kernel oops nobody returns, the process is killed.
int load(const char* file) {
  const int module = ::open(file, O_RDONLY | O_CLOEXEC);
  const long result = ::syscall(SYS_finit_module, module, "", 0);
  return result == 0 ? 0 : complain("finit_module");
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "loopback") return loopback();
  if (what == "fetch") return fetch(argv[2], argv[3]);
  if (what == "read") return read_text(argv[2]);
  if (what == "load") return load(argv[2]);
  if (what == "device") return ::open(argv[2], O_RDWR) < 0 ? complain(argv[2]) : 0;
  std::cout << "hello\n";
  return 0;
}
