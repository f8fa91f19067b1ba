#include "bot/service/process_facts.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace huzzah::bot::service {

namespace {

double seconds(timeval const& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

process_facts facts_of_this_process() {
  process_facts facts;
  if (rusage used{}; getrusage(RUSAGE_SELF, &used) == 0)
    facts.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  std::size_t size = 0;
  std::size_t resident = 0;
  if (std::ifstream statm("/proc/self/statm"); statm >> size >> resident)
    facts.resident_bytes = resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  std::error_code failed;
  std::filesystem::directory_iterator const files("/proc/self/fd", failed);
  if (!failed) facts.open_files = static_cast<std::size_t>(std::distance(begin(files), end(files)));
  return facts;
}

}  // namespace huzzah::bot::service
