// What the system says of this process.
#pragma once

#include <cstddef>

namespace huzzah::bot::service {

/// What it costs the machine at the moment; 0 where the system does not say.
class process_facts {
 public:
  double cpu_seconds = 0;
  std::size_t resident_bytes = 0;
  std::size_t open_files = 0;
};

process_facts facts_of_this_process();

}  // namespace huzzah::bot::service
