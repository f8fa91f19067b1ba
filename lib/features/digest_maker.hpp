// Makes the messages of a digest: what the ledger knows, completed by what the platform knows.
#pragma once

#include "chat/workspace.hpp"
#include "recognition/digest.hpp"
#include "recognition/standup.hpp"
#include "storage/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::features {

/// A digest before it is put into messages.
class digest_draft {
 public:
  recognition::digest_document document;
  bool is_empty = false;                       ///< nothing was given and won
  std::map<std::string, std::string> learned;  ///< names that the platform told, by person: worth keeping
};

/// Makes drafts and messages. I/O thread only; what is passed in must outlive it.
class digest_maker {
 public:
  digest_maker(storage::store& store, chat::workspace& workspace) : store_(store), workspace_(workspace) {}

  /// Composes a window. `channel` is the id of where it is going to stand: what was said where others can't
  /// read is quoted there alone.
  awaitable<result<digest_draft>> draft(recognition::digest_settings const& digest,
                                        recognition::digest_window window, std::string channel,
                                        std::vector<recognition::standup_settings> standups);

  /// Draws the picture and gives it to the platform: the file's id, or empty where that fails (with a log
  /// line) or there is nothing to draw. Text stands for it then.
  awaitable<std::string> picture(recognition::digest_settings const& digest,
                                 recognition::digest_document const& document);

 private:
  /// Takes words and links from what was said behind closed doors.
  awaitable<> keep_private(recognition::digest_facts& facts, std::string channel);
  void fill_links(recognition::digest_facts& facts);
  awaitable<std::map<std::string, std::string>> fill_names(recognition::digest_facts& facts);

  storage::store& store_;
  chat::workspace& workspace_;
};

}  // namespace huzzah::features
