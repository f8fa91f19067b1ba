// The rounds of stand-ups as the wins feature knows them: questions that wins may answer.
#pragma once

#include "app/context.hpp"
#include "features/standups/summary.hpp"
#include "features/wins/questions.hpp"

#include <deque>
#include <map>

namespace huzzah::standups {

/// Knows what a thread is from the second time on, so that talk in threads costs nothing. What is passed in
/// must outlive it.
class answers : public wins::questions {
 public:
  answers(app::context const& with, summary_keeper summary) : with_(with), summary_(std::move(summary)) {}

  /// While words of a round are being sent there and may be that message, waits for a moment; then timed_out.
  awaitable<result<std::int64_t>> of_thread(chat::message_ref first, std::string person) override;

  std::optional<wins::question> find(store::connection& on, std::int64_t id) const override;
  std::optional<wins::question> find(store::connection& on, std::string const& workspace,
                                     std::string const& reference) const override;
  std::vector<std::int64_t> open_in(store::connection& on, std::string const& workspace,
                                    std::string const& channel) const override;
  std::vector<std::int64_t> open_to(store::connection& on, std::string const& workspace,
                                    std::string const& person, base::time_point at) const override;
  std::vector<std::string> channels_for(store::connection& on, std::string const& workspace,
                                        std::string const& person, base::time_point now) const override;
  calendar::workdays workdays(store::connection& on, std::string const& workspace,
                              std::int64_t id) const override;
  void changed(store::unit_of_work& work, std::int64_t id, base::time_point now) const override {
    summary_.revise(work, id, now);
  }

 private:
  void remember(chat::message_ref const& first, std::int64_t round);

  app::context with_;
  summary_keeper summary_;
  std::map<chat::message_ref, std::int64_t> known_;  ///< rounds by the first messages of threads
  std::deque<chat::message_ref> oldest_;             ///< of these
};

}  // namespace huzzah::standups
