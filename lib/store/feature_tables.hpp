// The tables of a feature, and what they say about people. The ledger keeps both beside the tables, so that a
// program without the feature still erases and exports what it stored.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::store {

class connection;

/// What an erasure does with the rows about a person.
enum class on_erasure : unsigned char {
  drop,    ///< they are deleted
  nobody,  ///< they stay, for sums, and belong to people::erased_person
  owner,   ///< what the ledger's own erasure does (ledger::erase_all)
  all,     ///< every row is deleted, since it can't be known which person it is about
};

/// How a column says which person.
enum class person_column : unsigned char {
  number,  ///< the number of a row of `person`
  id,      ///< the platform's id, as text
};

/// What people wrote in a column, and what an erasure does where it names the person.
enum class words_kind : unsigned char {
  named,    ///< any words: emptied
  markup,   ///< chat::to_markup()'s form: the mention becomes "a teammate"
  plain,    ///< plain words: the id is taken out
  choices,  ///< JSON: lists lose the id
};

/// A column with what people wrote.
class stored_words {
 public:
  stored_words(char const* column_, words_kind kind_ = words_kind::named) : column(column_), kind(kind_) {}
  stored_words(std::string column_) : column(std::move(column_)) {}

  std::string column;
  words_kind kind = words_kind::named;
};

/// A table with rows about people. Names are of lowercase letters, digits and underscores.
class stored {
 public:
  std::string table;
  std::string
      person;  ///< the column that says which person a row is about; empty: only its words may name people
  on_erasure when_erased = on_erasure::drop;
  std::vector<stored_words> words{};
  std::string what;     ///< for people: "glasses of water"
  std::string why;      ///< what it is kept for
  std::string seen_by;  ///< who sees it
  std::string kept;     ///< for how long
  /// The schema's own tables only: a feature's people are numbers, and its words are emptied.
  person_column person_is = person_column::number;
  std::vector<std::string> key{};  ///< the primary key, where words are changed and not emptied
};

/// What a feature keeps in the ledger.
class feature_tables {
 public:
  std::string feature;                  ///< "water"; its tables' names begin with it
  std::vector<char const*> migrations;  ///< never change one that was released: append
  std::vector<stored> tables;
};

/// Brings the tables of each feature up to date, and writes down what they store; in one transaction. A table
/// without the feature's name before its own is refused (invalid_input). Throws storage_failure.
void migrate(connection& on, std::span<feature_tables const> features);

/// What the tables of the schema keep about people.
std::vector<stored> const& stored_by_schema();

/// All that is stored about people: by the schema's tables, and by features, as the ledger says.
std::vector<stored> catalogue(connection& on);

}  // namespace huzzah::store
