// What a process has used.
#pragma once

#include <cstdint>

#include <sys/types.h>

namespace huzzah::bench {

/// User and system time of a process in nanoseconds, as the kernel counts it; 0 when there is no such
/// process.
std::int64_t cpu_time_of(pid_t process);

/// Resident memory in KiB; 0 when there is no such process.
std::int64_t resident_memory_of(pid_t process);

/// Of CLOCK_MONOTONIC, which all processes share, in nanoseconds.
std::int64_t uptime();

}  // namespace huzzah::bench
