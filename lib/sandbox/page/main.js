// Puts the page together and moves through it: who one is, and which conversation is in view.
import { call, get_sandbox } from "./api.js";
import { on_event, on_live } from "./arrivals.js";
import { conversation, send } from "./conversation.js";
import { report } from "./dialog.js";
import { h } from "./dom.js";
import { main_header } from "./header.js";
import { home_tab } from "./home.js";
import { first_identity, remember_identity } from "./identity.js";
import { open_live } from "./live.js";
import { clear_views } from "./modal.js";
import { close_popover } from "./popover.js";
import { sidebar } from "./sidebar.js";
import { adopt, announce, direct_with, is_app, is_mine, on, partner, state } from "./state.js";
import { find_message, forget_messages, is_loaded, load_channel, load_thread } from "./store.js";
import { message_target } from "./text_view.js";
import { thread_pane } from "./thread.js";
import "./profile.js";

let live = null;
const talk = conversation();
const thread = thread_pane({ send });
const home = home_tab();
const side = sidebar();
const scrim = h("div.scrim", { on: { click: () => show_sidebar(false) } });
const header = main_header({ menu: () => show_sidebar(true) });
const page = h(
  "div.page",
  { testid: "page" },
  h(
    "a.skip",
    {
      href: "#composer",
      on: {
        click: (event) => {
          event.preventDefault();
          talk.focus();
        },
      },
    },
    "Skip to the message field",
  ),
  side,
  scrim,
  h(
    "main.main",
    {},
    header,
    h(
      "div.panes",
      {},
      h("section.pane", { aria: { label: "Conversation" } }, talk.node, home.node),
      thread.node,
    ),
  ),
);

function show_sidebar(open) {
  page.classList.toggle("sidebar-open", open);
  if (open) side.querySelector(".current, .side-row")?.focus();
}

/** Becomes a person: everything that was read with other eyes is forgotten. */
async function become(person) {
  live?.close();
  clear_views();
  forget_messages();
  state.me = person;
  state.thread = null;
  remember_identity(person.id);
  announce("me");
  const channel = state.channels.get(state.channel);
  go({
    channel:
      channel && is_mine(channel) && (!channel.is_im || channel.members.includes(person.id))
        ? channel.id
        : same_place(channel),
  });
  live = open_live(person.token, { on_event, on_state: on_live });
  // The other channels are read for their unread marks; slowly, so that the one in view comes first.
  for (const other of [...state.channels.values()].filter(is_mine)) {
    if (state.me.id !== person.id) return;
    if (!is_loaded(other.id)) await load_channel(other.id).catch(() => {});
  }
}

// Somebody else's conversation with the app becomes one's own.
function same_place(channel) {
  if (channel?.is_im && channel.members.includes(state.app.bot_user_id)) {
    const own = direct_with(state.app.bot_user_id);
    if (own) return own.id;
  }
  const mine = [...state.channels.values()].filter((one) => !one.is_im && is_mine(one));
  return (mine.find((one) => one.name === "general") ?? mine[0]).id;
}

/** Goes somewhere: {channel, thread, ts, tab, focus}. What is left out is closed or stays. */
async function go({ channel, thread: parent = null, ts, tab = "messages", focus = false }) {
  if (!state.channels.has(channel)) return;
  const moved = channel !== state.channel;
  const other_tab = tab !== state.tab;
  const closed_thread = state.thread;
  Object.assign(state, { channel, thread: parent, tab });
  const place = `#${channel}${parent ? `/${parent}` : ""}${tab === "home" ? "/home" : ""}`;
  if (location.hash !== place)
    history[moved && location.hash ? "pushState" : "replaceState"](null, "", place);
  close_popover();
  page.classList.remove("sidebar-open");
  page.classList.toggle("thread-open", Boolean(parent));
  home.node.hidden = tab !== "home";
  announce("view");
  if (tab === "home" || ((moved || other_tab) && is_app(partner(state.channels.get(channel))))) home.opened(tab);
  if (ts) await show_message(channel, ts, parent);
  else if (parent && parent !== closed_thread) thread.focus();
  else if (closed_thread && !parent && !moved)
    document
      .querySelector(`.message-list .message[data-ts="${closed_thread}"]`)
      ?.focus({ preventScroll: true });
  else if ((moved || focus) && matchMedia("(hover: hover)").matches) talk.focus();
}

async function show_message(channel, ts, parent) {
  if (!is_loaded(channel)) await load_channel(channel).catch(report);
  const message = find_message(channel, ts);
  const root = parent ?? (message?.thread_ts !== ts ? message?.thread_ts : null);
  if (root) {
    if (state.thread !== root) go({ channel, thread: root });
    await load_thread(channel, root).catch(report);
    thread.show_message(ts);
  } else {
    talk.show_message(ts);
  }
}

/** Opens the direct conversation with somebody, making it where there is none yet. */
async function talk_to(user) {
  try {
    let channel = direct_with(user);
    if (!channel) {
      const answer = await call(state.me.token, "conversations.open", { users: user, return_im: true });
      channel = {
        is_im: true,
        user,
        members: [state.me.id, user],
        ...state.channels.get(answer.channel.id),
        ...answer.channel,
      };
      channel.members ??= [state.me.id, user];
      state.channels.set(channel.id, channel);
      announce("channels");
    }
    go({ channel: channel.id, focus: true });
  } catch (error) {
    report(error);
  }
}

on("go", go);
on("talk_to", talk_to);
on("become", (id) => become(state.people.get(id)));

function follow_address() {
  const [channel, second] = location.hash.slice(1).split("/");
  const known = state.channels.get(channel);
  if (!known || (known.is_im && !known.members.includes(state.me.id))) return false;
  const parent = /^\d+\.\d+$/.test(second ?? "") ? second : null;
  go({ channel, thread: parent, tab: second === "home" && state.app.home_tab && is_app(partner(known)) ? "home" : "messages" });
  return true;
}
addEventListener("popstate", follow_address);

// Alt and the arrows go through the conversations; Escape leads back to the composer.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const rows = [...side.querySelectorAll(".side-row")];
    const at = rows.findIndex((row) => row.classList.contains("current"));
    rows[at + (event.key === "ArrowDown" ? 1 : -1)]?.click();
    event.preventDefault();
  } else if (event.key === "Escape") {
    if (page.classList.contains("sidebar-open")) show_sidebar(false);
    else if (state.thread) go({ channel: state.channel });
    else talk.focus();
  }
});

async function start() {
  try {
    adopt(await get_sandbox("bootstrap"));
    state.me = first_identity();
    if (!state.me) throw new Error("This workspace has no people to act as.");
    document.getElementById("app").replaceWith(page);
    // A permalink leads here with its own path; a reload comes with the place behind "#".
    const target = message_target(location.href);
    const { hash } = location;
    const ready = become(state.me);
    if (target && state.channels.has(target.channel)) {
      history.replaceState(null, "", "/");
      go(target);
    } else if (hash) {
      history.replaceState(null, "", hash);
      follow_address();
    }
    await ready;
  } catch (error) {
    document.getElementById("app").textContent = error.message;
  }
}

start();
