// SPDX-License-Identifier: MIT
#include "judge.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>

#include "common/files.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

// What `conf` may write: it can repeat a question for ever.
constexpr rlimit most_bytes{64'000'000, 64'000'000};

// Starts a program in a directory; its output goes to the file "log" there.
pid_t start(const std::string& directory, const std::vector<std::string>& arguments,
            const std::vector<std::string>* environment, const std::string& input = "/dev/null") {
  std::vector<char*> words;
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  std::vector<char*> variables;
  if (environment != nullptr)
    for (const std::string& one : *environment) variables.push_back(const_cast<char*>(one.c_str()));
  variables.push_back(nullptr);
  const std::string log = directory + "/log";
  const pid_t child = fork();
  if (child == 0) {
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    dup2(open(input.c_str(), O_RDONLY), STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    if (chdir(directory.c_str()) != 0 || setrlimit(RLIMIT_FSIZE, &most_bytes) != 0) _exit(127);
    if (environment != nullptr)
      execvpe(words[0], words.data(), variables.data());
    else
      execvp(words[0], words.data());
    _exit(127);
  }
  return child;
}

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// 0 where all went well.
int run(const std::string& directory, const std::vector<std::string>& arguments,
        const std::vector<std::string>* environment, const std::string& input = "/dev/null") {
  const pid_t child = start(directory, arguments, environment, input);
  int status = 0;
  waitpid(child, &status, 0);
  return exit_code(status);
}

std::vector<std::string> split_at_nul(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\0', at);
    parts.push_back(text.substr(at, end - at));
    if (end == std::string::npos) break;
    at = end + 1;
  }
  return parts;
}

// With the end of what it said: a question that it cannot answer is repeated many times over.
tl::unexpected<Error> failed(const std::string& what, const std::string& work) {
  constexpr std::size_t most = 600;
  std::string said = read_file(work + "/log").value_or("");
  if (said.size() > most) said = "..." + said.substr(said.size() - most);
  return fail(fmt::format("{} failed:\n{}", what, said));
}

}  // namespace

// `conf --olddefconfig` with conf_server.cpp's library in it.
class Judge::Server {
 public:
  Server(const std::string& work, const std::string& conf, std::vector<std::string> environment) {
    std::array<int, 2> orders{};
    std::array<int, 2> results{};
    std::signal(SIGPIPE, SIG_IGN);  // where the server has ended it is an error, not our end
    if (pipe(orders.data()) != 0 || pipe(results.data()) != 0) return;
    to_ = orders[1];
    from_ = results[0];
    for (const int own : {to_, from_}) fcntl(own, F_SETFD, FD_CLOEXEC);
    environment.push_back(fmt::format("CONF_SERVER_IN={}", orders[0]));
    environment.push_back(fmt::format("CONF_SERVER_OUT={}", results[1]));
    process_ = start(work, {conf, "--olddefconfig", "Kconfig"}, &environment);
    close(orders[0]);
    close(results[1]);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    close(to_);
    close(from_);
    waitpid(process_, nullptr, 0);
  }

  // The exit code for the file that $KCONFIG_CONFIG names now.
  int run() {
    int status = -1;
    if (write(to_, "", 1) != 1 || read(from_, &status, sizeof status) != sizeof status) return 128;
    return exit_code(status);
  }

 private:
  int to_ = -1;
  int from_ = -1;
  pid_t process_ = -1;
};

Result<Judge> Judge::prepare(const std::string& tree, const std::string& arch,
                             const std::string& work, const std::string& preload) {
  Judge judge;
  judge.tree_ = tree;
  judge.arch_ = arch;
  judge.work_ = work;
  fs::create_directories(work + "/answers");
  if (!fs::exists(tree + "/Kconfig")) return prepare_old(std::move(judge));
  const std::string dump = work + "/environment";
  (void)write_file_if_different(work + "/Kconfig.environment",
                                fmt::format("x := $(shell,env -0 > {})\n"
                                            "config A\n\tbool \"a\"\n",
                                            dump));
  const int code = run(work,
                       {"make", "-C", tree, "O=" + work, "ARCH=" + arch,
                        "KBUILD_KCONFIG=" + work + "/Kconfig.environment", "alldefconfig"},
                       nullptr);
  if (code != 0) return failed("make alldefconfig", work);
  const Result<std::string> text = read_file(dump);
  if (!text) return tl::unexpected(text.error());
  for (const std::string& one : split_at_nul(*text))
    if (!one.starts_with("KCONFIG_CONFIG=") && !one.starts_with("MAKEFLAGS"))
      judge.environment_.push_back(one);
  judge.environment_.push_back("KCONFIG_CONFIG=" + work + "/judged.config");
  judge.environment_.push_back("POPEN_CACHE=" + work + "/answers");
  if (preload.empty()) return judge;
  judge.environment_.push_back("LD_PRELOAD=" + preload);
  judge.server_ =
      std::make_shared<Server>(work, work + "/scripts/kconfig/conf", judge.environment_);
  return judge;
}

// BusyBox and Toybox: no environment to speak of, and always .config in the working directory.
// Toybox builds nothing outside of its tree, so the tree must be one that may be written into.
Result<Judge> Judge::prepare_old(Judge judge) {
  judge.is_old_ = true;
  const std::string& tree = judge.tree_;
  std::vector<std::string> make = {"make", "-C", tree, "defconfig"};
  if (fs::exists(tree + "/toys.h")) {
    judge.conf_ = tree + "/kconfig/conf";
    if (run(judge.work_, make, nullptr) != 0) return failed("make defconfig", judge.work_);
    judge.environment_ = {"srctree=" + tree, "KCONFIG_NOTIMESTAMP=1"};
    return judge;
  }
  judge.conf_ = judge.work_ + "/scripts/kconfig/conf";
  make.push_back("O=" + judge.work_);
  if (run(judge.work_, make, nullptr) != 0) return failed("make defconfig", judge.work_);
  const Result<std::string> config = read_file(judge.work_ + "/.config");
  if (!config) return tl::unexpected(config.error());
  const std::string marker = "# Busybox version: ";
  const std::size_t at = config->find(marker) + marker.size();
  judge.environment_ = {"KERNELVERSION=" + config->substr(at, config->find('\n', at) - at),
                        "srctree=" + tree, "KCONFIG_NOTIMESTAMP=1"};
  return judge;
}

Result<std::string> Judge::resolve_old(const std::string& mode, std::string_view config) const {
  const std::string file = work_ + "/.config";
  std::error_code ignored;
  fs::remove(file, ignored);
  if (!config.empty()) (void)write_file_if_different(file, config);
  // Every question is answered by an empty line.
  (void)write_file_if_different(work_ + "/answer", std::string(200'000, '\n'));
  std::vector<std::string> command = {conf_, mode};
  if (mode == "-D") command.push_back("/dev/null");
  command.push_back("Config.in");
  if (run(work_, command, &environment_, work_ + "/answer") != 0)
    return failed("conf " + mode, work_);
  return read_file(file);
}

Result<std::string> Judge::resolve(const std::string& mode, std::string_view config) const {
  if (is_old_) return resolve_old(mode, config);
  const std::string file = work_ + "/judged.config";
  std::error_code ignored;
  fs::remove(file, ignored);
  const Result<bool> written = write_file_if_different(file, config);
  if (!written) return tl::unexpected(written.error());
  const bool is_served = server_ != nullptr && mode == "--olddefconfig";
  const int code =
      is_served ? server_->run()
                : run(work_, {work_ + "/scripts/kconfig/conf", mode, "Kconfig"}, &environment_);
  if (code != 0) return failed("conf " + mode, work_);
  return read_file(file);
}

Result<std::string> Judge::make(const std::string& target) const {
  std::error_code ignored;
  fs::remove(work_ + "/.config", ignored);
  if (run(work_, {"make", "-C", tree_, "O=" + work_, "ARCH=" + arch_, target}, nullptr) != 0)
    return failed("make " + target, work_);
  return read_file(work_ + "/.config");
}

}  // namespace linuxbake::kconfig
