#include "store/store.hpp"

#include "store/database.hpp"
#include "store/work_queue.hpp"
#include "store/writer.hpp"

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <thread>
#include <utility>
#include <vector>

namespace huzzah::store {
namespace {

/// Lets the coroutines go on, on the I/O thread; there the jobs are let go of, too.
template <class Context>
void hand_back(std::vector<waiting_job<Context>> done) {
  auto io = done.front().io;
  asio::post(io, [back = std::move(done)]() mutable {
    for (auto& one : back)
      std::move(one.resume)();
  });
}

template <class Context>
void refuse(detail::job<Context>& job) {
  job.fail(error(errc::cancelled, "the database is being closed"));
}

}  // namespace

/// The two threads and what each works with.
class store::threads {
 public:
  threads(writable_database opened, std::unique_ptr<connection> to_read, asio::any_io_executor io,
          std::size_t largest_batch)
      : io_(std::move(io)),
        writer_(std::move(opened)),
        reader_(std::move(to_read)),
        largest_batch_(std::max<std::size_t>(largest_batch, 1)),
        writing_([this] { write_all(); }),
        reading_([this] { read_all(); }) {}
  threads(threads const&) = delete;
  threads& operator=(threads const&) = delete;

  ~threads() {
    *owner_ = nullptr;
    writes_.stop();
    reads_.stop();
    reader_.interrupt();
    writing_.join();
    reading_.join();
  }

  template <class Context>
  awaitable<> run(work_queue<Context>& queue, std::shared_ptr<detail::job<Context>> job) {
    auto start = [&queue, &job, this](auto handler) {
      queue.put(
          {std::move(job), std::move(handler), asio::prefer(io_, asio::execution::outstanding_work.tracked)});
    };
    co_await asio::async_initiate<decltype(base::use_tuple), void()>(std::move(start), base::use_tuple);
  }

  /// The store that these threads are of, until they end. I/O thread only.
  std::shared_ptr<store*> owned_by(store& owner) {
    *owner_ = &owner;
    return owner_;
  }
  work_queue<unit_of_work>& writes() { return writes_; }
  work_queue<reader>& reads() { return reads_; }
  void interrupt_reader() { reader_.interrupt(); }
  writer_stats stats() const { return writer_.stats(); }
  commit_histograms commits() const { return writer_.commits(); }

 private:
  void write_all() {
    std::vector<writer::job*> units;
    for (auto batch = writes_.take(largest_batch_); !batch.empty(); batch = writes_.take(largest_batch_)) {
      units.clear();
      for (auto const& one : batch)
        units.push_back(one.job.get());
      writer_.commit(units);
      hand_back(std::move(batch));
    }
  }

  void read_all() {
    for (auto next = reads_.take(1); !next.empty(); next = reads_.take(1)) {
      reader_.run(*next.front().job);
      hand_back(std::move(next));
    }
  }

  std::shared_ptr<store*> owner_ = std::make_shared<store*>(nullptr);
  asio::any_io_executor io_;
  work_queue<unit_of_work> writes_;
  work_queue<reader> reads_;
  writer writer_;
  reader reader_;
  std::size_t largest_batch_;
  std::thread writing_;  // last, so that they start when all else is there
  std::thread reading_;
};

result<std::unique_ptr<store>> store::open(std::filesystem::path const& file, asio::any_io_executor io,
                                           open_options const& options) {
  auto opened = open_to_write(file, options.largest_size);
  if (!opened) return opened.error();
  try {
    migrate(*opened->on, options.features);
  } catch (storage_failure const& failure) {
    return failure.why;
  }
  auto to_read = open_to_read(file);
  if (!to_read) return to_read.error();
  auto running = std::make_unique<threads>(std::move(*opened), std::move(*to_read), std::move(io),
                                           options.largest_batch);
  return std::unique_ptr<store>(new store(std::move(running)));
}

store::store(std::unique_ptr<threads> running) : threads_(std::move(running)) {}
store::~store() = default;

awaitable<> store::done(std::shared_ptr<detail::job<unit_of_work>> job) {
  if (!threads_ || closing_) {
    refuse(*job);
    co_return;
  }
  auto const owner = threads_->owned_by(*this);
  co_await threads_->run(threads_->writes(), std::move(job));
  // The store may have ended while this waited.
  auto* const here = *owner;
  if (here == nullptr) co_return;
  auto const announcements = here->threads_->stats().announcements;
  if (announcements == here->announcements_seen_) co_return;
  here->announcements_seen_ = announcements;
  if (here->announced_) here->announced_();
}

awaitable<> store::done(std::shared_ptr<detail::job<reader>> job) {
  if (!threads_ || closing_) {
    refuse(*job);
    co_return;
  }
  co_await threads_->run(threads_->reads(), std::move(job));
}

awaitable<> store::close() {
  if (!threads_ || closing_) co_return;
  closing_ = true;
  auto last_write =
      std::make_shared<detail::job_of<void (*)(unit_of_work&), unit_of_work>>([](unit_of_work&) {});
  auto last_read = std::make_shared<detail::job_of<void (*)(reader&), reader>>([](reader&) {});
  co_await threads_->run<unit_of_work>(threads_->writes(), std::move(last_write));
  threads_->interrupt_reader();
  co_await threads_->run<reader>(threads_->reads(), std::move(last_read));
  threads_.reset();
}

writer_stats store::stats() const {
  return threads_ ? threads_->stats() : writer_stats{};
}

commit_histograms store::commits() const {
  return threads_ ? threads_->commits() : commit_histograms{};
}

}  // namespace huzzah::store
