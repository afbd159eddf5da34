// SPDX-License-Identifier: MIT
// Stands for QEMU where the runner is tested: the serial line on standard input and output, the
// monitor on descriptor 3. LINUXBAKE_FAKE_QEMU in the environment, or else its last argument, says
// what it does, in words separated by blanks:
//
//   say=TEXT      print TEXT, with _ for a blank, and a newline
//   flood=BYTES   print so many bytes, in lines        flood-line=BYTES   … without a newline
//   event=REASON  tell the monitor that the guest shut the machine down (guest-reset …)
//   log=TEXT      have TEXT, with _ for a blank, in the log of a kernel in the memory, descriptor 4
//   error=TEXT    print TEXT on standard error         exit=CODE   end
//   leave=FILE    leave processes behind, in groups and sessions of their own; their numbers go
//                 into FILE
//   stubborn      ignore the signals that ask to end   wait        do nothing more
//   record        write the kernel's command line, if it has one, to LINUXBAKE_FAKE_QEMU_RECORD
//   once=FILE     leave out what follows, up to the word `then`, where FILE is there; else make it
//   prompt        be a shell that answers every line as ours asks whether there is one
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

void print(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t count = ::write(1, text.data() + at, text.size() - at);
    if (count < 0) std::exit(1);
    at += static_cast<std::size_t>(count);
  }
}

void flood(std::size_t bytes, bool lines) {
  std::string block(std::size_t{1} << 16U, 'x');
  if (lines) {
    for (std::size_t at = 79; at < block.size(); at += 80) block[at] = '\n';
  }
  for (std::size_t left = bytes; left > 0; left -= std::min(left, block.size())) {
    print(block.substr(0, std::min(left, block.size())));
  }
}

[[noreturn]] void sleep_on() {
  while (true) ::pause();
}

void leave(const std::string& file) {
  for (int i = 0; i < 3; ++i) {
    if (::fork() != 0) continue;
    if (i > 0) ::setsid();
    if (i > 1 && ::fork() != 0) ::_exit(0);
    std::ofstream(file, std::ios::app) << ::getpid() << '\n';
    sleep_on();
  }
  std::ofstream(file, std::ios::app) << ::getpid() << '\n';
}

void tell(const std::string& reason) {
  const std::string event =
      "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": true, \"reason\": \"" + reason + "\"}}\r\n";
  if (::write(3, event.data(), event.size()) < 0) std::exit(1);
}

void record(const std::vector<std::string>& arguments) {
  const char* file = std::getenv("LINUXBAKE_FAKE_QEMU_RECORD");
  const auto option = std::find(arguments.begin(), arguments.end(), "-append");
  if (file == nullptr || arguments.end() - option < 2) return;
  std::ofstream(file, std::ios::app | std::ios::binary) << option[1] << '\n';
}

// Until the monitor is told to quit.
[[noreturn]] void be_shell() {
  print("/ # ");
  std::array<pollfd, 2> inputs = {pollfd{0, POLLIN, 0}, pollfd{3, POLLIN, 0}};
  while (::poll(inputs.data(), inputs.size(), -1) > 0) {
    std::array<char, 4096> bytes{};
    for (const pollfd& input : inputs) {
      if (input.revents == 0) continue;
      const ssize_t count = ::read(input.fd, bytes.data(), bytes.size());
      if (count <= 0) std::exit(0);
      const std::string_view text(bytes.data(), static_cast<std::size_t>(count));
      if (input.fd == 3 && text.find("quit") != std::string_view::npos) std::exit(0);
      if (input.fd == 0) print("@lbs=42@\n/ # ");
    }
  }
  std::exit(1);
}

bool is_first_time(const std::string& file) {
  if (std::ifstream(file)) return false;
  return static_cast<bool>(std::ofstream(file));
}

void log(const std::string& text) {
  static off_t place = 0x100000;
  const std::string record = std::string(8, '\0') + text + '\n';
  if (::pwrite(4, record.data(), record.size(), place) < 0) std::exit(1);
  place += 0x100;
}

void act(const std::string& word) {
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
  if (name == "say") {
    std::replace(value.begin(), value.end(), '_', ' ');
    print(value + "\n");
  }
  if (name == "log") {
    std::replace(value.begin(), value.end(), '_', ' ');
    log(value);
  }
  if (name == "flood") flood(std::stoul(value), true);
  if (name == "flood-line") flood(std::stoul(value), false);
  if (name == "event") tell(value);
  if (name == "error") std::cerr << value << std::endl;
  if (name == "exit") std::exit(std::stoi(value));
  if (name == "leave") leave(value);
  if (name == "wait") sleep_on();
  if (name == "prompt") be_shell();
  if (name == "stubborn") {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const char* script = std::getenv("LINUXBAKE_FAKE_QEMU");
  std::istringstream words(script != nullptr ? script : argv[argc - 1]);
  for (std::string word; words >> word;) {
    if (word.rfind("once=", 0) == 0 && !is_first_time(word.substr(5)))
      while (words >> word && word != "then") continue;
    if (word == "record") record({argv, argv + argc});
    act(word);
  }
  return 0;
}
