#include "sandbox/workspace/workspace.hpp"

#include "sandbox/workspace/world.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

namespace {

app_identity identify(app_manifest const& manifest, id_source& ids) {
  app_identity app;
  app.app_id = "A0HUZZAH01";
  app.bot_id = "B0HUZZAH01";
  app.bot_user = "U0HUZZAH01";
  app.name = manifest.name;
  app.verification_token = ids.alphanumeric(24);
  return app;
}

}  // namespace

workspace::workspace(base::clock& time, app_manifest installed, std::uint64_t seed, bool with_rate_limits)
    : clock(time),
      ids(seed),
      manifest(std::move(installed)),
      app(identify(manifest, ids)),
      tokens(ids, app.app_id, app.bot_user),
      state(time, ids),
      triggers(time, ids),
      responses(time, ids),
      views(state, app, ids),
      files(ids),
      limits(time),
      rate_limits(with_rate_limits),
      show([](std::string const&, nlohmann::json const&) {}) {
  furnish(state, app, manifest.bot_name);
  for (auto const& who : state.people())
    if (!who.is_bot && !who.deleted && who.id != "USLACKBOT") tokens.token_of(who.id);
}

stamp workspace::whisper(std::string const& channel, std::string const& reader, message draft) {
  draft.at = state.next_stamp();
  auto shown = message_json(state, app, draft);
  shown["is_ephemeral"] = true;
  shown["ephemeral_id"] = to_ts(draft.at);
  private_message kept;
  kept.channel = channel;
  kept.reader = reader;
  kept.content = std::move(draft);
  auto const at = kept.content.at;
  privates.keep(std::move(kept));
  show(reader, {{"type", "ephemeral"}, {"channel", channel}, {"message", std::move(shown)}});
  return at;
}

}  // namespace huzzah::sandbox
