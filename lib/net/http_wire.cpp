#include "net/http_wire.hpp"

#include "base/text.hpp"
#include "net/watchdog.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace huzzah::net {

namespace http = boost::beast::http;

namespace {

constexpr std::uint32_t header_limit = 64u << 10;
constexpr std::size_t chunk = 16u << 10;

/// What a failure to read a message means.
error message_error(error_code failed) {
  if (failed == http::error::body_limit || failed == http::error::buffer_overflow)
    return error(errc::too_large, "the HTTP message is over our limit");
  if (failed == http::error::header_limit) return error(errc::too_large, "the HTTP header is over our limit");
  if (failed == http::error::end_of_stream)
    return error(errc::closed, "the connection ended before a message");
  if (failed == http::error::partial_message)
    return error(errc::closed, "the connection ended within a message");
  if (failed.category() == http::make_error_code(http::error::bad_version).category())
    return error(errc::bad_message, "not a valid HTTP message: " + failed.message());
  return io_error(failed, "the other side");
}

template <class Source>
headers take_fields(Source const& source) {
  headers fields;
  for (auto const& field : source)
    fields.add(std::string(field.name_string()), std::string(field.value()));
  return fields;
}

/// Whether a field stays one field on the wire.
bool is_safe(std::string_view name, std::string_view value) {
  auto const is_token = [](unsigned char c) { return c > 0x20 && c < 0x7f && c != ':'; };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token) &&
         value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

result<> append_fields(std::string& head, headers const& fields) {
  for (auto const& [name, value] : fields) {
    if (!is_safe(name, value))
      return error(errc::invalid_input, "an HTTP header field holds forbidden characters");
    auto const lower = base::to_lower(name);
    if (lower == "content-length" || lower == "transfer-encoding") continue;  // ours to say
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
  }
  return {};
}

}  // namespace

template <class Parser>
awaitable<error_code> http_reader::fill(Parser& parser, base::duration header_time) {
  parser.eager(true);
  parser.header_limit(header_limit);
  started_ = !pending_.empty();
  auto const is_first = std::exchange(is_first_, false);
  std::optional<watchdog> header_deadline;
  auto asked_to_go_on = false;
  for (;;) {
    while (!pending_.empty() && !parser.is_done()) {
      error_code failed;
      auto const used = parser.put(asio::buffer(pending_), failed);
      pending_.erase(0, used);
      if (failed == http::error::need_more) break;
      if (failed) co_return failed;
      if (used == 0) break;
    }
    if (parser.is_done()) co_return error_code{};
    if constexpr (Parser::is_request::value) {
      if (parser.is_header_done() && !asked_to_go_on) {
        asked_to_go_on = true;
        if (base::to_lower(std::string_view(parser.get()[http::field::expect])) == "100-continue") {
          constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
          auto const sent = co_await from_.write(go_on);
          if (std::get<0>(sent)) co_return std::get<0>(sent);
        }
      }
    }

    if (parser.is_header_done()) {
      header_deadline.reset();
    } else if (Parser::is_request::value && !header_deadline && (is_first || started_)) {
      header_deadline.emplace(from_.get_executor(), header_time);
      header_deadline->guard([this] { from_.abort(); });
    }
    auto const before = pending_.size();
    pending_.resize(before + chunk);
    auto const [failed, size] = co_await from_.read_some(asio::buffer(pending_) + before);
    pending_.resize(before + size);
    if (size > 0) started_ = true;
    if (failed == asio::error::eof) {
      if (!started_) co_return http::error::end_of_stream;
      error_code cut;
      parser.put_eof(cut);
      if (cut) co_return cut;
      if (!parser.is_done()) co_return http::error::partial_message;
      co_return error_code{};
    }
    if (failed == asio::ssl::error::stream_truncated && started_) co_return http::error::partial_message;
    if (failed) co_return failed;
  }
}

awaitable<result<incoming<http_response>>> http_reader::response(bool without_body, std::size_t body_limit) {
  for (;;) {
    http::response_parser<http::string_body> parser;
    parser.body_limit(body_limit);
    parser.skip(without_body);
    auto const failed = co_await fill(parser);
    if (failed) co_return message_error(failed);
    auto const status = parser.get().result_int();
    if (status < 200 && status != 101) continue;  // interim: the real one follows
    auto const keep_alive = parser.keep_alive() && pending_.empty();
    auto message = parser.release();
    http_response response(status, std::move(message.body()));
    response.fields = take_fields(message);
    co_return incoming<http_response>(std::move(response), keep_alive);
  }
}

awaitable<result<incoming<http_request>>> http_reader::request(std::size_t body_limit,
                                                               base::duration header_time) {
  http::request_parser<http::string_body> parser;
  parser.body_limit(body_limit);
  auto const failed = co_await fill(parser, header_time);
  if (failed) co_return message_error(failed);
  auto const keep_alive = parser.keep_alive();
  auto message = parser.release();
  http_request request(std::string(message.method_string()), std::string(message.target()));
  request.body = std::move(message.body());
  request.fields = take_fields(message);
  co_return incoming<http_request>(std::move(request), keep_alive);
}

result<std::string> request_head(http_request const& request, std::string_view target,
                                 std::string_view host) {
  if (!is_safe(request.method, target)) return error(errc::invalid_input, "not a valid HTTP request line");
  std::string head = request.method + " " + std::string(target) + " HTTP/1.1\r\n";
  if (request.fields.get("host").empty()) head += "Host: " + std::string(host) + "\r\n";
  if (request.fields.get("user-agent").empty()) head += "User-Agent: huzzah\r\n";
  if (auto const added = append_fields(head, request.fields); !added) return added.error();
  if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD"))
    head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return head + "\r\n";
}

result<std::string> response_head(http_response const& response, bool keep_alive) {
  auto const reason = http::obsolete_reason(http::int_to_status(response.status));
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(reason) + "\r\n";
  if (auto const added = append_fields(head, response.fields); !added) return added.error();
  if (!keep_alive && response.fields.get("connection").empty()) head += "Connection: close\r\n";
  auto const has_no_body = response.status == 204 || response.status == 304 || response.status < 200;
  if (!has_no_body) head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  return head + "\r\n";
}

}  // namespace huzzah::net
