// The implementation of tls_context. Internal to net.
#pragma once

#include "net/tls.hpp"

#include <boost/asio/ssl/context.hpp>

namespace huzzah::net {

struct tls_context::state {
  explicit state(boost::asio::ssl::context::method method) : context(method) {}

  boost::asio::ssl::context context;
};

}  // namespace huzzah::net
