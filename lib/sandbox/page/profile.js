// A card about a person, opened from their name: where they are, what time it is there, and a way to write.
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { close_popover, open_popover } from "./popover.js";
import { announce, is_app, name_of, now, on, state } from "./state.js";
import { clock_time } from "./time.js";

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
      h("div.profile-fact", {}, facts),
      groups.length > 0 && h("div.profile-fact", {}, groups.join(" · ")),
      reachable &&
        h("button.button.small", { type: "button", on: { click: write } }, `Message ${name_of(id)}`),
    ),
    { label: name_of(id) },
  );
});
