// bench_grammar: how fast messages are found to hold no kudos, and kudos are read, from Slack's text to the
// verdict; and memchr over the same bytes, as the measure of all reading. Prints JSON.
//
//     bench_grammar [RUNS]
#include "bench/load/talk.hpp"
#include "features/kudos/grammar.hpp"
#include "slack/mrkdwn.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace huzzah;

kudos::grammar const& grammar() {
  static auto const shared = [] {
    kudos::grammar_options options;
    options.values = {"teamwork", "craft", "courage", "care"};
    return kudos::grammar(std::move(options));
  }();
  return shared;
}

std::size_t kudos_in(std::string const& message) {
  auto const text = slack::from_mrkdwn(message);
  return grammar().may_give(text) ? grammar().parse(text).size() : 0;
}

std::size_t ends_in(std::string const& message) {
  void const* const bytes = message.data();
  return std::memchr(bytes, '\x1b', message.size()) == nullptr ? 0 : 1;
}

/// What is read, and how many kudos are in it.
class material {
 public:
  material(std::vector<std::string> messages_, std::size_t kudos_)
      : messages(std::move(messages_)), kudos(kudos_) {}

  std::vector<std::string> messages;
  std::size_t kudos;
};

material talk_only() {
  return {{bench::talk.begin(), bench::talk.end()}, 0};
}

/// Talk that mentions somebody, and thanks nobody.
material mentions() {
  std::vector<std::string> all;
  all.reserve(bench::talk.size());
  for (auto const& one : bench::talk)
    all.push_back("<@U07PERSON11> " + std::string(one));
  return {all, 0};
}

material kudos_only() {
  std::vector<std::string> all;
  all.reserve(bench::talk.size());
  for (std::size_t i = 0; i < bench::talk.size(); ++i)
    all.push_back("<@U07PERSON11> ++ " + std::string(bench::reasons[i % bench::reasons.size()]) + "\n" +
                  std::string(bench::talk[i]));
  return {all, all.size()};
}

/// Prints bytes and messages a second of each run, about a tenth of a second long.
bool measure(char const* name, material const& what, std::size_t (*read)(std::string const&), int runs,
             bool last) {
  std::size_t bytes = 0;
  std::size_t found = 0;
  for (auto const& one : what.messages) {
    bytes += one.size();
    found += read(one);
  }
  if (found != what.kudos) {
    std::fprintf(stderr, "bench_grammar: %zu kudos in %s instead of %zu\n", found, name, what.kudos);
    return false;
  }
  std::string rates;
  for (auto run = 0; run < runs; ++run) {
    std::size_t rounds = 0;
    auto const began = std::chrono::steady_clock::now();
    std::chrono::duration<double> took{};
    while (took.count() < 0.1) {
      for (auto repeat = 0; repeat < 100; ++repeat, ++rounds)
        for (auto const& one : what.messages)
          found += read(one);
      took = std::chrono::steady_clock::now() - began;
    }
    rates += (run == 0 ? "" : ",") + std::to_string(static_cast<double>(rounds * bytes) / took.count());
  }
  if (found == 1) std::puts("");  // so that nothing of it is left out
  std::printf("\"%s\":{\"bytes_per_second\":[%s],\"bytes_a_message\":%.1f}%s", name, rates.c_str(),
              static_cast<double>(bytes) / static_cast<double>(what.messages.size()), last ? "" : ",");
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  auto const runs = argc > 1 ? std::atoi(argv[1]) : 5;
  std::printf("{");
  auto const fine = measure("talk", talk_only(), kudos_in, runs, false) &&
                    measure("mentions", mentions(), kudos_in, runs, false) &&
                    measure("kudos", kudos_only(), kudos_in, runs, false) &&
                    measure("memchr", talk_only(), ends_in, runs, true);
  std::printf("}\n");
  return fine ? 0 : 1;
}
