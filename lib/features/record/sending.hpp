// "Send to…": a person passes their record to another, made for what that one can read.
#pragma once

#include "app/context.hpp"
#include "app/feature.hpp"
#include "features/record/gathering.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace huzzah::record {

inline constexpr std::string_view send_action = "record.send";  ///< the form's
inline constexpr std::string_view send_now_action =
    "record.send_now";                                            ///< the button's, once it was looked at
inline constexpr std::string_view offer_action = "record.offer";  ///< a button that opens the form for a week
inline constexpr std::string_view send_word = "send";
inline constexpr int most_sent_a_day = 5;

/// A record that is to be sent, as the button carries it.
class letter {
 public:
  std::string view;  ///< of the form: its identity
  std::string to;
  choices chosen;
  std::string note;  ///< plain words; may be empty

  std::string written() const;
  static std::optional<letter> read(std::string const& written);
};

/// Asks who it is for, shows what would be left out, and sends. I/O thread only; what is passed in must
/// outlive it.
class sending {
 public:
  explicit sending(app::context const& with) : with_(with) {}

  /// Opens the form, with so many days chosen.
  awaitable<result<chat::reply>> open(std::string trigger, int days);
  awaitable<result<app::plan>> preview(chat::form_submitted const& sent);
  awaitable<result<chat::reply>> send(chat::button_pressed const& pressed);

 private:
  /// Who that is; or why no record is sent to them.
  awaitable<std::pair<std::string, std::string>> receiver(std::string to, std::string from);
  awaitable<calendar::local_date> today_of(std::string person);

  app::context with_;
};

}  // namespace huzzah::record
