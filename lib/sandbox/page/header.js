// The line above the messages: where one is, the app's tabs, the clock, the theme.
import { call } from "./api.js";
import { avatar } from "./avatar.js";
import { clock_button } from "./clock.js";
import { report } from "./dialog.js";
import { fill, h, icon, icon_button } from "./dom.js";
import {
  announce,
  channel_title,
  is_app,
  is_mine,
  members,
  name_of,
  on,
  partner,
  state,
  zone,
  now,
} from "./state.js";
import { unread } from "./store.js";
import { theme_toggle } from "./theme.js";
import { clock_time } from "./time.js";

/** The header of the main pane; `menu()` shows the sidebar on a narrow screen. */
export function main_header({ menu }) {
  const title = h("div.pane-title", { testid: "channel-title" });
  const tabs = h("div.tabs", { role: "tablist", aria: { label: "App" } });
  const node = h(
    "header.pane-head.main-head",
    {},
    icon_button("menu", "Conversations", { class: "menu-button", testid: "menu", on: { click: menu } }),
    title,
    tabs,
    h("div.head-tools", {}, clock_button(), theme_toggle()),
  );

  const tab = (id, words) =>
    h(
      "button.tab",
      {
        type: "button",
        role: "tab",
        testid: `tab-${id}`,
        aria: { selected: String(state.tab === id) },
        on: { click: () => announce("go", { channel: state.channel, tab: id }) },
      },
      words,
    );

  const draw = () => {
    const channel = state.channels.get(state.channel);
    if (!channel) return;
    const other = partner(channel);
    const with_app = is_app(other);
    const topic = channel.topic?.value ?? channel.topic;
    fill(
      title,
      channel.is_im
        ? [
            h("h1", {}, avatar(other, "tiny"), name_of(other), with_app && h("span.badge", {}, "App")),
            !with_app && h("span.pane-note", {}, there(other)),
          ]
        : [
            h(
              "h1",
              {},
              icon(channel.is_private ? "lock" : "hash"),
              channel.name,
              channel.is_archived && h("span.badge", {}, "Archived"),
            ),
            topic && h("span.pane-note", {}, topic),
          ],
    );
    if (!channel.is_im && members(channel).length) {
      title.append(
        h(
          "span.member-count",
          { tip: members(channel).map(name_of).join(", ") },
          icon("people"),
          String(members(channel).length),
        ),
      );
    }
    if (!channel.is_im && !members(channel).includes(state.app.bot_user_id)) title.append(invite(channel));
    fill(tabs, with_app && state.app.home_tab ? [tab("messages", "Messages"), tab("home", "Home")] : []);
    draw_title();
  };
  for (const topic of ["view", "me", "channels"]) on(topic, draw);
  for (const topic of ["messages", "read"]) on(topic, draw_title);
  return node;
}

// The window's title counts what waits for me elsewhere in the workspace.
function draw_title() {
  const channel = state.channels.get(state.channel);
  if (!channel) return;
  const others = [...state.channels.values()].filter((one) => one !== channel && is_mine(one)).map(unread);
  const waiting = others.reduce((sum, { count, urgent }) => sum + (urgent ? count : 0), 0);
  const place = `${channel.is_im ? "" : "#"}${channel_title(channel)} · ${state.team.name}`;
  document.title = waiting ? `(${waiting}) ${place}` : place;
}

/** Brings the app into a channel. */
export async function invite_app(channel) {
  try {
    await call(state.me.token, "conversations.invite", { channel: channel.id, users: state.app.bot_user_id });
  } catch (error) {
    report(error);
  }
}

// Where the app is no member, it hears nothing: better said than wondered about.
function invite(channel) {
  return h(
    "button.button.small.invite",
    {
      type: "button",
      testid: "invite-app",
      tip: `${state.app.name} is not in this channel, and hears nothing here`,
      on: { click: () => invite_app(channel) },
    },
    `Add ${state.app.name}`,
  );
}

function there(user) {
  const person = state.people.get(user);
  if (!person?.tz || person.tz === zone()) return "";
  return `${clock_time(now(), person.tz)} there`;
}
