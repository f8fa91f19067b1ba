#include "base/error.hpp"

#include <boost/throw_exception.hpp>

#include <stdexcept>

namespace huzzah {

std::string_view to_string(errc code) {
  switch (code) {
    case errc::cancelled:
      return "cancelled";
    case errc::unreachable:
      return "unreachable";
    case errc::timed_out:
      return "timed_out";
    case errc::closed:
      return "closed";
    case errc::tls_failed:
      return "tls_failed";
    case errc::bad_message:
      return "bad_message";
    case errc::too_large:
      return "too_large";
    case errc::rate_limited:
      return "rate_limited";
    case errc::remote_failed:
      return "remote_failed";
    case errc::rejected:
      return "rejected";
    case errc::unauthorized:
      return "unauthorized";
    case errc::not_found:
      return "not_found";
    case errc::invalid_input:
      return "invalid_input";
    case errc::in_use:
      return "in_use";
    case errc::read_only:
      return "read_only";
    case errc::storage_full:
      return "storage_full";
    case errc::corrupt:
      return "corrupt";
    case errc::broken_rule:
      return "broken_rule";
    case errc::newer_version:
      return "newer_version";
    case errc::io_failed:
      return "io_failed";
  }
  return "unknown";
}

bool is_transient(errc code) {
  switch (code) {
    case errc::rate_limited:
    case errc::remote_failed:
    case errc::unreachable:
    case errc::timed_out:
    case errc::closed:
    case errc::bad_message:
      return true;
    default:
      return false;
  }
}

std::string to_string(error const& failure) {
  return std::string(to_string(failure.code)) + ": " + failure.detail;
}

void throw_exception_from_error(error const& failure, boost::source_location const& where) {
  boost::throw_exception(std::runtime_error(to_string(failure)), where);
}

}  // namespace huzzah
