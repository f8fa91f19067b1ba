#include "bench/load/process_use.hpp"

#include <ctime>
#include <fstream>
#include <string>

namespace huzzah::bench {

namespace {

std::int64_t read_clock(clockid_t which) {
  timespec now{};
  if (clock_gettime(which, &now) != 0) return 0;
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

std::int64_t cpu_time_of(pid_t process) {
  clockid_t clock{};
  return clock_getcpuclockid(process, &clock) == 0 ? read_clock(clock) : 0;
}

std::int64_t resident_memory_of(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    if (word != "VmRSS:") continue;
    std::int64_t size = 0;
    status >> size;
    return size;
  }
  return 0;
}

std::int64_t uptime() {
  return read_clock(CLOCK_MONOTONIC);
}

}  // namespace huzzah::bench
