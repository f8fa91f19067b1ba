// Reads one object of the configuration and says of every key what is wrong with it.
#pragma once

#include "app/problem.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::app {

/// Checks an element of a list; returns what is wrong with it as a problem without pointer, or an empty
/// message. May rewrite the text into its canonical form.
using element_check = std::function<problem(std::string& element)>;

/// That a word is none of those that are known, as a problem without pointer.
problem no_such_word(std::span<std::string_view const> known, std::string_view word);

/// A JSON object whose keys are read one by one into variables that hold their defaults. A key that is absent
/// or has a wrong value leaves its variable unchanged; a wrong value is also reported. When the section is
/// destroyed, keys that were never read are reported as unknown. `object` and `found` must outlive it.
class json_section {
 public:
  json_section(nlohmann::json const& object, std::string pointer, problems& found);
  json_section(json_section const&) = delete;
  json_section& operator=(json_section const&) = delete;
  ~json_section();

  /// A section inside; an empty one when it is absent or no object.
  json_section section(std::string_view key);

  /// The objects of a list, in order, each with its pointer ("standups[1]"); empty when the list is absent.
  /// What is no object, and more than `most`, is reported and left out.
  std::vector<std::pair<nlohmann::json const*, std::string>> objects(std::string_view key, std::size_t most);

  /// Whether a key is absent or null.
  bool left_out(std::string_view key);
  /// Whether a key has a list.
  bool is_list(std::string_view key);

  /// Each returns whether the key was there and right.
  bool read(std::string_view key, std::string& into);
  bool read(std::string_view key, bool& into);
  bool read(std::string_view key, int& into, int lowest, int highest);
  bool read(std::string_view key, std::vector<std::string>& into, std::size_t most,
            element_check const& check);
  /// Words as one text or as a list of texts, which is joined by ", ".
  bool read_words(std::string_view key, std::string& into);

  bool read(std::string_view key, std::vector<int>& into, int lowest, int highest);
  /// One word out of several: its place among them, or their number where there is none.
  std::size_t read_word(std::string_view key, std::span<std::string_view const> words);

  /// Reports what is wrong with a key.
  void wrong(std::string_view key, std::string message, std::string hint = {});

  /// Whether something was.
  bool has_problem(std::string_view key) const;

  /// "kudos.daily_limit"
  std::string pointer_to(std::string_view key) const;

 private:
  nlohmann::json const* find(std::string_view key);
  void wrong_type(std::string_view key, std::string_view wanted, nlohmann::json const& got);
  void too_many(std::string_view key, std::size_t size, std::size_t most);

  nlohmann::json const* object_;
  std::string pointer_;
  problems* found_;
  std::vector<std::string> known_;
};

}  // namespace huzzah::app
