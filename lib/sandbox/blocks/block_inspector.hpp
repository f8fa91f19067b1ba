// Walks through blocks and collects complaints. Private to the Block Kit rules.
#pragma once

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::sandbox {

/// One pass over a message's or view's blocks; `path`s are JSON pointers.
class block_inspector {
 public:
  using json = nlohmann::json;
  using words = std::initializer_list<std::string_view>;

  std::vector<std::string> problems;

  void complain(std::string const& path, std::string const& what);

  /// A string of at least one and at most `limit` characters.
  void text(json const& owner, std::string const& path, std::string const& key, std::size_t limit,
            bool required);
  /// A text object; `mrkdwn` says whether it need not be plain_text.
  void text_object(json const& owner, std::string const& path, std::string const& key, std::size_t limit,
                   bool mrkdwn, bool required);
  /// Complains of keys that do not belong.
  void only(json const& owner, std::string const& path, words allowed);
  /// An array of 1 (or 0) to `limit` entries; false if it can't be walked.
  bool array(json const& owner, std::string const& path, std::string const& key, std::size_t limit,
             bool required = true);

  /// An interactive element or image; `allowed` are the types that may stand here.
  void element(json const& value, std::string const& path, std::set<std::string_view> const& allowed);
  /// All blocks, `limit` at most.
  void blocks(json const& list, std::string const& path, std::size_t limit, std::string const& surface);

 private:
  void block(json const& value, std::string const& path, std::string const& surface);
  void section(json const& value, std::string const& path);
  void context(json const& value, std::string const& path);
  void actions(json const& value, std::string const& path);
  void input(json const& value, std::string const& path);
  void image(json const& value, std::string const& path, bool as_block);
  void button(json const& value, std::string const& path);
  void choice(json const& value, std::string const& path, std::string_view type);
  /// What is chosen from the first on must be one of the options, word for word.
  void initial(json const& value, std::string const& path, std::string const& key);
  void menu(json const& value, std::string const& path);
  void options(json const& owner, std::string const& path, std::string const& key, std::size_t limit);
  void confirm(json const& value, std::string const& path);
  void text_input(json const& value, std::string const& path, std::string_view type);

  std::set<std::string> block_ids_;
  std::set<std::string> action_ids_;
};

}  // namespace huzzah::sandbox
