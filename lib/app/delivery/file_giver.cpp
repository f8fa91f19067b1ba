#include "app/delivery/file_giver.hpp"

#include "app/delivery/outbox.hpp"
#include "app/people/forgotten.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace huzzah::delivery {

namespace {

constexpr int most_uploads = 4;
constexpr base::duration first_wait = std::chrono::seconds{10};
constexpr base::duration longest_wait_for_file = std::chrono::hours{1};
/// Setting the clock back wakes no sleeper.
constexpr base::duration longest_rest = std::chrono::minutes{1};

base::duration wait_after(int attempts) {
  return std::min<base::duration>(first_wait * (1ll << std::clamp(attempts, 0, 9)), longest_wait_for_file);
}

/// What is due of a workspace.
class due_work {
 public:
  std::optional<file_request> asked;
  std::optional<unwanted_file> unwanted;
};

}  // namespace

void file_giver::wake() {
  if (changed_) changed_->notify_all();
}

awaitable<> file_giver::run() {
  using namespace asio::experimental::awaitable_operators;
  auto const executor = co_await asio::this_coro::executor;
  changed_ = std::make_unique<base::wake_up>(executor);
  for (;;) {
    auto const seen = changed_->count();
    auto const worked = co_await work();
    if (worked) continue;
    co_await (clock_.sleep_for(longest_rest) || changed_->wait(seen));
  }
}

awaitable<bool> file_giver::work() {
  auto look = [in = poster_.id(), now = clock_.now()](store::reader& from) {
    due_work found;
    found.unwanted = file_requests(from).next_unwanted(in, now);
    if (!found.unwanted) found.asked = file_requests(from).next(in, now);
    return found;
  };
  auto found = co_await store_.read(std::move(look));
  if (!found) {
    spdlog::error("which files were asked for can't be read: {}", to_string(found.error()));
    co_return false;
  }
  if (found->unwanted) {
    co_await remove(std::move(*found->unwanted));
    co_return true;
  }
  if (!found->asked) co_return false;
  co_await give(std::move(*found->asked));
  co_return true;
}

awaitable<result<std::optional<made_file>>> file_giver::make(file_request asked) {
  auto const recipe = recipes_->find(asked.recipe);
  if (recipe == recipes_->end()) co_return std::optional<made_file>();
  auto made = recipe->second.make(std::move(asked));
  co_return co_await std::move(made);
}

awaitable<> file_giver::give(file_request asked) {
  auto const made_at = clock_.now();
  auto copy = asked;
  auto made = co_await make(std::move(copy));
  if (!made) {
    co_await fail(asked, made.error());
    co_return;
  }
  if (!*made) {
    auto unit = [id = asked.id](store::unit_of_work& work) { file_requests(work).failed(id); };
    co_await write(std::move(unit));
    co_return;
  }
  auto& file = **made;
  auto shows = std::move(file.shows);
  auto to = asked.person;
  auto const given = co_await poster_.share_file(std::move(to), std::move(file.name), std::move(file.content),
                                                 std::move(file.about));
  if (!given) {
    co_await fail(asked, given.error());
    co_return;
  }
  auto unit = [asked, file = *given, shows, made_at](store::unit_of_work& work) {
    file_requests(work).given(asked, file, shows, made_at);
  };
  co_await write(std::move(unit));
}

awaitable<> file_giver::fail(file_request const& asked, error why) {
  auto const is_last = asked.attempts + 1 >= most_uploads || !is_transient(why.code);
  spdlog::warn("{}: a file {}: {}", asked.recipe, is_last ? "can't be given" : "will be given later",
               to_string(why));
  auto const recipe = recipes_->find(asked.recipe);
  file_apology words;
  auto const is_said = is_last && recipe != recipes_->end();
  if (is_said) words = recipe->second.apology(asked, why);
  auto const now = clock_.now();
  auto const again = now + wait_after(asked.attempts);
  auto unit = [asked, is_last, is_said, words, now, again](store::unit_of_work& work) {
    if (!is_last) return file_requests(work).retry_at(asked.id, again);
    file_requests(work).failed(asked.id);
    if (!is_said || people::forgotten_people(work).include(words.to, asked.asked_at)) return;
    outbox(work).add(
        outgoing::direct("file:" + asked.key, asked.workspace, words.to, chat::to_json(words.said)), now);
  };
  co_await write(std::move(unit));
}

awaitable<> file_giver::remove(unwanted_file one) {
  auto file = one.file;
  auto const gone = co_await poster_.remove_file(std::move(file));
  auto const again = clock_.now() + longest_wait_for_file;
  if (!gone) spdlog::warn("a file of an erased person could not be removed: {}", to_string(gone.error()));
  auto const is_gone = gone.has_value();
  auto unit = [id = one.request, is_gone, again](store::unit_of_work& work) {
    is_gone ? file_requests(work).removed(id) : file_requests(work).retry_at(id, again);
  };
  co_await write(std::move(unit));
}

template <class Unit>
awaitable<> file_giver::write(Unit unit) {
  auto const done = co_await store_.write(std::move(unit));
  if (done) co_return;
  spdlog::error("that a file was given can't be kept: {}", to_string(done.error()));
  // Not at once again: it would be uploaded again and again.
  co_await clock_.sleep_for(longest_rest);
}

}  // namespace huzzah::delivery
