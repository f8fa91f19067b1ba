#include "sandbox/front_door.hpp"

#include "base/text.hpp"
#include "net/url.hpp"
#include "sandbox/control/page_assets.hpp"
#include "sandbox/socket_mode/app_events.hpp"
#include "sandbox/web_api/posting.hpp"
#include "sandbox/wire/http_answers.hpp"
#include "sandbox/workspace/unfurler.hpp"

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

#include <ctime>

namespace huzzah::sandbox {

namespace {

std::string path_of(std::string_view target) {
  return std::string(target.substr(0, target.find('?')));
}

net::http_response not_found() {
  return net::http_response(404, "not found\n", "text/plain; charset=utf-8");
}

}  // namespace

bool is_local_host(std::string_view host) {
  std::string_view name = host;
  if (host.starts_with('[')) {
    auto const end = host.find(']');
    if (end == std::string_view::npos) return false;
    name = host.substr(0, end + 1);
  } else {
    name = host.substr(0, host.find(':'));
  }
  auto const port = host.substr(name.size());
  if (!port.empty() &&
      (port.front() != ':' || port.find_first_not_of("0123456789", 1) != std::string_view::npos))
    return false;
  auto const lower = base::to_lower(name);
  return lower == "localhost" || lower == "127.0.0.1" || lower == "[::1]";
}

front_door::front_door(asio::any_io_executor const& executor, workspace& place, clock_hands hands)
    : place_(place),
      tasks_(executor, place.clock),
      closing_(executor),
      api_(place),
      feed_(place, tasks_),
      hands_(std::move(hands)) {}

void front_door::open() {
  socket_mode_ = std::make_unique<socket_mode_server>(place_, tasks_);
  control_ = std::make_unique<control_api>(place_, tasks_, *socket_mode_, feed_, hands_);
  socket_mode_->on_connections = [this](std::size_t connections) {
    feed_.show_all({{"type", "app_connected"}, {"connections", connections}});
  };
  place_.show = [this](std::string const& user, nlohmann::json const& frame) {
    place_.received.shown(user, frame);
    feed_.show(user, frame);
  };
  place_.state.subscribe([this](happening const& what) {
    place_.received.heard(place_.state, place_.app, what);
    feed_.tell(what);
    for (auto const& event : app_events(place_, what))
      socket_mode_->send_event(event);
    unfurl_later(place_, tasks_, what);
  });
}

void front_door::close() {
  tasks_.stop();
  closing_.raise();
  feed_.stop();
  socket_mode_->stop();
}

std::string front_door::origin_of(net::http_request const& request, std::string_view scheme) const {
  auto const secure = place_.url.starts_with("https");
  return std::string(scheme) + (secure ? "s://" : "://") + std::string(request.fields.get("Host"));
}

bool front_door::is_by_app(net::http_request const& request) const {
  auto args = arguments::of(request);
  auto const kind = place_.tokens.look_up(token_of(request, args)).kind;
  return kind == token_kind::bot || kind == token_kind::app;
}

std::optional<net::http_response> front_door::refuse(net::http_request const& request) const {
  // A page elsewhere must not reach us, neither by a name of its own that leads here nor by its own scripts.
  if (!is_local_host(request.fields.get("Host")))
    return net::http_response(403, "this sandbox answers to localhost alone\n", "text/plain; charset=utf-8");
  auto const origin = request.fields.get("Origin");
  if (!origin.empty() && origin != origin_of(request, "http"))
    return net::http_response(403, "not from this origin\n", "text/plain; charset=utf-8");
  return std::nullopt;
}

awaitable<std::optional<net::http_response>> front_door::respond(net::http_request request) {
  auto answer = std::make_optional<net::http_response>();
  if (auto refused = refuse(request)) {
    answer = std::move(refused);
  } else {
    auto path = path_of(request.target);
    answer = co_await route(std::move(request), std::move(path));
  }
  if (!answer) co_return std::nullopt;
  auto const now = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(place_.clock.now()));
  answer->fields.set("Date", fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now)));
  answer->fields.set("X-Content-Type-Options", "nosniff");
  answer->fields.set("Cache-Control", "no-store");
  answer->fields.set("Referrer-Policy", "no-referrer");
  answer->fields.set("Content-Security-Policy",
                     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                     "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  co_return answer;
}

awaitable<std::optional<net::http_response>> front_door::route(net::http_request request, std::string path) {
  auto const after = [&](std::string_view prefix) { return path.substr(prefix.size()); };
  if (path.starts_with("/api/")) {
    auto method = after("/api/");
    co_return co_await call(std::move(request), std::move(method));
  }
  if (path.starts_with("/sandbox/")) {
    auto rest = after("/sandbox/");
    co_return co_await control_->respond(std::move(request), std::move(rest));
  }
  if (path.starts_with("/response/")) {
    if (request.method != "POST") co_return not_found();
    co_return answer_url(request, after("/response/"));
  }
  if (path.starts_with("/upload/v1/")) {
    if (request.method != "POST") co_return not_found();
    co_return take_file(request, after("/upload/v1/"));
  }
  if (request.method != "GET" && request.method != "HEAD") co_return not_found();
  if (path.starts_with("/files-pri/")) co_return file(path);
  // A permalink leads to the page, which shows what it names.
  if (path == "/" || path.starts_with("/archives/")) co_return page("index.html");
  if (path.starts_with("/assets/")) co_return page(after("/assets/"));
  co_return not_found();
}

awaitable<std::optional<net::http_response>> front_door::call(net::http_request request, std::string method) {
  if (request.method != "POST" && request.method != "GET") co_return not_found();
  std::optional<api_fault> fault;
  if (!place_.faults.web_api.empty()) fault = place_.faults.take(method, is_by_app(request));
  auto const delay = std::chrono::milliseconds(fault ? fault->delay_ms : 0);
  bool const works_first = fault && fault->after_effect;
  if (delay.count() > 0 && !works_first) co_await tasks_.sleep_for(delay);
  bool const failing = fault && (fault->status != 0 || fault->hang || fault->body);
  net::http_response answer;
  if (!failing || works_first) answer = api_.answer(request, method, origin_of(request, "ws"));
  if (delay.count() > 0 && works_first) co_await tasks_.sleep_for(delay);
  if (fault && fault->hang) {
    while (!tasks_.stopping()) {
      auto const seen = closing_.count();
      co_await closing_.wait(seen);
    }
    co_return std::nullopt;
  }
  if (failing) {
    auto const status = fault->status == 0 ? 200 : fault->status;
    auto const* word = status == 429 ? "ratelimited" : status >= 500 ? "internal_error" : "fatal_error";
    answer = json_answer(failure(word), status);
    auto const wait = fault->retry_after.value_or(status == 429 ? 1 : -1);
    if (wait >= 0) answer.fields.set("Retry-After", std::to_string(wait));
    if (fault->body) answer.body = *fault->body;
  }
  if (fault && fault->truncate) answer.body.resize(answer.body.size() / 2);
  co_return answer;
}

net::http_response front_door::answer_url(net::http_request const& request, std::string const& id) {
  std::string problem;
  auto const* target = place_.responses.use(id, problem);
  if (target == nullptr) return json_answer(failure(problem), 404);
  auto const body = nlohmann::json::parse(request.body, nullptr, false);
  if (body.is_discarded()) return json_answer(failure("invalid_payload"), 400);
  problem = deliver_answer(place_, *target, body);
  if (!problem.empty()) return json_answer(failure(problem), 400);
  return net::http_response(200, "ok", "text/plain; charset=utf-8");
}

net::http_response front_door::take_file(net::http_request const& request, std::string const& ticket) {
  auto content = file_in_form(request.fields.get("Content-Type"), request.body).value_or(request.body);
  auto const size = content.size();
  if (!place_.files.take(ticket, std::move(content)))
    return net::http_response(400, "no upload of that size is expected here\n", "text/plain; charset=utf-8");
  return net::http_response(200, "OK - " + std::to_string(size), "text/plain; charset=utf-8");
}

/// An <img> can't send a token: a client that knows the file's id, which can't be guessed, may see it.
net::http_response front_door::file(std::string const& path) {
  auto const* found = place_.files.find(file_in_address(path));
  if (found == nullptr || (!found->is_picture() && found->shares.empty())) return not_found();
  auto const& kind = kind_of(*found);
  net::http_response answer(200, found->content, std::string(kind.shown_as));
  // What a browser might run is only saved.
  if (kind.shown_as.empty()) answer.fields.set("Content-Type", "application/octet-stream");
  answer.fields.set("Content-Disposition", std::string(kind.shown_as.empty() ? "attachment" : "inline") +
                                               "; filename*=UTF-8''" + net::url_encode(found->name));
  answer.fields.set("Cross-Origin-Resource-Policy", "same-origin");
  return answer;
}

net::http_response front_door::page(std::string_view name) const {
  auto const asset = find_page_asset(name);
  if (!asset) return not_found();
  return net::http_response(200, std::string(asset->content), asset->type);
}

std::optional<net::http_response> front_door::refuse_websocket(net::http_request const& request) {
  if (auto refused = refuse(request)) return refused;
  auto const path = path_of(request.target);
  if (path == "/link/" || path == "/link") {
    if (socket_mode_->take_ticket(net::query_value(request.target, "ticket"))) return std::nullopt;
    return net::http_response(403, "this ticket does not serve\n", "text/plain; charset=utf-8");
  }
  if (path == "/sandbox/live") {
    auto const who = place_.tokens.look_up(net::query_value(request.target, "token"));
    if (who.kind == token_kind::person) return std::nullopt;
    return net::http_response(401, "not a person's token\n", "text/plain; charset=utf-8");
  }
  return not_found();
}

awaitable<> front_door::serve(net::http_request request, std::unique_ptr<net::websocket> socket) {
  if (path_of(request.target) != "/sandbox/live") {
    co_await socket_mode_->serve(std::move(socket));
    co_return;
  }
  auto const who = place_.tokens.look_up(net::query_value(request.target, "token"));
  auto const connected = socket_mode_->connections();
  co_await feed_.serve(who.user, std::move(socket), connected);
}

}  // namespace huzzah::sandbox
