// What the tables of the schema keep about people. A table that is made in schema.cpp has its row here.
#include "store/feature_tables.hpp"

namespace huzzah::store {
namespace {

constexpr auto until_erased = "until it is erased";

stored of_ledger(char const* table, char const* person, char const* what, char const* why,
                 char const* seen_by) {
  stored one;
  one.table = table;
  one.person = person;
  one.when_erased = on_erasure::owner;
  one.what = what;
  one.why = why;
  one.seen_by = seen_by;
  one.kept = until_erased;
  return one;
}

/// A table in which people are the platform's ids.
stored by_id(char const* table, char const* what, char const* why, char const* seen_by, char const* kept) {
  auto one = of_ledger(table, "person", what, why, seen_by);
  one.when_erased = on_erasure::drop;
  one.person_is = person_column::id;
  one.kept = kept;
  return one;
}

stored with_words(stored one, std::vector<stored_words> words, std::vector<std::string> key) {
  one.words = std::move(words);
  one.key = std::move(key);
  return one;
}

std::vector<stored> make() {
  using enum words_kind;
  constexpr auto readers = "those who can read where it was said";
  auto left_out = of_ledger("left_out", "", "what a feature failed at", "to put it right", "the operator");
  left_out.when_erased = on_erasure::all;
  auto acts = by_id("operator_act", "what operators did with what is kept",
                    "so that it can't be done in secret", "those whom it concerned", "for good");
  acts.when_erased = on_erasure::owner;
  auto messages = by_id("outbox", "messages to them", "to send each once, also after a crash", "the receiver",
                        "until some time after it is sent");
  messages.when_erased = on_erasure::owner;
  auto erasing = by_id("erasing", "that they are being erased", "to finish that also after a crash",
                       "no person", "until it is done");
  erasing.when_erased = on_erasure::owner;
  return {
      of_ledger("person", "id", "names", "to call people by their names; with the time zone",
                "everybody here"),
      of_ledger("message", "actor", "reactions that gave kudos", "so that each counts once", "no person"),
      with_words(of_ledger("entry", "author", "kudos given, and wins", "to remember what went well", readers),
                 {{"text", markup}}, {"id"}),
      with_words(
          of_ledger("entry_line", "", "further reasons of kudos", "to remember what went well", readers),
          {{"text", markup}}, {"entry", "line"}),
      of_ledger("entry_person", "person", "kudos received", "to remember what went well", readers),
      with_words(of_ledger("entry_impact", "", "what a win is worth", "to add it up", readers),
                 {{"words", plain}, {"occasion", plain}}, {"entry", "position"}),
      of_ledger("support", "person", "cheers", "to show how many cheered, and to count each person once",
                readers),
      of_ledger("late_entry", "person", "kudos to be announced", "to say in one message what was found late",
                "the receiver"),
      of_ledger("named_group", "person", "the groups by which they were thanked",
                "so that an edit takes nothing from those who left the group", "no person"),
      of_ledger("tally", "person", "sums", "to count without reading everything", readers),
      with_words(by_id("setting", "choices", "to do as a person or a team chose", "the person, or the team",
                       until_erased),
                 {{"value", choices}}, {"workspace", "person", "name"}),
      messages,
      by_id("posted", "places of messages to them", "to correct or delete what was sent", "no person",
            until_erased),
      with_words(by_id("ritual_step", "turns in rituals", "so that each happens once a day", "no person",
                       until_erased),
                 {"why"}, {}),
      with_words(of_ledger("standup_round", "", "questions of stand-ups", "to show what was asked", readers),
                 {{"question", plain}}, {"id"}),
      left_out,
      with_words(by_id("file_request", "files that they asked for", "to make each once, and to remove it",
                       "no person", until_erased),
                 {{"argument", choices}}, {"id"}),
      by_id("file_shows", "files that show them", "to remove those files when they are erased", "no person",
            until_erased),
      acts,
      erasing,
      of_ledger("forgotten", "", "that a person was forgotten, as a keyed hash",
                "so that reading old messages brings no one back", "no person")};
}

}  // namespace

std::vector<stored> const& stored_by_schema() {
  static auto const all = make();
  return all;
}

}  // namespace huzzah::store
