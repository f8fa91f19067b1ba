// The left column: the workspace, the app's state, channels, conversations, and who one is.
import { avatar } from "./avatar.js";
import { fill, h, icon, reconcile } from "./dom.js";
import { identity_switch } from "./identity.js";
import { announce, channel_title, direct_with, is_app, is_mine, name_of, on, state } from "./state.js";
import { unread } from "./store.js";

// A mark of its own: a speech bubble that bursts into rays, in the accent's colours.
function brand() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("class", "brand");
  svg.setAttribute("aria-hidden", "true");
  const add = (d, name) => {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    path.setAttribute("class", name);
    svg.append(path);
  };
  add("M8 3h16a5 5 0 0 1 5 5v11a5 5 0 0 1-5 5h-8l-6 5.5V24H8a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5z", "brand-bubble");
  add("M16 7.5l1.7 4 4.3.4-3.3 2.8 1 4.2-3.7-2.3-3.7 2.3 1-4.2L10 11.9l4.3-.4z", "brand-star");
  return svg;
}

/** Whether the app holds a connection, in a dot and two words. */
function app_status() {
  const words = h("span");
  const node = h("div.app-status", { testid: "app-status", role: "status" }, h("span.dot"), words);
  const draw = () => {
    const connected = state.connections > 0;
    const kind = !state.online
      ? "offline"
      : state.connections === null
        ? "unknown"
        : connected
          ? "connected"
          : "absent";
    node.dataset.state = kind;
    const app = state.app?.name ?? "The app";
    words.textContent = {
      offline: "Reconnecting…",
      unknown: `${app} …`,
      connected: `${app} is connected`,
      absent: `${app} is not connected`,
    }[kind];
    node.dataset.tip =
      {
        offline: "The sandbox does not answer just now",
        connected: `${state.connections} Socket Mode connection${state.connections === 1 ? "" : "s"}`,
        absent: "Start the bot, and it will appear here",
      }[kind] ?? "";
  };
  on("app", draw);
  on("online", draw);
  draw();
  return node;
}

function row(channel, { testid, face, note, open }) {
  const { count, urgent } = channel ? unread(channel) : { count: 0, urgent: false };
  const current = channel && channel.id === state.channel;
  const classes = [current && "current", count > 0 && !current && "unread"].filter(Boolean).join(" ");
  const title = channel ? channel_title(channel) : note;
  const label = count && !current ? `${title}, ${count} unread` : title;
  return h(
    "button.side-row",
    {
      type: "button",
      class: classes,
      testid,
      aria: { current: current ? "page" : null, label },
      on: { click: open },
    },
    face,
    h("span.side-name", {}, title),
    count > 0 &&
      !current &&
      (urgent ? h("span.count", {}, String(Math.min(count, 99))) : h("span.unread-dot")),
  );
}

function channel_row(channel) {
  return row(channel, {
    testid: `channel-${channel.name}`,
    face: icon(channel.is_private ? "lock" : "hash"),
    open: () => announce("go", { channel: channel.id }),
  });
}

function person_row(user, testid) {
  return row(direct_with(user), {
    testid,
    face: avatar(user, "tiny"),
    note: name_of(user),
    open: () => announce("talk_to", user),
  });
}

const by_name = (a, b) => (a.name ?? "").localeCompare(b.name ?? "");

function app_user() {
  return state.app?.bot_user_id;
}

// The people one may write to, and any other bot that has written.
function conversation_partners() {
  return [...state.people.values()]
    .filter(
      (person) =>
        person.id !== state.me.id && !person.deleted && !is_app(person.id) && person.id !== "USLACKBOT",
    )
    .filter((person) => person.token || direct_with(person.id));
}

/** The sidebar; `close()` is called when, on a narrow screen, it should slide away. */
export function sidebar() {
  const lists = h("nav.side-lists", { aria: { label: "Conversations" } });
  const node = h(
    "aside.sidebar",
    { id: "sidebar", aria: { label: "Workspace" } },
    h("div.side-head", {}, brand(), h("div.side-team", {}, h("span.team-name"), app_status())),
    lists,
    identity_switch(),
  );

  const part = (key, title, rows) => [h("h2.side-title", { data: { key } }, title), ...rows];
  const draw = () => {
    if (!state.me) return;
    fill(node.querySelector(".team-name"), state.team.name);
    const focused = lists.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    const channels = [...state.channels.values()]
      .filter((channel) => !channel.is_im && is_mine(channel))
      .sort(by_name);
    reconcile(lists, [
      ...part("channels", "Channels", channels.map(channel_row)),
      ...part("app", "App", [person_row(app_user(), "dm-app")]),
      ...part(
        "people",
        "People",
        conversation_partners().map((person) => person_row(person.id, `dm-${person.id}`)),
      ),
    ]);
    if (focused) lists.querySelector(`[data-testid="${focused}"]`)?.focus();
  };

  lists.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = [...lists.querySelectorAll("button")];
    rows[rows.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  });

  // Several events in a row make one drawing.
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      draw();
    });
  };
  for (const topic of ["me", "channels", "messages", "view", "read"]) on(topic, later);
  return node;
}
