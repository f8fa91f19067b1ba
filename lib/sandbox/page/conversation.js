// The middle of the page: the messages of the channel in view, the composer, and what is sent with it.
import { call, post_sandbox } from "./api.js";
import { avatar } from "./avatar.js";
import { create_composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { report } from "./dialog.js";
import { encode } from "./encode.js";
import { first_hint } from "./hint.js";
import { message_list } from "./messages.js";
import * as read_marks from "./read_marks.js";
import { announce, channel_title, directory, is_app, name_of, on, partner, state } from "./state.js";
import {
  accept,
  has_older,
  is_loaded,
  load_channel,
  load_older,
  load_repliers,
  messages_of,
} from "./store.js";

/** Sends what was typed: a command when it is one, else a message. The text comes as the person wrote it. */
export async function send(text, thread_ts) {
  const channel = state.channel;
  try {
    const command = /^\/([\w-]+)(?:\s+([\s\S]*))?$/.exec(text);
    if (command && thread_ts)
      throw new Error(`/${command[1]} does not work in threads: type it in the channel.`);
    if (command) return await send_command(channel, `/${command[1]}`, command[2] ?? "");
    const encoded = encode(text, directory());
    const answer = await call(state.me.token, "chat.postMessage", { channel, thread_ts, text: encoded });
    accept(channel, { type: "message", user: state.me.id, ts: answer.ts, ...answer.message });
    announce("sent", { channel, ts: answer.ts, text: encoded });
  } catch (error) {
    report(error);
    throw error;
  }
}

// Mentions go encoded; where the app's manifest does not ask for that, the sandbox turns them back into names.
async function send_command(channel, command, text) {
  await post_sandbox("command", { token: state.me.token, channel, command, text: encode(text, directory()) });
}

/** The conversation in view. Returns {node, focus, show_message}. */
export function conversation() {
  const list = message_list({
    testid: "message-list",
    label: "Messages",
    older: () => (has_older(state.channel) ? load_older(state.channel).catch(report) : undefined),
  });
  const drafts = new Map();
  const composer = create_composer({
    testid: "composer",
    label: "Message",
    with_commands: true,
    send: (text) => send(text),
    edit_last,
  });
  const hint = first_hint({
    write: (text) => {
      composer.set_text(`${text} `.trimEnd());
      composer.focus();
    },
  });
  const node = h("div.conversation", {}, list.node, hint, composer.node);
  let shown = null;
  // The first message that was unread when one came here, or while nobody looked; null when all was read.
  let first_new = null;

  function edit_last() {
    const last = messages_of(state.channel).findLast(
      (message) => message.user === state.me.id && !message.ephemeral && !message.subtype,
    );
    if (last) announce("edit", { message: last, in_thread: false });
  }

  const draw = () => {
    const channel = state.channels.get(state.channel);
    if (!channel || !state.me) return;
    const lead = is_loaded(channel.id) && !has_older(channel.id) ? beginning(channel) : null;
    list.show(messages_of(channel.id), { key: `${state.me.id}/${channel.id}`, first_new, lead });
  };

  const find_first_new = () => {
    const mark = read_marks.get(state.me.id, state.channel);
    const fresh = messages_of(state.channel).filter(
      (message) => Number(message.ts) > mark && !message.ephemeral,
    );
    first_new = fresh.find((message) => message.user !== state.me.id)?.ts ?? null;
  };

  /** What is on the screen counts as read, unless nobody looks at the window. */
  const read = () => {
    if (document.hidden || state.tab !== "messages") return;
    const newest = messages_of(state.channel).findLast((message) => !message.ephemeral);
    if (newest && read_marks.set(state.me.id, state.channel, Number(newest.ts))) announce("read");
  };

  on("view", async () => {
    const channel = state.channels.get(state.channel);
    const key = `${state.me.id}/${channel.id}`;
    node.hidden = state.tab === "home";
    if (key === shown) return read();
    if (shown) drafts.set(shown, composer.field.value);
    shown = key;
    find_first_new();
    composer.set_text(drafts.get(key) ?? "");
    composer.set_placeholder(`Message ${channel.is_im ? channel_title(channel) : `#${channel.name}`}`);
    draw();
    try {
      if (!is_loaded(channel.id)) {
        await load_channel(channel.id);
        if (key !== `${state.me.id}/${state.channel}`) return;
        find_first_new();
        draw();
      }
    } catch (error) {
      report(error);
    }
    read();
    load_repliers(channel.id).catch(() => {});
  });
  on("messages", (channel) => {
    if (channel !== state.channel) return;
    if (document.hidden && !first_new) find_first_new();
    draw();
    read();
  });
  on("me", () => drafts.clear());
  on("clock", draw);
  document.addEventListener("visibilitychange", () => {
    if (state.channel) read();
  });
  return { node, focus: composer.focus, show_message: list.scroll_to };
}

// The very beginning of a conversation says what the place is for.
function beginning(channel) {
  if (channel.is_im) {
    const other = partner(channel);
    const words = is_app(other)
      ? "Messages here are between you and the app."
      : `This is the beginning of your messages with ${name_of(other)}.`;
    return h("div.beginning", {}, avatar(other, "large"), h("h2", {}, name_of(other)), h("p", {}, words));
  }
  const purpose = channel.purpose?.value ?? channel.purpose;
  return h(
    "div.beginning",
    {},
    h("span.beginning-icon", {}, icon("hash")),
    h("h2", {}, `#${channel.name}`),
    h("p", {}, purpose || `This is the very beginning of #${channel.name}.`),
  );
}
