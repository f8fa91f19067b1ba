// The tables of a feature, and what they say about people. The ledger keeps both beside the tables, so that a
// program without the feature still erases and exports what it stored.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace huzzah::store {

class connection;

/// What an erasure does with the rows about a person.
enum class on_erasure : unsigned char {
  drop,    ///< they are deleted
  nobody,  ///< they stay, for sums, and belong to people::erased_person
};

/// A table with rows about people. Names are of lowercase letters, digits and underscores.
class stored {
 public:
  std::string table;
  std::string person;  ///< the column with the number of a row of `person`
  on_erasure when_erased = on_erasure::drop;
  std::vector<std::string>
      words;            ///< columns with what people wrote: emptied where they name an erased person
  std::string what;     ///< for people: "glasses of water"
  std::string why;      ///< what it is kept for
  std::string seen_by;  ///< who sees it
  std::string kept;     ///< for how long
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

/// What is stored about people by features, as the ledger says.
std::vector<stored> catalogue(connection& on);

}  // namespace huzzah::store
