// Who is in the workspace, and where they talk.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

namespace huzzah::bench {

inline constexpr char const* team = "T07BENCH001";
inline constexpr char const* bot_user = "U07BENCHBOT";

/// People and channels of a workspace of that size.
class cast {
 public:
  cast(int people_, int channels_) {
    for (int i = 0; i < people_; ++i)
      people.push_back(fmt::format("U07PERSON{:02}", i));
    for (int i = 0; i < channels_; ++i)
      channels.push_back(fmt::format("C07CHANNEL{:02}", i));
  }

  std::vector<std::string> people;
  std::vector<std::string> channels;
};

}  // namespace huzzah::bench
