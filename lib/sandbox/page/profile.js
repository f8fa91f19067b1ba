// A card about a person, opened from their name: where they are, what time it is there, and a way to write.
import { call } from "./api.js";
import { avatar } from "./avatar.js";
import { report } from "./dialog.js";
import { h } from "./dom.js";
import { close_popover, open_popover } from "./popover.js";
import { announce, is_app, name_of, now, on, state } from "./state.js";
import { offered, status_of } from "./status.js";
import { emoji_element } from "./text_view.js";
import { clock_time } from "./time.js";

async function set_status(profile) {
  close_popover();
  await call(state.me.token, "users.profile.set", { profile }).catch(report);
}

/** Somebody's status in one line, or null. */
export function status_line(person) {
  const status = status_of(person, now());
  return (
    status &&
    h("div.profile-status", { testid: "status" }, status.emoji && emoji_element(status.emoji), status.text)
  );
}

// One's own status can be set here: the app may leave alone who is away.
function status_buttons() {
  const button = (label, profile) =>
    h("button.button.small", { type: "button", on: { click: () => set_status(profile) } }, label);
  const status = status_of(state.me, now());
  return h(
    "div.profile-actions",
    {},
    status
      ? button("Clear status", { status_text: "", status_emoji: "" })
      : offered.map((one) => button(one.status_text, { ...one, status_expiration: 0 })),
  );
}

on("person", ({ id, anchor }) => {
  const person = state.people.get(id);
  const app = is_app(id);
  if (!person && !app) return;
  const write = () => {
    close_popover();
    announce("talk_to", id);
  };
  const facts = app
    ? "The app that is installed here"
    : person.deleted
      ? "Deactivated"
      : person.is_bot
        ? "Another app"
        : `${clock_time(now(), person.tz)} local time · ${person.tz.replaceAll("_", " ")}`;
  const groups = [...state.groups.values()]
    .filter((group) => group.users?.includes(id))
    .map((group) => `@${group.handle}`);
  const reachable = id !== state.me.id && (app || person.token);
  open_popover(
    anchor,
    h(
      "div.profile",
      { testid: "profile" },
      avatar(id, "large"),
      h("div.profile-name", {}, name_of(id), (app || person?.is_bot) && h("span.badge", {}, "App")),
      status_line(person),
      h("div.profile-fact", {}, facts),
      groups.length > 0 && h("div.profile-fact", {}, groups.join(" · ")),
      id === state.me.id && status_buttons(),
      reachable &&
        h("button.button.small", { type: "button", on: { click: write } }, `Message ${name_of(id)}`),
    ),
    { label: name_of(id) },
  );
});
