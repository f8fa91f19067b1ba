// What the page knows of the workspace, in one place, and a way to hear of changes. Messages have a store of
// their own (store.js); everything here is small and read by every part of the page.
import { display_name } from "./encode.js";

export const state = {
  team: null,
  app: null,
  me: null,
  people: new Map(),
  groups: new Map(),
  channels: new Map(),
  /** Seconds that the workspace's clock is ahead of this machine's. */
  clock_offset: 0,
  /** Socket Mode connections of the app; null until the server has said. */
  connections: null,
  online: false,
  /** The channel in view and the tab of the app's conversation ("messages" or "home"). */
  channel: null,
  tab: "messages",
  /** The ts of the parent of the thread in view, or null. */
  thread: null,
};

const listeners = new Map();

/** Calls `listener(detail)` whenever `topic` is announced. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
}

/** Tells everybody who listens to `topic`. */
export function announce(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** The workspace's time in unix seconds. */
export const now = () => Date.now() / 1000 + state.clock_offset;

/** The viewer's time zone. */
export const zone = () => state.me?.tz ?? "UTC";

/** Takes a fresh bootstrap answer. */
export function adopt(bootstrap) {
  state.team = bootstrap.team;
  state.app = bootstrap.app;
  state.people = new Map(bootstrap.people.map((person) => [person.id, person]));
  state.groups = new Map(bootstrap.usergroups.map((group) => [group.id, group]));
  for (const channel of bootstrap.channels) state.channels.set(channel.id, channel);
  state.clock_offset = bootstrap.now - Date.now() / 1000;
  if (bootstrap.connections !== undefined) state.connections = bootstrap.connections;
}

/** People whom one can act as. */
export const actors = () => [...state.people.values()].filter((person) => person.token);

/** True for the installed app's own user. */
export const is_app = (id) => id === state.app?.bot_user_id;

/** The short name of a user id, as in mentions. */
export function short_name(id) {
  const person = state.people.get(id);
  return person ? display_name(person) : name_of(id);
}

/** The full name to show for a user id; ids that nobody knows are shown as they are. */
export function name_of(id) {
  const person = state.people.get(id);
  if (person) return person.real_name || person.name;
  if (is_app(id)) return state.app.name;
  return id === "USLACKBOT" ? "Slackbot" : id;
}

/** What encode() and decode() need to know. */
export function directory() {
  const people = [...state.people.values()];
  if (state.app && !state.people.has(state.app.bot_user_id)) {
    people.push({
      id: state.app.bot_user_id,
      name: state.app.name.toLowerCase(),
      real_name: state.app.name,
      is_bot: true,
    });
  }
  return { people, groups: [...state.groups.values()], channels: [...state.channels.values()] };
}

/** Members of a channel, as ids. */
export const members = (channel) => channel?.members ?? [];

/** The other side of a direct channel, as a user id. */
export function partner(channel) {
  if (!channel?.is_im) return null;
  return members(channel).find((id) => id !== state.me?.id) ?? channel.user ?? null;
}

/** The name of a channel as people say it. */
export const channel_title = (channel) => (channel.is_im ? name_of(partner(channel)) : channel.name);

/** My direct channel with somebody, if it is open. */
export function direct_with(user) {
  return [...state.channels.values()].find(
    (channel) => channel.is_im && members(channel).includes(state.me.id) && partner(channel) === user,
  );
}

/** True when a channel should be in my sidebar. */
export const is_mine = (channel) =>
  channel.is_im || channel.is_private ? members(channel).includes(state.me?.id) : true;

/** True when somebody's message speaks to me: by name, by a group of mine, or to everyone here. */
export function mentions_me(text) {
  if (!text || !state.me) return false;
  if (text.includes(`<@${state.me.id}`) || /<!(?:here|channel|everyone)\b/.test(text)) return true;
  return [...text.matchAll(/<!subteam\^(\w+)/g)].some(([, id]) =>
    state.groups.get(id)?.users?.includes(state.me.id),
  );
}
