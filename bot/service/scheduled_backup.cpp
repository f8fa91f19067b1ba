#include "bot/service/scheduled_backup.hpp"

#include "app/file_rules.hpp"
#include "calendar/schedule.hpp"
#include "store/backup.hpp"
#include "store/database.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <exception>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace huzzah::bot::service {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view before_date = "huzzah-";
constexpr std::string_view after_date = ".db";
constexpr std::size_t date_length = std::string_view("2026-11-25").size();
constexpr base::duration until_next_try = std::chrono::minutes{15};

std::string name_of(calendar::local_date date) {
  return std::string(before_date) + calendar::to_string(date) + std::string(after_date);
}

/// The date that a name begins with, and the rest of the name.
std::optional<std::pair<calendar::local_date, std::string>> split(std::string const& name) {
  if (!name.starts_with(before_date) || name.size() < before_date.size() + date_length) return {};
  auto const date = calendar::parse_date(name.substr(before_date.size(), date_length));
  if (!date) return {};
  return std::pair(*date, name.substr(before_date.size() + date_length));
}

}  // namespace

std::vector<dated_backup> backups_in(fs::path const& directory) {
  std::vector<dated_backup> found;
  for (auto const& file : store::files_in(directory)) {
    auto const named = split(file.filename().string());
    if (named && named->second == after_date) found.push_back({named->first, file});
  }
  std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.date > b.date; });
  return found;
}

scheduled_backup::scheduled_backup(asio::any_io_executor executor, base::clock& clock, fs::path ledger,
                                   config::backup_config settings)
    : executor_(executor),
      clock_(clock),
      ledger_(std::move(ledger)),
      settings_(std::move(settings)),
      changed_(executor) {}

void scheduled_backup::start() {
  running_ = true;
  asio::co_spawn(executor_, run(), [this](std::exception_ptr bug) {
    running_ = false;
    changed_.notify_all();
    if (bug) std::rethrow_exception(bug);
  });
}

awaitable<> scheduled_backup::end() {
  stop_.request_stop();
  changed_.notify_all();
  while (running_)
    co_await changed_.wait();
}

awaitable<> scheduled_backup::run() {
  using namespace asio::experimental::awaitable_operators;
  calendar::schedule daily;
  daily.on.days.add(std::chrono::Saturday);
  daily.on.days.add(std::chrono::Sunday);
  daily.at = settings_.at;
  daily.zone = settings_.zone;
  while (!stop_.stop_requested()) {
    auto const seen = changed_.count();
    auto const now = clock_.now();
    auto next = daily.next_after(now).value_or(calendar::occurrence{{}, now + std::chrono::days{1}}).at;
    auto const due = daily.last_until(now);
    auto const made = backups_in(settings_.directory);
    auto const is_due = [&](dated_backup const& one) { return one.date == due->date; };
    if (due && std::none_of(made.begin(), made.end(), is_due)) {
      if (!co_await make(due->date)) next = std::min(next, now + until_next_try);
    }
    if (stop_.stop_requested()) break;
    co_await (clock_.sleep_until(next) || changed_.wait(seen));
  }
}

awaitable<bool> scheduled_backup::make(calendar::local_date date) {
  auto const file = settings_.directory / name_of(date);
  auto done = result<store::backup_facts>(error());
  if (auto folder = store::prepare_folder(settings_.directory); !folder) {
    done = folder.error();
  } else {
    auto copied = false;
    // Reading it all takes a while: neither the chat nor the ledger waits for that.
    std::jthread copying([&] {
      auto here = app::back_up(ledger_, file, store::existing::keep, stop_.get_token());
      asio::post(executor_, [&, finished = std::move(here)]() mutable {
        done = std::move(finished);
        copied = true;
        changed_.notify_all();
      });
    });
    while (!copied)
      co_await changed_.wait();
  }
  if (!done && done.error().code == errc::cancelled) co_return false;
  if (!done) {
    spdlog::error("there is no backup of {}, trying again: {}", calendar::to_string(date),
                  done.error().detail);
    co_return false;
  }
  spdlog::info("backed up and verified: {} ({} kudos)", file.string(), done->kudos);
  remove_old();
  co_return true;
}

void scheduled_backup::remove_old() const {
  std::error_code failed;
  auto const made = backups_in(settings_.directory);
  for (auto i = static_cast<std::size_t>(settings_.keep); i < made.size(); ++i) {
    if (!fs::remove(made[i].file, failed))
      spdlog::warn("an old backup stays, {}: {}", made[i].file.string(), failed.message());
    // The lock that remains when a person was erased from this backup.
    fs::remove(made[i].file.string() + ".lock", failed);
  }
  // What a crash left half done.
  auto const rest = std::string(after_date) + store::unfinished_ending;
  for (auto const& file : store::files_in(settings_.directory)) {
    auto const named = split(file.filename().string());
    if (named && named->second.starts_with(rest)) fs::remove(file, failed);
  }
}

}  // namespace huzzah::bot::service
