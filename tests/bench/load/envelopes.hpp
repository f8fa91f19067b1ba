// The frames that are sent: made once, with numbers that change from one to the next.
#pragma once

#include "bench/load/cast.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::bench {

/// Events of messages as Slack sends them, about 1.5 KB each.
class envelopes {
 public:
  explicit envelopes(cast const& who);

  /// Appends the frame of event number `serial`: a kudos or talk, at that time in microseconds, which has to
  /// differ from every other's.
  void append(std::string& to, std::int64_t serial, bool is_kudos, std::int64_t now) const;

  /// How long a frame is, on average.
  std::size_t average_size(bool is_kudos) const;

  /// Which event an acknowledgement is about.
  static std::optional<std::int64_t> acknowledged(std::string_view message);

 private:
  /// A frame, and where in it the numbers stand.
  class form {
   public:
    explicit form(std::string const& text);

    std::string frame;
    std::vector<std::size_t> serials;     ///< 12 digits each
    std::vector<std::size_t> timestamps;  ///< of the form 1732560000.123456
    std::vector<std::size_t> seconds;     ///< 10 digits each
  };

  std::vector<form> talk_;
  std::vector<form> kudos_;
};

}  // namespace huzzah::bench
