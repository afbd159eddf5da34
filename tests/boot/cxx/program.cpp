// SPDX-License-Identifier: MIT
// What a C++ program needs of its runtime: exceptions, threads, RTTI, file systems, destructors of
// static objects and of those of a thread, atomic objects of every size.
#include <atomic>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <typeinfo>
#include <vector>

namespace {

struct Base {
  virtual ~Base() = default;
  [[nodiscard]] virtual std::string name() const { return "base"; }
};
struct Derived : Base {
  [[nodiscard]] std::string name() const override { return "derived"; }
};

struct Farewell {
  ~Farewell() { std::cout << "destroyed" << std::endl; }
} farewell;

thread_local int mine = 1;

struct ThreadFarewell {
  ~ThreadFarewell() { std::cout << "thread ends\n"; }
};
thread_local ThreadFarewell at_end_of_thread;

// Larger than a register, and than two.
struct Pair {
  const void* address = nullptr;
  long count = 0;
};
struct Triple {
  Pair pair;
  long sum = 0;
};
std::atomic<Pair> pair;
std::atomic<Triple> triple;
std::atomic<long long> number;

}  // namespace

int main() {
  try {
    std::vector<int>().at(1);
  } catch (const std::out_of_range&) {
    std::cout << "exception: out of range\n";
  }
  int seen = 0;
  std::thread([&seen] {
    mine = 42;
    seen = mine;
    static_cast<void>(&at_end_of_thread);
  }).join();
  std::cout << "threads: " << seen << ' ' << mine << '\n';
  pair.store({&seen, 2});
  triple.store({pair.load(), 3});
  number += triple.load().pair.count + triple.load().sum;
  std::cout << "atomics: " << number << '\n';
  const std::unique_ptr<Base> object = std::make_unique<Derived>();
  std::cout << "RTTI: " << (dynamic_cast<Derived*>(object.get()) ? object->name() : "lost") << '\n';
  for (const std::filesystem::path path : {"/proc", "/nothing"})
    if (std::filesystem::is_directory(path)) std::cout << "directory: " << path.string() << '\n';
}
