#include "store/reader.hpp"

#include "store/connection.hpp"
#include "store/database.hpp"

#include <exception>

namespace huzzah::store {

result<std::unique_ptr<reader>> reader::open(std::filesystem::path const& file) {
  auto on = open_to_read(file);
  if (!on) return on.error();
  return std::make_unique<reader>(std::move(*on));
}

reader::reader(std::unique_ptr<connection> on) : on_(std::move(on)) {}
reader::~reader() = default;

void reader::run(detail::job<reader>& job) {
  try {
    on_->execute("BEGIN");
    job.run(*this);
  } catch (storage_failure const& failure) {
    job.fail(failure.why);
  } catch (...) {
    job.fail(std::current_exception());
  }
  end();
}

void reader::end() noexcept {
  try {
    if (on_->in_transaction()) on_->execute("ROLLBACK");
  } catch (storage_failure const&) {
    // Nothing was written; the next query finds out what is wrong.
  }
}

void reader::interrupt() {
  on_->interrupt();
}

std::vector<std::string> wrong_pages(connection& on) {
  std::vector<std::string> found;
  auto pages = on.select("PRAGMA integrity_check");
  while (pages.next()) {
    if (pages.text(0) != "ok") found.push_back(pages.text(0));
  }
  auto links = on.select("PRAGMA foreign_key_check");
  while (links.next()) {
    found.push_back("row " + links.text(1) + " of " + links.text(0) + " points to nothing in " +
                    links.text(2));
  }
  return found;
}

}  // namespace huzzah::store
