#include "bot/importer.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <utility>
#include <variant>

namespace huzzah::bot {

namespace {

/// What is committed at once; what the writer may have waiting beside it.
constexpr std::size_t largest_batch = 4'000;
constexpr int most_under_way = 2;
/// After so many messages it is looked whether somebody wants it to stop.
constexpr std::uint64_t messages_between_looks = 2'000;
constexpr std::size_t samples_of_batch = 50;

/// What became of a batch.
class batch_outcome {
 public:
  features::past_outcome outcome;
  std::vector<features::past_sample> samples;
};

}  // namespace

importer::importer(asio::io_context& io, storage::store& store, slack::export_reader& from,
                   features::past_options const& options)
    : io_(io), store_(store), from_(from), options_(options), reader_(options, from.people()) {}

result<> importer::run(import_progress& progress) {
  while (!stopped_ && !failed_) {
    auto const* message = from_.next();
    if (message == nullptr) break;
    ++report_.messages;
    look_at(*message);
    if (found_.size() >= largest_batch) send();
    if (report_.messages % messages_between_looks == 0) {
      run_ready();
      progress.show({from_.size(), from_.done(), report_.messages, found_so_far_});
    }
  }
  if (!found_.empty() && !failed_) send();
  while (under_way_ > 0)
    wait_for_writer();
  report_.files = from_.files();
  report_.folders_left_out = from_.folders_left_out();
  if (failed_) return *failed_;
  return {};
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
  if (is_persons && (!message.edited.empty() || features::past_reader::may_matter(message.text))) {
    auto const said = from_.decode();
    if (auto const* posted = said ? std::get_if<chat::message_posted>(&*said) : nullptr)
      if (auto item = reader_.read(*posted, message.revision(), report_.outcome))
        found_.push_back(std::move(*item));
  }
  if (!message.reactions.empty()) {
    std::vector<features::past_reaction> cheers;
    auto const states_win = found_.size() > before && found_.back().win;
    auto const of_win = found_.size();
    look_at_reactions(message, states_win ? &cheers : nullptr);
    if (states_win) found_[of_win - 1].cheers = std::move(cheers);
  }
  found_so_far_ += found_.size() - before;
}

void importer::look_at_reactions(slack::export_message const& message,
                                 std::vector<features::past_reaction>* cheers) {
  for (auto const& one : message.reactions) {
    auto const gives = reader_.gives(one.emoji);
    if (!gives && cheers == nullptr) continue;
    auto const named = static_cast<std::int64_t>(one.people.size());
    if (gives && one.count > named)
      report_.reactions_unsigned += static_cast<std::uint64_t>(one.count - named);
    for (auto const person : one.people) {
      features::past_reaction reaction{std::string(person), std::string(one.emoji)};
      if (gives && message.by_bot) {
        ++report_.outcome.refused[recognition::refusal::bot];
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
  while (under_way_ >= most_under_way)
    wait_for_writer();
  auto unit = [items = std::exchange(found_, {}), &options = options_,
               &people = from_.people()](storage::unit_of_work& work) {
    batch_outcome done;
    done.outcome = features::record_past(work, items, options, people, done.samples, samples_of_batch);
    return done;
  };
  ++under_way_;
  asio::co_spawn(io_, store_.write(std::move(unit)),
                 [this](std::exception_ptr bug, result<batch_outcome> const& done) {
                   --under_way_;
                   if (bug) std::rethrow_exception(bug);
                   if (!done) {
                     failed_ = done.error();
                     return;
                   }
                   report_.outcome += done->outcome;
                   report_.samples.add(done->samples);
                 });
  run_ready();
}

void importer::wait_for_writer() {
  if (io_.stopped()) io_.restart();
  io_.run_one();
}

void importer::run_ready() {
  io_.restart();
  io_.poll();
}

}  // namespace huzzah::bot
