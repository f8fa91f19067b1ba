// Makes the messages of a digest: what the ledger knows, completed by what the platform knows.
#pragma once

#include "app/context.hpp"
#include "app/sections.hpp"
#include "calendar/workdays.hpp"
#include "features/digests/digest.hpp"
#include "features/digests/facts.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace huzzah::digests {

/// A digest before it is put into messages.
class digest_draft {
 public:
  digests::document document;
  bool is_empty = false;                       ///< nothing was given and won
  std::set<std::int64_t> entries;              ///< the kudos and wins that it shows
  std::map<std::string, std::string> learned;  ///< names that the platform reported, by person: worth keeping
};

/// Makes drafts and messages. I/O thread only; what is passed in must outlive it.
class maker {
 public:
  /// `more`: what other features add. `is_closed`: whether a stand-up's round is.
  explicit maker(app::context const& with, std::vector<app::shown_section> more = {},
                 closed_rounds is_closed = {})
      : with_(with), more_(std::move(more)), is_closed_(std::move(is_closed)) {}

  /// Composes a window. `channel` is the id of where it is going to be: it holds what the members of that
  /// channel can read. `only`: for one that is posted already, the entries that it may show; null for all.
  awaitable<result<digest_draft>> draft(settings const& digest, window window, std::string channel,
                                        calendar::workdays team,
                                        std::set<std::int64_t> const* only = nullptr);

  /// Draws the picture and gives it to the platform: the file's id, or empty if that fails (with a log line)
  /// or there is nothing to draw. Text replaces it then.
  awaitable<std::string> picture(settings const& digest, document const& document);

 private:
  /// Leaves out what was said in channels that the reader can't read, by what is so just now.
  awaitable<> keep_readable(facts& facts, people::viewer to);
  void fill_links(facts& facts);
  awaitable<std::map<std::string, std::string>> fill_names(facts& facts);

  app::context with_;
  std::vector<app::shown_section> more_;
  closed_rounds is_closed_;
};

}  // namespace huzzah::digests
