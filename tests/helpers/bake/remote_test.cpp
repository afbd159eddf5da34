// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <fstream>

#include "bake/remote/action_result.h"
#include "bake/remote/http.h"
#include "bake/remote/oci_registry.h"
#include "bake/remote/patience.h"
#include "bake/remote/server.h"
#include "bake/remote/settings.h"
#include "bake/remote/statement.h"
#include "common/files.h"
#include "common/sha256.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

const std::string key = sha256("the inputs");
const std::string other = sha256("others");

std::string line(const std::string& name, const std::string& bytes = "5",
                 const std::string& hash = other) {
  return hash + " " + bytes + " " + name + "\n";
}

std::string statement_with(const std::string& lines) {
  return "linuxbake result 1\nkey " + key + "\n" + line("inputs", "10", key) + lines;
}

std::string fault_of(const std::string& text) {
  const Result<Statement> statement = parse_statement(text);
  return statement ? "" : statement.error().text();
}

TEST(RemoteStatement, IsWrittenAsItIsRead) {
  const std::string text = statement_with(line("kernel") + line("config", "0"));
  const Result<Statement> statement = parse_statement(text);
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->key, key);
  ASSERT_EQ(statement->files.size(), 3);
  EXPECT_EQ(statement->files[1].name, "kernel");
  EXPECT_EQ(statement->files[1].hash, other);
  EXPECT_EQ(statement->files[1].bytes, 5);
  EXPECT_EQ(bytes_of(*statement), 15);
  EXPECT_EQ(text_of(*statement), text);
  EXPECT_EQ(sums_of(*statement), key + "  inputs\n" + other + "  kernel\n" + other + "  config\n");
}

TEST(RemoteStatement, HasATitleAndAKey) {
  const std::string another = "its statement is none of this version";
  EXPECT_EQ(fault_of(""), another);
  EXPECT_EQ(fault_of("linuxbake result 1"), another);
  EXPECT_EQ(fault_of("linuxbake result 2\nkey " + key + "\n" + line("inputs", "1", key)), another);
  EXPECT_EQ(fault_of("<html>\n"), another);
  EXPECT_EQ(fault_of(statement_with("x")), another) << "the last line has no end";
  const std::string keyless = "its statement has no key";
  EXPECT_EQ(fault_of("linuxbake result 1\n"), keyless);
  EXPECT_EQ(fault_of("linuxbake result 1\nkey 1234\n"), keyless);
  EXPECT_EQ(fault_of("linuxbake result 1\nkey " + std::string(64, 'A') + "\n"), keyless);
  EXPECT_EQ(fault_of("linuxbake result 1\n" + key + "\n"), keyless);
}

TEST(RemoteStatement, HasLinesOfOneKind) {
  const std::string none = "a line of its statement is none";
  for (const std::string& bad :
       {std::string("\n"), std::string("x\n"), other + "\n", other + " \n", other + " 5\n",
        other + " 5 \n", other + "  5 kernel\n", " " + line("kernel"), line("kernel", ""),
        line("kernel", "-1"), line("kernel", "+1"), line("kernel", "0x1"), line("kernel", "1.5"),
        line("kernel", "18446744073709551616"), line("kernel", "5", other.substr(1)),
        line("kernel", "5", other + "0"), line("kernel", "5", std::string(64, 'g')),
        line("kernel", "5", std::string(64, 'A')), line("kernel\r")})
    EXPECT_EQ(fault_of(statement_with(bad)), none) << bad;
}

TEST(RemoteStatement, HasNamesThatStayInTheDirectory) {
  for (const std::string name : {"..", ".", "../x", "/etc/passwd", "a/b", "a b", "a\tb", "",
                                 "SHA256SUMS", "\xc3\xa9", "a\x01"})
    EXPECT_EQ(fault_of(statement_with(line(name))), "a line of its statement is none") << name;
  for (const std::string name : {"...", "..a", ".config", "vmlinux-6.12~rc1"})
    EXPECT_EQ(fault_of(statement_with(line(name))), "") << name;
  EXPECT_EQ(fault_of(statement_with(line("kernel") + line("kernel"))),
            "its statement has a name twice");
  EXPECT_EQ(fault_of(statement_with(line("inputs", "10", key))), "its statement has a name twice");
}

TEST(RemoteStatement, BelongsToItsInputs) {
  const std::string begin = "linuxbake result 1\nkey " + key + "\n";
  EXPECT_EQ(fault_of(begin), "its statement has no inputs");
  EXPECT_EQ(fault_of(begin + line("kernel")), "its statement has no inputs");
  EXPECT_EQ(fault_of(begin + line("inputs")), "its statement has another key than its inputs");
}

TEST(RemoteStatement, IsOfNoMoreThanAResultHas) {
  const std::string too_much = "its statement is of more than any result has";
  const std::uint64_t most = std::uint64_t{64} << 30U;
  EXPECT_EQ(fault_of(statement_with(line("kernel", std::to_string(most - 10)))), "");
  EXPECT_EQ(fault_of(statement_with(line("kernel", std::to_string(most - 9)))), too_much);
  EXPECT_EQ(fault_of(statement_with(line("kernel", "18446744073709551615"))), too_much);
  EXPECT_EQ(fault_of(statement_with(line("a", std::to_string(most / 2)) +
                                    line("b", std::to_string(most / 2)))),
            too_much);
  std::string many;
  for (int count = 1; count < 1000; ++count) many += line("file-" + std::to_string(count));
  EXPECT_EQ(fault_of(statement_with(many)), "");
  EXPECT_EQ(fault_of(statement_with(many + line("one-more"))), too_much);
}

RC_GTEST_PROP(RemoteStatement, OfAnythingIsReadOrRefused, (const std::string& rest)) {
  const Result<Statement> statement = parse_statement(statement_with(rest));
  if (statement) RC_ASSERT(text_of(*statement) == statement_with(rest));
}

// From remote_execution.proto and the wire format of Protocol Buffers, by hand.
TEST(RemoteActionResult, HasTheWireFormat) {
  const Statement statement{"k", {{"hh", 300, "n"}}};
  const std::string digest = std::string("\x0a\x02hh") + "\x10\xac\x02";
  const std::string file = std::string("\x0a\x01n") + "\x12\x07" + digest;
  const std::string message = "\x12\x0c" + file + "\x2a\x04text" + "\x3a\x03sig";
  EXPECT_EQ(action_result_of(statement, {"text", "sig"}), message);
  // A length of two bytes: 200 is c8 01.
  const std::string text(200, 't');
  EXPECT_EQ(action_result_of({"k", {}}, {text, ""}),
            "\x2a\xc8\x01" + text + std::string("\x3a\0", 2));
}

Signed example() {
  return {statement_with(line("kernel")), "-----BEGIN SSH SIGNATURE-----\nAAAA\n"};
}

TEST(RemoteActionResult, IsReadAsItIsWritten) {
  const Signed whole = example();
  const std::string bytes = action_result_of(*parse_statement(whole.statement), whole);
  const Result<Signed> read = parse_action_result(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->statement, whole.statement);
  EXPECT_EQ(read->signature, whole.signature);
}

TEST(RemoteActionResult, CutShortIsNeverWhole) {
  const Signed whole = example();
  const std::string bytes = action_result_of(*parse_statement(whole.statement), whole);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const Result<Signed> read = parse_action_result(bytes.substr(0, length));
    // Between two fields it is a message, without a signature.
    if (read) EXPECT_EQ(read->signature, "") << length;
  }
}

TEST(RemoteActionResult, MayHaveFieldsThatNobodyKnows) {
  const std::string known = "\x2a\x04text" + std::string("\x3a\x03sig");
  const std::string number = std::string("\x20\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  const std::string eight = std::string("\x49") + "12345678", four = std::string("\x4d") + "1234";
  const std::string bytes = std::string("\x7a\x02xx"), large_tag = std::string("\xfa\x7f\x01x");
  const Result<Signed> read =
      parse_action_result(number + eight + known + four + bytes + large_tag);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->statement, "text");
  EXPECT_EQ(read->signature, "sig");
}

TEST(RemoteActionResult, IsNoGarbage) {
  const auto fault = [](const std::string& bytes) {
    const Result<Signed> read = parse_action_result(bytes);
    return read ? "" : read.error().text();
  };
  EXPECT_EQ(fault(""), "it is no result of linuxbake");
  EXPECT_EQ(fault(std::string("\x3a\x03sig")), "it is no result of linuxbake");
  EXPECT_EQ(fault("<html><body>Log in</body></html>"), "it is no ActionResult");
  EXPECT_EQ(fault(std::string("\x2a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01text")),
            "it is no ActionResult");
  EXPECT_EQ(fault(std::string(11, '\xff')), "it is no ActionResult");
  EXPECT_EQ(fault(std::string("\x2b\x04text")), "it is no ActionResult") << "groups are no more";
}

RC_GTEST_PROP(RemoteActionResult, OfAnyBytesIsReadOrRefused, (const std::string& bytes)) {
  const Result<Signed> read = parse_action_result(bytes);
  if (read) RC_ASSERT(read->statement.size() + read->signature.size() <= bytes.size());
}

TEST(RemoteRegistry, SaysWhereItsTokensAre) {
  EXPECT_EQ(address_of_token("Bearer realm=\"https://auth.example/token\",service=\"registry\","
                             "scope=\"repository:a/b:pull\""),
            "https://auth.example/token?service=registry&scope=repository:a/b:pull");
  EXPECT_EQ(address_of_token("bearer scope=\"s\", realm=\"http://h/t\""),
            "http://h/t?service=&scope=s");
  EXPECT_EQ(address_of_token("Bearer realm=\"https://h/t?account=me\",service=\"r\",scope=\"s\""),
            "https://h/t?account=me&service=r&scope=s");
}

TEST(RemoteRegistry, AsksForNothingElse) {
  for (const char* challenge :
       {"", "Bearer", "Bearer ", "Basic realm=\"https://h/t\"", "Bearer realm=", "Bearer realm=\"",
        "Bearer realm=\"https://h", "Bearer realm=\"file:///etc/passwd\"", "Bearer =\"",
        "Bearer realm=\"httpx://h/t\"", "Bearer ,,,=\"x\"", "Bearer  =\"https://h/t\""})
    EXPECT_EQ(address_of_token(challenge), "") << challenge;
}

RC_GTEST_PROP(RemoteRegistry, MayAskForAnything, (const std::string& challenge)) {
  (void)address_of_token("Bearer " + challenge);
}

TEST(RemoteSettings, HaveServersInOrder) {
  const Result<Settings> settings = parse_settings(
      R"({"remotes": [{"address": "https://a/b", "readonly": true},
          {"address": "oci://c/d", "readonly": false}], "keys": "/keys", "signer": "/key"})",
      "remotes.json");
  ASSERT_TRUE(settings);
  ASSERT_EQ(settings->places.size(), 2);
  EXPECT_EQ(settings->places[0].address, "https://a/b");
  EXPECT_TRUE(settings->places[0].is_readonly);
  EXPECT_EQ(settings->places[1].address, "oci://c/d");
  EXPECT_FALSE(settings->places[1].is_readonly);
  EXPECT_EQ(settings->keys, "/keys");
  EXPECT_EQ(settings->signer, "/key");
}

TEST(RemoteSettings, ThatAreNoneAreSaid) {
  for (const char* text :
       {"", "[]", "{}", "null", R"({"remotes": [], "keys": ""})", R"({"remotes": 1, "keys": "",
        "signer": ""})",
        R"({"remotes": [{"address": "a"}], "keys": "", "signer": ""})",
        R"({"remotes": [], "keys": 1, "signer": ""})"}) {
    const Result<Settings> settings = parse_settings(text, "remotes.json");
    ASSERT_FALSE(settings) << text;
    EXPECT_EQ(settings.error().text().find("remotes.json"), 0) << settings.error().text();
  }
}

TEST(RemoteSettings, ThatAreNotThereHaveNoServers) {
  EXPECT_TRUE(read_settings("")->places.empty());
  EXPECT_TRUE(read_settings("/nowhere/remotes.json")->places.empty());
}

std::string shown(std::string_view words) {
  std::string text;
  for (const Place& place : places_of(words))
    text += place.address + (place.is_readonly ? " (r) " : " (w) ");
  return text;
}

TEST(RemoteSettings, AreWordsOfTheUser) {
  EXPECT_EQ(shown(""), "");
  EXPECT_EQ(shown(";;"), "");
  EXPECT_EQ(shown("readonly"), "");
  EXPECT_EQ(shown("https://a/b"), "https://a/b (w) ");
  EXPECT_EQ(shown("https://a/b;readonly;oci://c/d"), "https://a/b (r) oci://c/d (w) ");
  EXPECT_EQ(shown("readonly;https://a/b;;oci://c/d;readonly;readonly"),
            "https://a/b (w) oci://c/d (r) ");
}

TEST(RemoteServers, HaveAddresses) {
  for (const char* good :
       {"http://h", "https://h/p", "oci://h/n", "oci+http://h:5000/a/b", "file:///tmp/x"})
    EXPECT_TRUE(open_server(good)) << good;
  for (const char* bad : {"", "h", "http://", "oci://h", "oci://h/", "oci:///n", "oci+http://",
                          "ftp://h/p", "file://h/p", "/tmp/x"})
    EXPECT_FALSE(open_server(bad)) << bad;
  EXPECT_EQ(open_server("ftp://me:secret@h/p").error().text(),
            "'ftp://h/p' is no address of a server: https://host/path, oci://host/name");
}

TEST(RemoteServers, AreShownWithoutTheirPasswords) {
  EXPECT_EQ(shown_url("https://me:secret@host/a@b"), "https://host/a@b");
  EXPECT_EQ(shown_url("https://me@host"), "https://host");
  EXPECT_EQ(shown_url("https://me:se@cret@host:80/x"), "https://host:80/x");
  EXPECT_EQ(shown_url("https://host/a@b"), "https://host/a@b");
  EXPECT_EQ(shown_url("oci+http://me:secret@host/n"), "oci+http://host/n");
  EXPECT_EQ(shown_url("https://me:secret@host?x@y"), "https://host?x@y");
  EXPECT_EQ(shown_url("host"), "host");
  EXPECT_EQ(shown_url(""), "");
}

class RemotePatience : public testing::Test {
 protected:
  void set_age(std::chrono::minutes age) const {
    for (const fs::directory_entry& one : fs::directory_iterator(work.path / "locks"))
      fs::last_write_time(one.path(), fs::file_time_type::clock::now() - age);
  }

  TemporaryDirectory work;
  Patience patience{work.path, "https://a/b", "take"};
};

TEST_F(RemotePatience, IsOverAfterThreeFaults) {
  EXPECT_FALSE(patience.is_over());
  EXPECT_FALSE(patience.note_fault());
  EXPECT_FALSE(patience.note_fault());
  EXPECT_FALSE(patience.is_over());
  EXPECT_TRUE(patience.note_fault());
  EXPECT_TRUE(patience.is_over());
  EXPECT_TRUE(Patience(work.path, "https://a/b", "take").is_over()) << "another process";
  EXPECT_FALSE(Patience(work.path, "https://a/b", "give").is_over());
  EXPECT_FALSE(Patience(work.path, "https://a/c", "take").is_over());
}

TEST_F(RemotePatience, IsRenewedByASuccess) {
  EXPECT_FALSE(patience.note_fault());
  EXPECT_FALSE(patience.note_fault());
  patience.note_success();
  EXPECT_FALSE(patience.note_fault());
  EXPECT_FALSE(patience.note_fault());
  EXPECT_TRUE(patience.note_fault());
}

TEST_F(RemotePatience, ReturnsAfterTenMinutes) {
  for (int count = 0; count < 3; ++count) (void)patience.note_fault();
  set_age(std::chrono::minutes(9));
  EXPECT_TRUE(patience.is_over());
  set_age(std::chrono::minutes(11));
  EXPECT_FALSE(patience.is_over());
  EXPECT_FALSE(patience.note_fault()) << "it is not forgotten that time has passed";
}

// Faults of yesterday and of today are not three in a row.
TEST_F(RemotePatience, ForgetsOldFaults) {
  (void)patience.note_fault();
  (void)patience.note_fault();
  set_age(std::chrono::minutes(11));
  EXPECT_FALSE(patience.note_fault());
}

}  // namespace
}  // namespace linuxbake::bake::remote
