#include "bot/commands/importer.hpp"
#include "app/people/people.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <exception>
#include <thread>
#include <utility>
#include <variant>

namespace huzzah::bot::commands {

namespace {

/// What is committed at once; what the writer may have waiting beside it.
constexpr std::size_t largest_batch = 4'000;
constexpr std::size_t most_under_way = 2;
constexpr std::uint64_t messages_between_reports = 2'000;
constexpr std::size_t samples_of_batch = 50;

}  // namespace

importer::importer(asio::any_io_executor executor, store::store& store, slack::export_reader& from,
                   imports::options const& options)
    : executor_(std::move(executor)),
      store_(store),
      from_(from),
      options_(options),
      reader_(options, from.people()) {}

awaitable<result<>> importer::run(std::function<void(import_standing const&)> tell) {
  base::wake_up changed(executor_);
  auto ended = false;
  std::exception_ptr bug;
  {
    std::jthread const reading([&] {
      std::exception_ptr thrown;
      try {
        read_all(tell);
      } catch (...) {
        thrown = std::current_exception();
      }
      // After all that read_all() has posted.
      asio::post(executor_, [&, thrown] {
        bug = thrown;
        ended = true;
        changed.notify_all();
      });
    });
    while (!ended)
      co_await changed.wait();
  }
  if (bug) std::rethrow_exception(bug);
  report_.files = from_.files();
  report_.folders_left_out = from_.folders_left_out();
  if (failed_) co_return *failed_;
  co_return result<>();
}

void importer::read_all(std::function<void(import_standing const&)> const& tell) {
  while (!stopped_ && !failed_) {
    auto const* message = from_.next();
    if (message == nullptr) break;
    ++report_.messages;
    look_at(*message);
    if (found_.size() >= largest_batch) send();
    if (report_.messages % messages_between_reports == 0) {
      import_standing const now{from_.size(), from_.done(), report_.messages, found_so_far_};
      asio::post(executor_, [&tell, now] { tell(now); });
    }
  }
  if (!found_.empty() && !failed_) send();
  while (!under_way_.empty())
    wait_for_writer();
}

void importer::look_at(slack::export_message const& message) {
  if (message.posted() == base::time_point()) {
    ++report_.without_time;
    return;
  }
  if (message.by_bot) ++report_.said_by_bots;
  if (!message.is_speech && !message.by_bot) ++report_.no_speech;
  auto const before = found_.size();
  auto const is_persons = message.is_speech && !message.by_bot;
  auto const may_matter =
      !message.edited.empty() || message.names_people() || imports::reader::may_state_win(message.text);
  if (is_persons && may_matter) {
    auto const said = from_.decode();
    if (auto const* posted = said ? std::get_if<chat::message_posted>(&*said) : nullptr)
      if (auto item = reader_.read(*posted, message.revision(), report_.outcome))
        found_.push_back(std::move(*item));
  }
  if (!message.reactions.empty()) {
    std::vector<imports::reaction> cheers;
    auto const states_win = found_.size() > before && found_.back().win;
    auto const of_win = found_.size();
    look_at_reactions(message, states_win ? &cheers : nullptr);
    if (states_win) found_[of_win - 1].cheers = std::move(cheers);
  }
  found_so_far_ += found_.size() - before;
}

void importer::look_at_reactions(slack::export_message const& message,
                                 std::vector<imports::reaction>* cheers) {
  for (auto const& one : message.reactions) {
    auto const gives = reader_.gives(one.emoji);
    if (!gives && cheers == nullptr) continue;
    auto const named = static_cast<std::int64_t>(one.people.size());
    if (gives && one.count > named)
      report_.reactions_unsigned += static_cast<std::uint64_t>(one.count - named);
    for (auto const person : one.people) {
      imports::reaction reaction{std::string(person), std::string(one.emoji)};
      if (gives && message.by_bot) {
        ++report_.outcome.refused[kudos::refusal::bot];
      } else if (gives && !message.author.empty()) {
        if (auto item = reader_.read(from_.where(), std::string(message.author), message.posted(), reaction,
                                     report_.outcome))
          found_.push_back(std::move(*item));
      }
      if (cheers != nullptr) cheers->push_back(std::move(reaction));
    }
  }
}

void importer::send() {
  while (under_way_.size() >= most_under_way)
    wait_for_writer();
  auto unit = [items = std::exchange(found_, {}), &options = options_,
               &people = from_.people()](store::unit_of_work& work) {
    batch_outcome done;
    done.outcome = imports::record(work, items, options, people, done.samples, samples_of_batch);
    return done;
  };
  under_way_.push_back(asio::co_spawn(executor_, store_.write(std::move(unit)), asio::use_future));
}

void importer::wait_for_writer() {
  auto done = under_way_.front().get();
  under_way_.pop_front();
  if (!done) {
    failed_ = done.error();
    return;
  }
  report_.outcome += done->outcome;
  report_.samples.add(done->samples);
}

}  // namespace huzzah::bot::commands
