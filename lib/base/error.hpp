// Failures that can happen are values: result<T>. Exceptions are for bugs and for start-up.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace huzzah {

/// What kind of failure it is; what a caller can decide on.
enum class errc {
  cancelled,      ///< we are shutting down
  unreachable,    ///< DNS, TCP or proxy failed: try again later
  timed_out,      ///< no answer before the deadline; whether it took effect is unknown
  closed,         ///< the other side ended the connection; whether a request took effect is unknown
  tls_failed,     ///< the certificate or handshake is wrong
  bad_message,    ///< what arrived can't be understood
  too_large,      ///< what arrived is over a bound of ours
  rate_limited,   ///< try again after `retry_after`
  remote_failed,  ///< the platform had an internal error: try again later
  rejected,       ///< the platform understood and said no; `detail` has its word for it
  unauthorized,   ///< the tokens are refused: stop and tell the operator
  not_found,      ///< no such thing
  invalid_input,  ///< a person's input is wrong; `detail` says how to fix it
  in_use,         ///< a port or a database is held by another process
  read_only,      ///< storage can't be written
  storage_full,   ///< the disk is full
  corrupt,        ///< storage is damaged
  broken_rule,    ///< storage refuses what was to be written: it breaks a rule of its tables, which is a bug
  newer_version,  ///< storage was written by a newer Huzzah
  io_failed,      ///< any other failure of the operating system
};

/// Whether the same request, made again later, may succeed.
bool is_transient(errc code);

/// A failure and one line about it for a person. The detail never holds a token.
struct error {
  error() = default;
  error(errc code_, std::string detail_) : code(code_), detail(std::move(detail_)) {}
  error(errc code_, std::string detail_, std::chrono::seconds retry_after_)
      : code(code_), detail(std::move(detail_)), retry_after(retry_after_) {}

  errc code = errc::io_failed;
  std::string detail;
  std::chrono::seconds retry_after{0};  ///< with rate_limited: how long to wait
};

/// A value, or why there is none.
template <class T = void>
using result = boost::system::result<T, error>;

/// The name of a code as logs show it: "timed_out".
std::string_view to_string(errc code);

/// "timed_out: api.slack.com did not answer within 10 s"
std::string to_string(error const& failure);

/// What result<T>::value() throws when there is none (found by Boost through this namespace).
[[noreturn]] void throw_exception_from_error(error const& failure, boost::source_location const& where);

}  // namespace huzzah
