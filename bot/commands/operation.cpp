#include "bot/commands/operation.hpp"

#include "bot/cli/terminal_text.hpp"

#include <nlohmann/json.hpp>

#include <exception>
#include <type_traits>
#include <utility>

namespace huzzah::bot::commands {

namespace {

using nlohmann::json;

json fields_of(cli::forget_options const& what) {
  return {{"do", "forget"}, {"person", what.person}, {"dry_run", what.dry_run}};
}
json fields_of(cli::import_options const& what) {
  json all = {{"do", "import"}, {"from", what.from.string()}, {"apply_rules", what.apply_rules}};
  if (what.since) all["since"] = calendar::to_string(*what.since);
  if (what.until) all["until"] = calendar::to_string(*what.until);
  return all;
}
json fields_of(cli::digest_options const& what) {
  json all = {{"do", "digest"}, {"name", what.name}};
  if (what.week) all["week"] = calendar::to_string(*what.week);
  return all;
}
json fields_of(cli::rituals_options const& what) {
  return {{"do", "remove_ritual"}, {"name", what.name}};
}

json fields_of(cli::note_options const& what) {
  return {{"do", "note"}, {"act", what.act}, {"person", what.person}};
}

std::string text_in(json const& all, char const* name) {
  return all.at(name).get<std::string>();
}
std::optional<calendar::local_date> date_in(json const& all, char const* name) {
  if (!all.contains(name)) return {};
  return calendar::parse_date(text_in(all, name)).value();
}

operation operation_in(json const& all) {
  auto const word = text_in(all, "do");
  if (word == "forget") {
    cli::forget_options what;
    what.person = text_in(all, "person");
    what.dry_run = all.at("dry_run").get<bool>();
    return what;
  }
  if (word == "import") {
    cli::import_options what;
    what.from = text_in(all, "from");
    what.apply_rules = all.at("apply_rules").get<bool>();
    what.since = date_in(all, "since");
    what.until = date_in(all, "until");
    return what;
  }
  if (word == "digest") {
    cli::digest_options what;
    what.name = text_in(all, "name");
    what.post = true;
    if (all.contains("week")) what.week = calendar::parse_iso_week(text_in(all, "week")).value();
    return what;
  }
  if (word == "remove_ritual") {
    cli::rituals_options what;
    what.remove = true;
    what.name = text_in(all, "name");
    return what;
  }
  if (word == "note") {
    cli::note_options what;
    what.act = text_in(all, "act");
    what.person = text_in(all, "person");
    return what;
  }
  throw std::invalid_argument("the bot that runs here does not know \"" + word + "\": restart it");
}

}  // namespace

std::string to_json(operation const& what) {
  auto const fields = std::visit([](auto const& one) { return fields_of(one); }, what);
  return fields.dump(-1, ' ', false, json::error_handler_t::replace);
}

result<operation> operation_from_json(std::string_view line) {
  try {
    return operation_in(json::parse(line));
  } catch (std::exception const& wrong) {
    return error(errc::bad_message, wrong.what());
  }
}

awaitable<cli::exit_code> carry_out(operation what, base::descriptor file, operation_place at,
                                    operation_output& says) {
  if (auto* const forget = std::get_if<cli::forget_options>(&what))
    co_return co_await forget_person(std::move(*forget), std::move(at), says);
  if (auto* const import = std::get_if<cli::import_options>(&what))
    co_return co_await import_export(std::move(*import), std::move(file), std::move(at), says);
  if (auto* const digest = std::get_if<cli::digest_options>(&what))
    co_return co_await post_digest(std::move(*digest), std::move(at), says);
  if (auto* const note = std::get_if<cli::note_options>(&what))
    co_return co_await note_act(std::move(*note), std::move(at), says);
  co_return co_await remove_ritual(std::move(std::get<cli::rituals_options>(what)), std::move(at), says);
}

cli::exit_code refuse(error const& why, operation_output& says) {
  says.err("huzzah: " + cli::printable(why.detail) + "\n");
  return cli::code_of(why);
}

}  // namespace huzzah::bot::commands
