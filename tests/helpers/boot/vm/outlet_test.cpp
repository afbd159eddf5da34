// SPDX-License-Identifier: MIT
#include "boot/vm/outlet.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <string>
#include <thread>

#include "boot/process/child.h"

namespace linuxbake::boot {
namespace {

TEST(Outlet, AllIsWrittenThoughNobodyTakesItAtOnce) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_NONBLOCK), 0);
  const Descriptor out(ends[0]);
  Descriptor in(ends[1]);
  const std::string bytes(1'000'000, 'x');
  std::thread writer([&] {
    Outlet outlet(in.get());
    outlet.write(bytes);
    EXPECT_EQ(outlet.error(), 0);
    in.close();
  });
  std::string taken;
  for (bool at_end = false; !at_end;) taken += read_available(out, at_end);
  writer.join();
  EXPECT_EQ(taken, bytes);
}

TEST(Outlet, WhatIsLostIsKnown) {
  const Descriptor full(::open("/dev/full", O_WRONLY));
  Outlet outlet(full.get());
  outlet.write("a");
  EXPECT_EQ(outlet.error(), ENOSPC);
}

}  // namespace
}  // namespace linuxbake::boot
