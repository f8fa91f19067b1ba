// Who reads: what of the ledger may be shown to them. Every query that returns words or sums takes one.
#pragma once

#include <set>
#include <string>
#include <utility>

namespace huzzah::people {

/// What a person may read in one workspace, as of facts that are at most a minute old. Made by
/// people::audience for people and places; what is unknown there is left out here. A value.
class viewer {
 public:
  /// Sees nothing.
  viewer() = default;
  /// Sees what every full member of the workspace can read.
  static viewer everybody() {
    viewer one;
    one.sees_open_ = true;
    return one;
  }
  /// A place speaks to its members: sees what everybody sees and what was said in that place.
  static viewer of_place(std::string channel) {
    auto one = everybody();
    one.channels_.insert(std::move(channel));
    return one;
  }
  /// A place that people of other organisations are in: sees what was said there.
  static viewer of_shared_place(std::string channel) {
    viewer one;
    one.channels_.insert(std::move(channel));
    return one;
  }
  /// A person. `is_full_member`: neither a guest nor of another organisation, so that every public channel is
  /// open to them. `channels`: the ones they are in (private ones; for a guest the public ones as well).
  static viewer of_person(std::string person, bool is_full_member, std::set<std::string> channels) {
    viewer one;
    one.person_ = std::move(person);
    one.sees_open_ = is_full_member;
    one.channels_ = std::move(channels);
    return one;
  }
  /// Sees everything: the operator who asks for it, a person's own export. `why` is for the log.
  static viewer whole(std::string why) {
    viewer one;
    one.sees_open_ = true;
    one.whole_ = true;
    one.why_ = std::move(why);
    return one;
  }

  /// Whether what every full member can read is visible.
  bool sees_open() const { return sees_open_; }
  bool sees_all() const { return whole_; }
  /// Whether what was said to the members of a channel is visible.
  bool is_in(std::string const& channel) const { return whole_ || channels_.contains(channel); }
  /// The channels whose members' words are visible.
  std::set<std::string> const& channels() const { return channels_; }
  /// The person who reads, whose own words are visible to them; empty for a place and for everybody.
  std::string const& person() const { return person_; }
  std::string const& why() const { return why_; }

 private:
  std::string person_;
  bool sees_open_ = false;
  bool whole_ = false;
  std::set<std::string> channels_;
  std::string why_;
};

}  // namespace huzzah::people
