// What arrives over the live stream, and what is read again after a gap in it.
import { get_sandbox } from "./api.js";
import { ask_clock, set_clock } from "./clock.js";
import { say } from "./dialog.js";
import { publish_home } from "./home.js";
import { open_view, update_view } from "./modal.js";
import { adopt, announce, name_of, state } from "./state.js";
import { apply_event, is_loaded, load_channel, load_thread } from "./store.js";
import { words_of } from "./text_view.js";

/** Takes a live event to where it belongs. */
export function on_event(event) {
  switch (event.type) {
    case "clock":
      return set_clock(event.now);
    case "app_connected":
      state.connections = event.connections;
      return announce("app");
    case "view_opened":
    case "view_pushed":
      return open_view(event.view);
    case "view_updated":
      return event.view?.type === "home" ? show_home(event.view) : update_view(event.view);
    case "home_published":
      return show_home(event.view);
    case "channel_created":
    case "im_created":
    case "member_joined_channel":
    case "member_left_channel":
    case "channel_archive":
    case "channel_unarchive":
      return learn_channel(event);
    case "user_change":
      return learn_person(event.user);
    default:
      if (event.subtype === "channel_convert_to_private")
        learn_channel({ channel: { id: event.channel, is_private: true, members: members_of(event.channel) } });
      return hear(event);
  }
}

function show_home(view) {
  publish_home(view);
  announce("home");
}

function learn_channel({ channel, user }) {
  const id = channel?.id ?? channel;
  const held = state.channels.get(id) ?? { members: [] };
  const members = channel?.members ?? [...new Set([...(held.members ?? []), ...(user ? [user] : [])])];
  state.channels.set(id, { ...held, ...(channel?.id ? channel : {}), id, members });
  announce("channels");
}

const members_of = (channel) => state.channels.get(channel)?.members ?? [];

function learn_person(user) {
  if (!user?.id) return;
  state.people.set(user.id, { ...state.people.get(user.id), ...user });
  if (state.me?.id === user.id) state.me = state.people.get(user.id);
  announce("channels");
}

// A message in the conversation in view is read aloud by screen readers.
function hear(event) {
  const news = apply_event(event);
  if (!news || news.user === state.me.id || news.channel !== state.channel) return;
  say(`${news.ephemeral ? "Only for you: " : ""}${name_of(news.user)}: ${words_of(news.text)}`);
}

/** Called whenever the stream opens or closes; after a gap everything is read again. */
export async function on_live({ online, gap }) {
  state.online = online;
  announce("online");
  if (!online || !gap) return;
  // Whatever was said meanwhile was missed. A sandbox that was started anew has other tokens: begin again.
  try {
    const bootstrap = await get_sandbox("bootstrap");
    if (bootstrap.people.find((person) => person.id === state.me.id)?.token !== state.me.token)
      return location.reload();
    adopt(bootstrap);
    state.me = state.people.get(state.me.id);
    await ask_clock();
    for (const topic of ["channels", "app", "me"]) announce(topic);
    for (const id of [...state.channels.keys()].filter(is_loaded)) await load_channel(id);
    if (state.thread) await load_thread(state.channel, state.thread);
    if (state.tab === "home") announce("go", { channel: state.channel, tab: "home" });
  } catch {
    // The next reconnection tries again.
  }
}
