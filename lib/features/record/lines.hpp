// A person's own hand in their record: lines that are left out, wins in other words, lines that are added.
#pragma once

#include "app/context.hpp"
#include "app/feature.hpp"
#include "features/record/gathering.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::record {

inline constexpr std::string_view lines_action = "record.lines";
inline constexpr std::string_view lines_word = "lines";

/// Asks for it by one form, and does it. I/O thread only; what is passed in must outlive it.
class own_lines {
 public:
  explicit own_lines(app::context const& with) : with_(with) {}

  /// `words`: those behind the command; a date shows the lines up to it.
  awaitable<result<chat::reply>> open(chat::command_invoked const& command, std::vector<std::string> words);
  awaitable<result<app::plan>> take(chat::form_submitted const& sent);

 private:
  /// A line as the form shows it.
  class line {
   public:
    std::int64_t entry = 0;
    std::string reference;
    std::string label;
    base::time_point at;
    bool is_win = false;
    bool is_hidden = false;
    bool is_added = false;
    std::string words;  ///< that were chosen for it
  };
  /// The newest ones of a span of time, as many as a form has room for.
  awaitable<result<std::vector<line>>> read(std::string workspace, std::string person,
                                            calendar::time_zone zone, base::time_point from,
                                            base::time_point until);
  awaitable<calendar::time_zone> zone_of(std::string person);

  app::context with_;
};

}  // namespace huzzah::record
