// Wins in a house that asks for none.
#pragma once

#include "features/wins/questions.hpp"

namespace huzzah::test {

class nobody_asks : public wins::questions {
 public:
  awaitable<result<std::int64_t>> of_thread(chat::message_ref, std::string) override { co_return 0; }
  std::optional<wins::question> find(store::connection&, std::int64_t) const override { return {}; }
  std::optional<wins::question> find(store::connection&, std::string const&,
                                     std::string const&) const override {
    return {};
  }
  std::vector<std::int64_t> open_in(store::connection&, std::string const&,
                                    std::string const&) const override {
    return {};
  }
  std::vector<std::int64_t> open_to(store::connection&, std::string const&, std::string const&,
                                    base::time_point) const override {
    return {};
  }
  std::vector<std::string> channels_for(store::connection&, std::string const&, std::string const&,
                                        base::time_point) const override {
    return {};
  }
  calendar::workdays workdays(store::connection&, std::string const&, std::int64_t) const override {
    return days;
  }
  void changed(store::unit_of_work&, std::int64_t, base::time_point) const override {}

  calendar::workdays days;  ///< on which the house works; Monday to Friday unless set
};

}  // namespace huzzah::test
