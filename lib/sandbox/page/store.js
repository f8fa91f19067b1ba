// The messages that the page holds: read from history, kept current by live events. Every change makes a new
// message object, so that the view can tell by identity what it has to draw again.
import { call } from "./api.js";
import { announce, mentions_me, now, state } from "./state.js";
import * as read_marks from "./read_marks.js";

const page_size = 60;
const stores = new Map();

function store(channel) {
  if (!stores.has(channel))
    stores.set(channel, { messages: new Map(), cursor: null, loaded: false, threads: new Set() });
  return stores.get(channel);
}

/** Forgets everything, for another pair of eyes. */
export function forget_messages() {
  stores.clear();
}

const by_time = (a, b) => (a.ts < b.ts ? -1 : 1);
const is_reply = (message) => message.thread_ts && message.thread_ts !== message.ts;

/** What a channel shows, oldest first: no replies, except those that were also sent to the channel. */
export function messages_of(channel) {
  return [...store(channel).messages.values()]
    .filter((message) => !is_reply(message) || message.subtype === "thread_broadcast")
    .sort(by_time);
}

/** A thread, parent first. */
export function thread_of(channel, parent_ts) {
  return [...store(channel).messages.values()]
    .filter((message) => message.ts === parent_ts || message.thread_ts === parent_ts)
    .sort(by_time);
}

export const find_message = (channel, ts) => store(channel).messages.get(ts);
export const has_older = (channel) => Boolean(store(channel).cursor);
export const is_loaded = (channel) => store(channel).loaded;

/** Reads the newest messages of a channel; what is there already is brought up to date. */
export async function load_channel(channel) {
  const { token } = state.me;
  const answer = await call(token, "conversations.history", { channel, limit: page_size });
  if (token !== state.me.token) return;
  const held = store(channel);
  // What history no longer has was deleted while nobody listened.
  const oldest = answer.messages.at(-1)?.ts ?? "";
  const fresh = new Set(answer.messages.map((message) => message.ts));
  for (const [ts, message] of held.messages) {
    if (ts >= oldest && !fresh.has(ts) && !is_reply(message) && !message.ephemeral) held.messages.delete(ts);
  }
  for (const message of answer.messages) {
    put(channel, { reply_users: held.messages.get(message.ts)?.reply_users, ...message });
  }
  if (!held.loaded) held.cursor = answer.response_metadata?.next_cursor || null;
  held.loaded = true;
  announce("messages", channel);
}

/** Reads the page of history before what is held. */
export async function load_older(channel) {
  const held = store(channel);
  if (!held.cursor) return;
  const cursor = held.cursor;
  const answer = await call(state.me.token, "conversations.history", { channel, limit: page_size, cursor });
  held.cursor = answer.response_metadata?.next_cursor || null;
  for (const message of answer.messages) put(channel, message);
  announce("messages", channel);
}

/** Reads a whole thread, page by page. */
export async function load_thread(channel, ts) {
  const held = store(channel);
  let cursor;
  do {
    const answer = await call(state.me.token, "conversations.replies", { channel, ts, limit: 200, cursor });
    for (const message of answer.messages) put(channel, message);
    cursor = answer.response_metadata?.next_cursor;
  } while (cursor);
  held.threads.add(ts);
  announce("messages", channel);
}

/** Reads the newest threads whose repliers history has not named, for their faces. */
export async function load_repliers(channel) {
  const nameless = messages_of(channel).filter((message) => message.reply_count && !message.reply_users);
  for (const { ts } of nameless.slice(-8)) {
    if (!store(channel).threads.has(ts)) await load_thread(channel, ts);
  }
}

/** Puts a message that this page itself just sent, without waiting for its event. */
export function accept(channel, message) {
  if (!message?.ts) return;
  arrive(channel, message);
  announce("messages", channel);
}

/** Takes a message out again; for ephemeral ones that were dismissed. */
export function drop(channel, ts) {
  store(channel).messages.delete(ts);
  announce("messages", channel);
}

// What says nothing new leaves the held object alone, and so what is on the screen.
function put(channel, message) {
  const { messages } = store(channel);
  const { event_ts, channel_type, ...kept } = message;
  const fresh = { ...kept, channel };
  if (!same(messages.get(message.ts), fresh)) messages.set(message.ts, fresh);
}

function same(a, b) {
  return (
    Boolean(a) &&
    Object.keys({ ...a, ...b }).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]))
  );
}

// A newer form of a message: what it no longer has is gone, except for the counts that are not repeated
// everywhere.
function merge(held, message) {
  if (!held || message.subtype === "tombstone") {
    const { reply_count, reply_users, latest_reply } = held ?? {};
    return { reply_count, reply_users, latest_reply, ...message };
  }
  const { reply_count, reply_users, latest_reply, reactions, thread_ts } = held;
  return { reply_count, reply_users, latest_reply, reactions, thread_ts, ...message };
}

// A new message, whether said by the event or by the answer to our own call; the second time changes nothing.
function arrive(channel, message) {
  const { messages } = store(channel);
  const known = messages.has(message.ts);
  put(channel, merge(messages.get(message.ts), message));
  if (known) return false;
  const parent = is_reply(message) && messages.get(message.thread_ts);
  if (parent && !(parent.latest_reply >= message.ts)) {
    const reply_users = [...new Set([...(parent.reply_users ?? []), message.user])].filter(Boolean);
    const reply_count = (parent.reply_count ?? 0) + 1;
    messages.set(parent.ts, {
      ...parent,
      reply_count,
      reply_users,
      latest_reply: message.ts,
      thread_ts: parent.ts,
    });
  }
  return true;
}

/** Applies a live event; returns the message that is new to the reader, if there is one. */
export function apply_event(event) {
  const channel = event.channel?.id ?? event.channel ?? event.item?.channel;
  if (typeof channel !== "string") return null;
  const { messages } = store(channel);
  let news = null;
  if (event.type === "ephemeral" || event.type === "ephemeral_replaced")
    news = take_ephemeral(channel, event);
  else if (event.type === "ephemeral_deleted") remove_ephemeral(channel, event);
  else if (event.type.startsWith("reaction_")) react(messages, event);
  else if (event.subtype === "message_changed") change(messages, channel, event.message);
  else if (event.subtype === "message_deleted") remove(messages, channel, event);
  else if (event.type === "message" && arrive(channel, event)) news = find_message(channel, event.ts);
  announce("messages", channel);
  return news;
}

function change(messages, channel, message) {
  const held = messages.get(message.ts);
  // Counts of replies and reactions stay when the event does not repeat them. What is not held is older than
  // the page has read; history will bring it in its new form.
  if (held) put(channel, merge(held, message));
}

function remove(messages, channel, event) {
  const gone = messages.get(event.deleted_ts) ?? event.previous_message;
  messages.delete(event.deleted_ts);
  // The count on the parent may or may not have been corrected yet: ask rather than guess.
  if (gone && is_reply(gone)) refresh_parent(channel, gone.thread_ts);
}

async function refresh_parent(channel, ts) {
  const held = find_message(channel, ts);
  if (!held) return;
  const answer = await call(state.me.token, "conversations.replies", { channel, ts, limit: 1 }).catch(
    () => null,
  );
  const parent = answer?.messages?.find((message) => message.ts === ts);
  if (!parent) return;
  const none = { reply_count: 0, reply_users: [], latest_reply: undefined };
  put(channel, { ...held, ...none, ...parent });
  announce("messages", channel);
}

function react(messages, event) {
  const message = messages.get(event.item?.ts);
  if (!message) return;
  const reactions = (message.reactions ?? []).map((one) => ({ ...one, users: [...one.users] }));
  let entry = reactions.find((one) => one.name === event.reaction);
  if (!entry && event.type === "reaction_added")
    reactions.push((entry = { name: event.reaction, users: [], count: 0 }));
  if (!entry) return;
  entry.users = entry.users.filter((user) => user !== event.user);
  if (event.type === "reaction_added") entry.users.push(event.user);
  entry.count = entry.users.length;
  messages.set(message.ts, { ...message, reactions: reactions.filter((one) => one.count > 0) });
}

const ephemeral_id = (event) =>
  event.ephemeral_id ?? event.message?.ephemeral_id ?? event.message?.ts ?? event.ts;

function held_ephemeral(channel, id) {
  return [...store(channel).messages.values()].find(
    (message) => message.ephemeral && message.ephemeral_id === id,
  );
}

function take_ephemeral(channel, event) {
  const id = ephemeral_id(event);
  const held = held_ephemeral(channel, id);
  const ts = held?.ts ?? event.message.ts ?? now().toFixed(6);
  put(channel, { ...event.message, ts, ephemeral: true, ephemeral_id: id });
  return held ? null : find_message(channel, ts);
}

function remove_ephemeral(channel, event) {
  const held = held_ephemeral(channel, ephemeral_id(event));
  if (held) store(channel).messages.delete(held.ts);
}

/** {count, urgent}: messages after my read mark, and whether one of them calls for me. */
export function unread(channel) {
  if (!state.me) return { count: 0, urgent: false };
  const mark = read_marks.get(state.me.id, channel.id);
  const fresh = messages_of(channel.id).filter(
    (message) => Number(message.ts) > mark && message.user !== state.me.id && !message.ephemeral,
  );
  return {
    count: fresh.length,
    urgent: fresh.length > 0 && (channel.is_im || fresh.some(({ text }) => mentions_me(text))),
  };
}
