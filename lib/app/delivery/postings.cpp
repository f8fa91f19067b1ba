#include "app/delivery/postings.hpp"

#include "app/delivery/file_requests.hpp"
#include "app/delivery/outbox.hpp"
#include "store/connection.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace huzzah::delivery {

namespace {

using nlohmann::json;

/// The messages of a posting in the chat, in their order.
std::vector<chat::message_ref> in_chat(store::connection& on, posting const& one) {
  std::vector<chat::message_ref> found;
  auto rows = on.select(
      "SELECT workspace, channel, ts FROM posted WHERE subject_kind = 'posting' AND subject = ? ORDER BY at,"
      " length(ts), ts",
      one.id);
  while (rows.next())
    found.emplace_back(rows.text(0), rows.text(1), rows.text(2));
  return found;
}

void put_in(store::connection& on, posting const& one, std::size_t index, std::string const& body,
            base::time_point now) {
  auto const& key = one.keys[index];
  outgoing message;
  if (index == 0) {
    message = outgoing::post(key, one.workspace, one.channel, {}, body);
  } else if (outbox(on).find(one.keys.front())) {
    message = outgoing::reply(key, one.workspace, one.channel, one.keys.front(), body);
  } else if (auto const there = in_chat(on, one); !there.empty()) {
    message = outgoing::post(key, one.workspace, there.front().channel, there.front().id, body);
  } else {
    return;
  }
  message.subject = {subject_kind::posting, one.id};
  outbox(on).add(message, now);
}

/// Changes messages of one posting also when the outbox has forgotten them.
class changer {
 public:
  changer(store::connection& on, posting const& one, base::time_point now)
      : on_(on), out_(on), one_(one), now_(now), there_(in_chat(on, one)) {}

  void revise(std::size_t index, std::string const& body) {
    auto const& key = one_.keys[index];
    if (out_.find(key)) {
      out_.revise(key, body, now_);
    } else if (auto const where = place_of(index)) {
      out_.add(outgoing::update(later(key), *where, body), now_);
    }
  }
  void withdraw(std::size_t index) {
    auto const& key = one_.keys[index];
    if (out_.find(key)) {
      out_.withdraw(key, now_);
    } else if (auto const where = place_of(index)) {
      on_.run("DELETE FROM posted WHERE workspace = ? AND channel = ? AND ts = ?", where->workspace,
              where->channel, where->id);
      out_.add(outgoing::remove(later(key), *where), now_);
    }
  }

 private:
  /// Nothing where it can't be known which message it is.
  std::optional<chat::message_ref> place_of(std::size_t index) const {
    if (there_.size() != one_.keys.size()) return {};
    return there_[index];
  }
  std::string later(std::string const& key) const {
    return key + "~" + std::to_string(now_.time_since_epoch().count());
  }

  store::connection& on_;
  outbox out_;
  posting const& one_;
  base::time_point now_;
  std::vector<chat::message_ref> there_;
};

}  // namespace

void postings::add(posting const& what, std::vector<std::string> const& bodies, base::time_point now) {
  auto one = what;
  auto const keys = json(one.keys).dump();
  one.id = on_->insert(
      "INSERT INTO posting (key, workspace, channel, recipe, argument, keys, file, hash, at, dirty) VALUES "
      "(?,"
      " ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (key) DO NOTHING",
      one.keys.front(), one.workspace, one.channel, one.recipe, one.argument, keys, one.file, one.hash, now);
  if (one.id == 0) return;
  for (auto const entry : one.entries)
    on_->run("INSERT INTO posted_entry (entry, posting) VALUES (?, ?)", entry, one.id);
  for (std::size_t i = 0; i < bodies.size(); ++i)
    put_in(*on_, one, i, bodies[i], now);
}

std::vector<posting> postings::dirty(std::string const& workspace, std::string const& recipe) {
  std::vector<posting> found;
  {
    auto rows = on_->select(
        "SELECT id, channel, argument, keys, file, hash, dirty FROM posting WHERE workspace = ? AND recipe = "
        "?"
        " AND dirty > 0 ORDER BY id",
        workspace, recipe);
    while (rows.next()) {
      auto& one = found.emplace_back();
      one.id = rows.integer(0);
      one.workspace = workspace;
      one.channel = rows.text(1);
      one.recipe = recipe;
      one.argument = rows.text(2);
      one.keys = json::parse(rows.text(3)).get<std::vector<std::string>>();
      one.file = rows.text(4);
      one.hash = rows.text(5);
      one.dirty = rows.small(6);
    }
  }
  for (auto& one : found) {
    auto rows = on_->select("SELECT entry FROM posted_entry WHERE posting = ?", one.id);
    while (rows.next())
      one.entries.insert(rows.integer(0));
  }
  return found;
}

bool postings::is_any_dirty(std::string const& workspace, std::string const& recipe) {
  auto row = on_->select("SELECT 1 FROM posting WHERE workspace = ? AND recipe = ? AND dirty > 0 LIMIT 1",
                         workspace, recipe);
  return row.next();
}

void postings::clean(posting const& known) {
  on_->run("UPDATE posting SET dirty = dirty - ? WHERE id = ?", known.dirty, known.id);
}

void postings::show(posting known, std::vector<std::string> const& bodies, std::string const& file,
                    std::string const& hash, base::time_point now) {
  {
    changer there(*on_, known, now);
    for (auto i = known.keys.size(); i > 0; --i) {
      if (i <= bodies.size())
        there.revise(i - 1, bodies[i - 1]);
      else
        there.withdraw(i - 1);
    }
  }
  auto const first = known.keys.front();
  auto const before = known.keys.size();
  known.keys.resize(std::min(before, bodies.size()));
  // A key is never used twice, also not for a message that was taken back.
  for (auto number = before + 1; known.keys.size() < bodies.size(); ++number) {
    auto key = first + ":" + std::to_string(number);
    if (outbox(*on_).find(key)) continue;
    known.keys.push_back(std::move(key));
    put_in(*on_, known, known.keys.size() - 1, bodies[known.keys.size() - 1], now);
  }
  if (!known.file.empty()) file_requests(*on_).remove(known.workspace, known.file, now);
  if (known.keys.empty()) {
    on_->run("DELETE FROM posting WHERE id = ?", known.id);
    return;
  }
  auto const keys = json(known.keys).dump();
  on_->run("UPDATE posting SET keys = ?, file = ?, hash = ? WHERE id = ?", keys, file, hash, known.id);
  clean(known);
}

}  // namespace huzzah::delivery
