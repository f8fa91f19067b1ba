#include "chat/link.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace huzzah;

namespace {

std::string label(std::string const& url, std::string const& text) {
  return chat::honest_label(chat::link(url, text));
}

}  // namespace

TEST_CASE("a link's label stays when it is words, or the place that the link leads to") {
  for (std::string const text :
       {"the docs", "PR #42", "v1.2 of it", "e.g. this", "10.5 %", "…", "well-done", ""})
    CHECK(label("https://a.example/x", text) == text);
  for (std::string const text : {"https://a.example/x", "a.example", "www.a.example", "A.Example/other",
                                 "see a.example!", "http://a.example:80/?q#f"})
    CHECK_MESSAGE(label("https://www.a.example:8443/x", text) == text, text);
  CHECK(label("mailto:ada@a.example", "ada@a.example") == "ada@a.example");
  CHECK(label("https://10.0.0.1/x", "10.0.0.1") == "10.0.0.1");
}

TEST_CASE("a label that names another place is not repeated") {
  for (std::string const text :
       {"bank.example", "https://bank.example/login", "see BANK.example now", "(bank.example)",
        "www.bank.example", "https://intranet/pay", "bank\u3002example", "bank\uFF0Eexample",
        "ba\u200Bnk.exam\u00ADple", "bank.example.", "ada@bank.example", "a.example.bank.example",
        "https:\u2060//bank", "10.0.0.2", "bänk.example"})
    CHECK_MESSAGE(label("https://a.example/x", text).empty(), text);
  CHECK(label("mailto:ada@a.example", "ada@bank.example").empty());
}

TEST_CASE("only what leads to the web or to a mailbox, and to where it says, may be alive") {
  for (auto const* url : {"https://a.b", "HTTP://a.b/c?d#e", "mailto:a@b.c", "https://a.b/x@y"})
    CHECK_MESSAGE(chat::may_be_live(url), url);
  for (auto const* url :
       {"", "https://", "javascript:x", "data:text/html,x", "slack://open", "//a.b", "https:///x",
        "https://bank.example@evil.example/", "https://bank.example\\@evil.example", "mailto:"})
    CHECK_MESSAGE(!chat::may_be_live(url), url);
  CHECK_FALSE(chat::leads_to_web("mailto:a@b.c"));
}
