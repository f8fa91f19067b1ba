#include "app/people/forgotten.hpp"

#include "chat/rich_text.hpp"
#include "store/connection.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <new>
#include <span>

namespace huzzah::people {
namespace {

std::string hex(std::span<unsigned char const> bytes) {
  std::string written;
  constexpr auto digits = "0123456789abcdef";
  for (auto const byte : bytes) {
    written += digits[byte >> 4];
    written += digits[byte & 0xf];
  }
  return written;
}

std::string hash_of(std::string const& key, std::string const& person) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  auto const* text = reinterpret_cast<unsigned char const*>(person.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), text, person.size(), hash.data(), &size) ==
      nullptr)
    throw std::bad_alloc();
  return hex({hash.data(), size});
}

std::string fresh_key() {
  std::array<unsigned char, 32> key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) throw std::bad_alloc();
  return hex(key);
}

}  // namespace

bool forgotten_mark::is_of(std::string const& person) const {
  return hash_of(key, person) == hash;
}

void forgotten_people::add(std::string const& person, base::time_point now) {
  // The database's own key, so that its marks mean nothing elsewhere.
  auto const key = [this] {
    auto row = on_->select("SELECT key FROM forgotten LIMIT 1");
    return row.next() ? row.text(0) : fresh_key();
  }();
  add(forgotten_mark(key, hash_of(key, person), now));
}

bool forgotten_people::add(forgotten_mark const& one) {
  on_->forget_ids();
  return on_->run(
             "INSERT INTO forgotten (key, mark, at) VALUES (?, ?, ?)"
             " ON CONFLICT (key, mark) DO UPDATE SET at = excluded.at WHERE excluded.at > forgotten.at",
             one.key, one.hash, one.at) > 0;
}

std::vector<forgotten_mark> forgotten_people::marks() {
  std::vector<forgotten_mark> all;
  auto rows = on_->select("SELECT key, mark, at FROM forgotten");
  while (rows.next())
    all.emplace_back(rows.text(0), rows.text(1), store::to_time(rows.integer(2)));
  return all;
}

bool forgotten_people::may_include_anybody(base::time_point said_at) {
  // It can't change while the ledger is in use, but by add().
  constexpr char of_newest = 'f';
  if (auto const kept = on_->kept_id(of_newest, 0, "")) return said_at <= store::to_time(*kept);
  auto row = on_->select("SELECT coalesce(max(at), ?) FROM forgotten", base::time_point::min());
  row.next();
  on_->keep_id(of_newest, 0, "", row.integer(0));
  return said_at <= store::to_time(row.integer(0));
}

bool forgotten_people::include(std::string const& person, base::time_point said_at) {
  if (!may_include_anybody(said_at)) return false;
  std::vector<std::string> keys;
  {
    auto rows = on_->select("SELECT DISTINCT key FROM forgotten");
    while (rows.next())
      keys.push_back(rows.text(0));
  }
  return std::any_of(keys.begin(), keys.end(), [&](std::string const& key) {
    auto const hash = hash_of(key, person);
    auto row =
        on_->select("SELECT 1 FROM forgotten WHERE key = ? AND mark = ? AND at >= ?", key, hash, said_at);
    return row.next();
  });
}

std::string forgotten_people::without_them(std::string const& markup, base::time_point said_at) {
  if (!may_include_anybody(said_at)) return markup;
  auto text = chat::from_markup(markup);
  auto changed = false;
  for (auto& piece : text) {
    if (piece.kind != chat::token_kind::mention || !include(piece.id, said_at)) continue;
    piece = chat::text("a teammate");
    changed = true;
  }
  return changed ? chat::to_markup(text) : markup;
}

}  // namespace huzzah::people
