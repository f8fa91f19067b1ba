#include "net/http.hpp"
#include "net/base64.hpp"
#include "net/retry.hpp"
#include "net/url.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::net;

namespace {

/// host|port|target, or "-" where there is none.
std::string parts(std::string_view text) {
  auto const parsed = parse_url(text);
  return parsed ? parsed->host + "|" + parsed->port + "|" + parsed->target : "-";
}

/// What a form's value is read as.
std::string decoded(std::string const& value) {
  return parse_form("=" + value).at(0).second;
}

}  // namespace

TEST_CASE("header fields are found whatever their case, and replaced or added") {
  headers fields;
  fields.set("X-Name", "one");
  fields.add("x-name", "two");
  CHECK(fields.get("x-NAME") == "one");
  CHECK(std::distance(fields.begin(), fields.end()) == 2);
  fields.set("x-name", "three");
  CHECK(fields.get("X-Name") == "three");
  CHECK(std::distance(fields.begin(), fields.end()) == 1);
  CHECK(fields.get("other").empty());
}

TEST_CASE("a response says what its body is when told so") {
  CHECK(http_response(200, "{}", "application/json").fields.get("content-type") == "application/json");
  CHECK(http_response(204).fields.get("content-type").empty());
}

TEST_CASE("text survives the encoding of URLs and forms") {
  std::string every;
  for (int byte = 0; byte < 256; ++byte)
    every += static_cast<char>(byte);
  CHECK(decoded(url_encode(every)) == every);
  CHECK(url_encode("a b+ü~") == "a%20b%2B%C3%BC~");
  CHECK(decoded("a+b%20c%2b") == "a b c+");
}

TEST_CASE("a broken percent sign stands for itself") {
  CHECK(decoded("100%") == "100%");
  CHECK(decoded("%4") == "%4");
  CHECK(decoded("%zz%4g%41") == "%zz%4gA");
  CHECK(decoded("%%41%") == "%A%");
}

TEST_CASE("a form is read in order, with what is missing empty") {
  using pairs = std::vector<std::pair<std::string, std::string>>;
  CHECK(parse_form("a=1&b=x%3Dy&a=2") == pairs{{"a", "1"}, {"b", "x=y"}, {"a", "2"}});
  CHECK(parse_form("a&&=b&c=&d=e=f") == pairs{{"a", ""}, {"", "b"}, {"c", ""}, {"d", "e=f"}});
  CHECK(parse_form("").empty());
  // As careless clients write them.
  CHECK(parse_form("text=é {\"a\":[1]}#|&x[]=50% off\n") ==
        pairs{{"text", "é {\"a\":[1]}#|"}, {"x[]", "50% off\n"}});
  CHECK(parse_query("/path?a=1&b=x%3Dy?") == pairs{{"a", "1"}, {"b", "x=y?"}});
  CHECK(parse_query("/path").empty());
  CHECK(parse_query("/path?").empty());
  CHECK(query_value("/path?a=1&b=2&b=3", "b") == "2");
  CHECK(query_value("/path?a=1", "b").empty());
}

TEST_CASE("a URL is taken apart") {
  CHECK(parts("https://example.com") == "example.com|443|/");
  CHECK(parts("WSS://example.com:8443/link/?ticket=a/b#part") == "example.com|8443|/link/?ticket=a/b");
  CHECK(parts("http://127.0.0.1?x=1") == "127.0.0.1|80|/?x=1");
  CHECK(parts("ws://[::1]:9/a@b:c") == "::1|9|/a@b:c");
  CHECK(parts("https://host/a[1]|é%zz%41?q={\"b\"}") ==
        "host|443|/a%5B1%5D%7C%C3%A9%25zz%41?q=%7B%22b%22%7D");
  CHECK(parse_url("http://us@er:pass@host/").value().user == "us@er:pass");
  CHECK(parse_url("http://us%40er:p+%zz@host/").value().user == "us@er:p+%zz");
  CHECK(parse_url("http://[::1]:9/").value().authority() == "[::1]:9");
  CHECK(parse_url("wss://host:443/").value().authority() == "host");
}

TEST_CASE("what is no usable URL is refused, and not repeated") {
  for (auto const* const text :
       {"", "example.com", "ftp://host/", "https://", "https:///path", "https://host:/", "https://host:0/",
        "https://host:65536/", "https://host:80x/", "https://[::1/", "https://[::1]x/", "https://host/a b",
        "https://ho\nst/", "https://ho|st/", "a@b://host/", "https://[::1]:/", "https://[1:2]/"}) {
    CAPTURE(text);
    CHECK(parts(text) == "-");
  }
  CHECK(parts("https://ho%0d%0ast/") == "ho%0d%0ast|443|/");
  for (auto const* const text : {"ftp://user:secret@host/", "http://user:secret@host:secret/"})
    CHECK(parse_url(text).error().detail.find("secret") == std::string::npos);
}

TEST_CASE("Base64 has every byte, and what is none is refused") {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    CHECK(from_base64(to_base64(bytes)) == bytes);
    bytes += static_cast<char>(255 - byte);
  }
  CHECK(to_base64("us@er:pass+word") == "dXNAZXI6cGFzcyt3b3Jk");
  CHECK(from_base64("YQ==") == "a");
  for (auto const* const none : {"YQ=", "YQ", "Y", "Y!==", "%%%%"})
    CHECK(!from_base64(none));
}

TEST_CASE("waits between tries spread below a doubling ceiling that is capped") {
  using namespace std::chrono_literals;
  constexpr base::duration first = 1s;
  base::duration longest[8]{};
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    backoff waits(first, 60s, seed);
    for (auto& most : longest)
      most = std::max(most, waits.next());
  }
  for (int n = 0; n < 8; ++n) {
    CAPTURE(n);
    auto const ceiling = std::min<base::duration>(60s, first * (1 << n));
    CHECK(longest[n] <= ceiling);
    CHECK(longest[n] > ceiling * 9 / 10);
  }
}

TEST_CASE("after a success the waits are short again") {
  using namespace std::chrono_literals;
  backoff waits(1s, 60s, 7);
  for (int i = 0; i < 10; ++i)
    waits.next();
  for (int i = 0; i < 100; ++i) {
    waits.reset();
    CHECK(waits.next() <= 1s);
  }
}

TEST_CASE("a first wait over the cap is the cap") {
  using namespace std::chrono_literals;
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    CHECK(backoff(10s, 2s, seed).next() <= 2s);
}
