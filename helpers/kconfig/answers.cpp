// SPDX-License-Identifier: MIT
#include "kconfig/answers.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_answers = 20'000;
constexpr std::string_view cache_header = "linuxbake-kconfig answers 2";

// Stands in a rehearsal for an answer that is not known. A word that Kconfig can read anywhere.
constexpr std::string_view not_known = "LINUXBAKE_NOT_KNOWN_YET";

// Two FNV-1a sums with different beginnings: 128 bits, against chance, not against malice.
struct Key {
  std::uint64_t first = 0xcbf29ce484222325U;
  std::uint64_t second = 0x84222325cbf29ce4U;

  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0xff);
  }
  void add_byte(unsigned char byte) {
    first = (first ^ byte) * 0x100000001b3U;
    second = (second ^ byte) * 0x100000001b3U;
    second ^= second >> 31;
  }
  [[nodiscard]] std::string text() const { return fmt::format("{:016x}{:016x}", first, second); }
};

bool is_path_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("/._+-@:").find(c) != std::string_view::npos;
}

std::vector<std::string> shell_scripts_in(const std::string& directory) {
  std::vector<std::string> scripts;
  std::error_code ignored;
  if (!directory.empty())
    for (const auto& entry : fs::directory_iterator(directory, ignored))
      if (entry.path().extension() == ".sh") scripts.push_back(entry.path());
  std::ranges::sort(scripts);
  return scripts;
}

// Threads that ask questions, in the order that these were added.
class Crew {
 public:
  explicit Crew(Shell& shell) : shell_(shell) {}
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  // What nobody has begun with is not asked any more.
  ~Crew() {
    const std::scoped_lock lock(mutex_);
    next_ = all_.size();
    ended_ = true;
    changed_.notify_all();
  }

  void add(std::string key, std::string command) {
    const std::scoped_lock lock(mutex_);
    if (!places_.emplace(std::move(key), all_.size()).second) return;
    all_.push_back({std::move(command), {}, State::open});
    changed_.notify_one();
    if (threads_.size() < std::max(1U, std::thread::hardware_concurrency()))
      threads_.emplace_back([this] { work(); });
  }

  // The answer to a question that was added; a thread that has nothing to do but wait asks itself.
  std::optional<Result<std::string>> answer(const std::string& key) {
    std::unique_lock lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return std::nullopt;
    Question& question = all_[place->second];
    if (question.state == State::open) ask(question, lock);
    changed_.wait(lock, [&] { return question.state == State::answered; });
    return question.answer;
  }

 private:
  enum class State { open, asked, answered };
  struct Question {
    std::string command;
    Result<std::string> answer;
    State state;
  };

  void ask(Question& question, std::unique_lock<std::mutex>& lock) {
    question.state = State::asked;
    lock.unlock();
    Result<std::string> answer = shell_.run(question.command);
    lock.lock();
    question.answer = std::move(answer);
    question.state = State::answered;
    changed_.notify_all();
  }

  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return ended_ || next_ < all_.size(); });
      if (ended_) return;
      Question& question = all_[next_++];
      if (question.state == State::open) ask(question, lock);
    }
  }

  Shell& shell_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Question> all_;
  std::unordered_map<std::string, std::size_t> places_;  // by key
  std::size_t next_ = 0;
  bool ended_ = false;
  std::vector<std::jthread> threads_;  // the last member: they end first
};

class CachingShell final : public AnswersShell {
 public:
  CachingShell(std::unique_ptr<Shell> shell, const Environment& environment, AnswersOptions options)
      : shell_(std::move(shell)), options_(std::move(options)) {
    if (!options_.directory.empty()) path_ = options_.directory + "/kconfig-answers";
    for (const auto& [name, value] : environment) base_.add(name + "=" + value);
    for (const std::string& tool : options_.tools) add_tool(tool);
    for (const std::string& script : shell_scripts_in(options_.scripts))
      base_.add(identity(script));
    for (const char* place : {"/usr/include", "/usr/lib", "/usr/lib32", "/usr/libx32",
                              "/usr/local/include", "/usr/local/lib", "/usr/local/bin"})
      base_.add(identity(place));
    load(answers_);
  }
  CachingShell(const CachingShell&) = delete;
  CachingShell& operator=(const CachingShell&) = delete;
  ~CachingShell() override {
    if (changed_ && !path_.empty()) save();
  }

  Result<std::string> run(const std::string& command) override {
    const std::string key = key_of(command);
    if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
    if (rehearsal_) rehearse();
    std::optional<Result<std::string>> answer;
    if (crew_ != nullptr) answer = crew_->answer(key);
    if (!answer) answer = shell_->run(command);
    remember(key, *answer);
    return *std::move(answer);
  }

  [[nodiscard]] bool answers_later() const override { return true; }

  void rehearse_by(Rehearsal rehearsal) override { rehearsal_ = std::move(rehearsal); }

 private:
  // Gives what is known, and notes what is not. A command that was made of an unknown answer is
  // no command that the tree will run: it is not asked.
  class Collector final : public Shell {
   public:
    explicit Collector(CachingShell& owner) : owner_(owner) {}
    Result<std::string> run(const std::string& command) override {
      if (command.find(not_known) != std::string::npos) return std::string(not_known);
      std::string key = owner_.key_of(command);
      const auto found = owner_.answers_.find(key);
      if (found != owner_.answers_.end()) return found->second;
      owner_.crew_->add(std::move(key), command);
      return std::string(not_known);
    }
    [[nodiscard]] bool answers_later() const override { return true; }

   private:
    CachingShell& owner_;
  };

  void rehearse() {
    if (crew_ == nullptr) crew_ = std::make_unique<Crew>(*shell_);
    Collector collector(*this);
    std::exchange(rehearsal_, {})(collector);
  }

  void remember(const std::string& key, const Result<std::string>& answer) {
    if (!answer || answer->find('\n') != std::string::npos) return;
    answers_.emplace(key, *answer);
    changed_ = true;
  }

  // Every word: a compiler may stand behind "ccache".
  void add_tool(const std::string& command) {
    for (std::size_t at = 0; at < command.size();) {
      const std::size_t end = std::min(command.find(' ', at), command.size());
      base_.add(identity(program_of_command(command.substr(at, end - at))));
      at = end + 1;
    }
  }

  std::string key_of(const std::string& command) {
    Key key = base_;
    key.add(command);
    for (auto at = command.find('/'); at != std::string::npos; at = command.find('/', at)) {
      const bool begins = at == 0 || !is_path_character(command[at - 1]);
      std::size_t end = at;
      while (end < command.size() && is_path_character(command[end])) ++end;
      if (begins) key.add(identity(command.substr(at, end - at)));
      at = end;
    }
    return key.text();
  }

  const std::string& identity(const std::string& path) {
    const auto [place, is_new] = identities_.try_emplace(path);
    if (!is_new) return place->second;
    struct stat status {};
    if (stat(path.c_str(), &status) == 0)
      place->second = fmt::format("{} {} {}.{}", path, S_ISDIR(status.st_mode) ? 0 : status.st_size,
                                  status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    return place->second;
  }

  void load(std::unordered_map<std::string, std::string>& into) const {
    if (path_.empty()) return;
    const Result<std::string> text = read_file(path_);
    if (!text || !text->starts_with(cache_header)) return;
    std::string_view rest = *text;
    while (!rest.empty()) {
      const std::string_view line = take_line(rest);
      if (line.size() > 32 && line[32] == ' ' && line.find('\0') == std::string_view::npos)
        into.emplace(std::string(line.substr(0, 32)), std::string(line.substr(33)));
    }
  }

  void save() {
    load(answers_);  // what others have added meanwhile
    if (answers_.size() > most_answers) return;
    std::vector<std::string> lines;
    for (const auto& [key, answer] : answers_) lines.push_back(key + " " + answer + "\n");
    std::ranges::sort(lines);
    std::string text = std::string(cache_header) + "\n";
    for (const std::string& line : lines) text += line;
    (void)write_file_if_different(path_, text);
  }

  std::unique_ptr<Shell> shell_;
  AnswersOptions options_;
  std::string path_;
  Key base_;
  std::unordered_map<std::string, std::string> answers_;
  std::unordered_map<std::string, std::string> identities_;
  bool changed_ = false;
  Rehearsal rehearsal_;
  std::unique_ptr<Crew> crew_;  // the last member: its threads use the shell
};

}  // namespace

std::unique_ptr<AnswersShell> caching_shell(std::unique_ptr<Shell> shell,
                                            const Environment& environment,
                                            AnswersOptions options) {
  return std::make_unique<CachingShell>(std::move(shell), environment, std::move(options));
}

}  // namespace linuxbake::kconfig
