// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
#include <unistd.h>

TEST_CASE("the machine is ours, <here> & now", "[machine]") {
  SECTION("the guest") {
    CHECK(::access("/linuxbake-vm/arguments", F_OK) == 0);
  }
  SECTION("the user") {
    CHECK(::getuid() == 0U);
  }
}

TEST_CASE("fails") {
  const int three = 3;
  REQUIRE(three == 4);
}
