#include "calendar/spoken_dates.hpp"
#include "features/standups/standup.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace huzzah;
using calendar::local_date;
using calendar::weekdays;
using standups::prompt_pack;

namespace {

local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

standups::prompt_pack pack_of(std::size_t size) {
  standups::prompt_pack pack;
  pack.name = "test";
  for (std::size_t i = 0; i < size; ++i)
    pack.questions.push_back("question " + std::to_string(i));
  return pack;
}

/// The questions of the working days from a day on.
std::vector<std::string> asked(standups::prompt_pack const& pack, std::string_view name, std::size_t count,
                               weekdays days = weekdays::working_week(),
                               local_date from = day("2026-01-01")) {
  std::vector<std::string> questions;
  for (auto date = from; questions.size() < count; date += std::chrono::days(1))
    if (days.contains(date)) questions.push_back(standups::question_of(pack, name, date, days));
  return questions;
}

std::vector<weekdays> const rhythms = {weekdays::working_week(),
                                       {std::chrono::Monday, std::chrono::Thursday},
                                       {std::chrono::Sunday, std::chrono::Monday, std::chrono::Tuesday,
                                        std::chrono::Wednesday, std::chrono::Thursday},
                                       {std::chrono::Friday},
                                       calendar::parse_weekdays("every day").value()};

}  // namespace

TEST_CASE("all questions of a pack come once before one comes again, on whatever days a stand-up meets") {
  for (auto const& days : rhythms)
    for (auto const size :
         {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{5}, std::size_t{12}}) {
      CAPTURE(calendar::in_words(days));
      CAPTURE(size);
      auto const questions = asked(pack_of(size), "core", 400, days, day("1969-11-01"));
      // The first round may have begun before the first day.
      std::size_t begun = 0;
      auto const is_round = [&](std::size_t from) {
        auto const first = questions.begin() + static_cast<std::ptrdiff_t>(from);
        return std::set<std::string>(first, first + static_cast<std::ptrdiff_t>(size)).size() == size;
      };
      auto const all_rounds = [&] {
        for (auto from = begun; from + size <= questions.size(); from += size)
          if (!is_round(from)) return false;
        return true;
      };
      while (begun < size && !all_rounds())
        ++begun;
      CHECK(begun < size);
    }
}

TEST_CASE("a question never comes on two working days in a row, nor around a few days off") {
  for (auto const& days : rhythms)
    for (auto const size : {std::size_t{2}, std::size_t{3}, std::size_t{4}, std::size_t{7}, std::size_t{12}})
      for (auto const* const name : {"core", "sales", "night shift", ""}) {
        CAPTURE(size);
        auto const questions = asked(pack_of(size), name, 1000, days);
        auto const apart = std::max<std::size_t>(1, size / 3);
        for (std::size_t i = 0; i + apart < questions.size(); ++i)
          for (std::size_t next = 1; next <= apart; ++next)
            REQUIRE(questions[i] != questions[i + next]);
      }
}

TEST_CASE("the order differs from round to round and from stand-up to stand-up") {
  auto const pack = pack_of(12);
  auto const core = asked(pack, "core", 36);
  auto const sales = asked(pack, "sales", 36);
  CHECK(core != sales);
  CHECK(std::vector(core.begin(), core.begin() + 12) != std::vector(core.begin() + 12, core.begin() + 24));
  CHECK(asked(pack, "CORE", 36) == core);
  // Over the years every question comes first in a week now and then.
  std::set<std::string> on_mondays;
  for (auto date = day("2026-01-05"); date < day("2028-01-01"); date += std::chrono::weeks(1))
    on_mondays.insert(standups::question_of(pack, "core", date));
  CHECK(on_mondays.size() == 12);
}

TEST_CASE("the question of a date is the same on every machine") {
  std::string numbers;
  for (auto const& question : asked(pack_of(12), "core", 5, weekdays::working_week(), day("2026-11-23")))
    numbers += question.substr(std::string_view("question").size());
  CHECK(numbers == " 9 5 7 0 8");
}
