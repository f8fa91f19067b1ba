// One message as an element: face, name, time, words or blocks, reactions, the way into its thread.
import { avatar } from "./avatar.js";
import { render_blocks } from "./blocks.js";
import { h, icon, icon_button } from "./dom.js";
import { create_editor } from "./composer.js";
import { decode } from "./encode.js";
import { file_names, shared_files } from "./files.js";
import { emoji_element, render_text, words_of } from "./text_view.js";
import * as actions from "./message_actions.js";
import { open_shortcuts, shortcuts } from "./shortcuts.js";
import { announce, directory, is_app, mentions_me, name_of, now, state, zone } from "./state.js";
import { ago, clock_time, full_time } from "./time.js";

const author = (message) => message.user ?? message.bot_id ?? "";
const is_bot = (message) =>
  Boolean(message.bot_id) || is_app(message.user) || state.people.get(message.user)?.is_bot;
const notices = new Set([
  "channel_join",
  "channel_leave",
  "channel_topic",
  "channel_purpose",
  "channel_name",
  "channel_convert_to_private",
  "group_join",
  "me_message",
]);

/**
 * The element of a message. `look` is {grouped: follows its author's previous one, editing, in_thread}.
 */
export function message_element(message, look) {
  const mine = message.user === state.me.id;
  const classes = [
    look.grouped && "grouped",
    message.ephemeral && "private",
    !mine &&
      !message.ephemeral &&
      !state.channels.get(message.channel)?.is_im &&
      mentions_me(message.text) &&
      "for-me",
    look.editing && "editing",
  ]
    .filter(Boolean)
    .join(" ");
  const element = h("article.message", {
    class: classes,
    testid: message.ephemeral ? "ephemeral" : "message",
    tabindex: "-1",
    data: { ts: message.ts, user: author(message) },
    aria: { label: spoken(message) },
  });
  element.append(
    h(
      "div.message-gutter",
      {},
      look.grouped ? time_mark(message) : avatar(message.user ?? state.app?.bot_user_id),
    ),
  );
  element.append(
    h(
      "div.message-main",
      {},
      [
        message.ephemeral && private_note(message),
        !look.grouped && heading(message),
        look.editing ? editor(message) : body(message, look),
        shared_files(message),
        !look.editing && reactions(message),
        !look.in_thread && replies(message),
      ].filter(Boolean),
    ),
  );
  if (!look.editing && !message.ephemeral && message.subtype !== "tombstone")
    element.append(toolbar(message, look, mine));
  return element;
}

function spoken(message) {
  return `${name_of(author(message))}, ${clock_time(message.ts, zone())}: ${words_of(message.text)} ${file_names(message)}`;
}

function heading(message) {
  return h(
    "div.message-head",
    {},
    h(
      "button.author",
      {
        type: "button",
        on: { click: (event) => announce("person", { id: message.user, anchor: event.currentTarget }) },
      },
      name_of(author(message)) || "Somebody",
    ),
    is_bot(message) && h("span.badge", {}, "App"),
    time_mark(message),
  );
}

function time_mark(message) {
  return h(
    "time",
    { datetime: new Date(message.ts * 1000).toISOString(), tip: full_time(message.ts, zone()) },
    clock_time(message.ts, zone()),
  );
}

function private_note(message) {
  return h(
    "div.private-note",
    {},
    icon("eye"),
    "Only visible to you",
    h(
      "button.link",
      { type: "button", testid: "ephemeral-dismiss", on: { click: () => actions.dismiss(message) } },
      "Dismiss",
    ),
  );
}

function body(message, look) {
  if (message.subtype === "tombstone") return h("div.message-body.notice", {}, "This message was deleted.");
  const edited =
    message.edited &&
    h("span.edited", { tip: full_time(message.edited.ts ?? message.ts, zone()) }, " (edited)");
  const broadcast =
    message.subtype === "thread_broadcast" &&
    !look.in_thread &&
    h(
      "button.link.broadcast",
      { type: "button", on: { click: () => actions.open_thread(message) } },
      "replied to a thread",
    );
  if (message.blocks?.length && !only_echo(message)) {
    const blocks = render_blocks(message.blocks, {
      act: (...what) => actions.act_in_message(message, ...what),
    });
    return h("div.message-body", { testid: "message-text" }, broadcast, blocks, edited);
  }
  const notice = notices.has(message.subtype) ? ".notice" : "";
  return h(
    `div.message-body${notice}`,
    { testid: "message-text" },
    broadcast,
    render_text(message.text),
    edited,
    attachments(message),
  );
}

// People's own messages come with a rich_text copy of their text; the text says the same and is simpler.
function only_echo(message) {
  return message.text && !message.bot_id && message.blocks.every((block) => block.type === "rich_text");
}

function attachments(message) {
  return (message.attachments ?? []).map((one) =>
    h(
      "div.attachment",
      {},
      one.blocks
        ? render_blocks(one.blocks, { act: (...what) => actions.act_in_message(message, ...what) })
        : [one.title && h("div", {}, h("strong", {}, one.title)), words_beside(one)],
    ),
  );
}

// A preview of a page has only its title to say twice.
function words_beside(one) {
  const words = one.text ?? one.fallback ?? "";
  return words !== one.title && render_text(words);
}

function editor(message) {
  const { text, kept } = decode(message.text ?? "", directory());
  return create_editor({
    text,
    save: (words) => actions.save_edit(message, words, kept),
    cancel: () => announce("edit", null),
  });
}

function reactions(message) {
  const given = message.reactions ?? [];
  if (!given.length) return null;
  const pills = given.map(({ name, users, count }) => {
    const mine = users.includes(state.me.id);
    const others = users.filter((user) => user !== state.me.id).map(name_of);
    const who = people_list(mine ? ["You", ...others] : others);
    return h(
      `button.reaction${mine ? ".mine" : ""}`,
      {
        type: "button",
        testid: "reaction",
        data: { name, tip: `${who} reacted with :${name}:` },
        aria: { pressed: String(mine), label: `${name.replaceAll("_", " ")}, ${count}: ${who}` },
        on: { click: () => actions.toggle_reaction(message, name) },
      },
      reaction_face(name),
      h("span.reaction-count", {}, String(count ?? users.length)),
    );
  });
  const more =
    !message.ephemeral &&
    icon_button("smile", "Add a reaction", {
      class: "reaction add",
      on: { click: (event) => actions.choose_reaction(message, event.currentTarget) },
    });
  return h("div.reactions", {}, pills, more);
}

// Without its own tooltip: the pill's says the name and more.
function reaction_face(name) {
  const face = emoji_element(name);
  delete face.dataset.tip;
  return face;
}

function people_list(names) {
  if (names.length < 2) return names[0] ?? "Nobody";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function replies(message) {
  if (!message.reply_count) return null;
  const faces = actions
    .repliers(message)
    .slice(0, 4)
    .map((user) => avatar(user, "tiny"));
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last =
    message.latest_reply && h("span.thread-last", {}, `Last one ${ago(Number(message.latest_reply), now())}`);
  return h(
    "button.thread-link",
    { type: "button", testid: "thread-link", on: { click: () => actions.open_thread(message) } },
    h("span.thread-faces", {}, faces),
    h("span.thread-count", {}, words),
    last,
  );
}

function toolbar(message, look, mine) {
  const quick = ["trophy", "tada", "clap"].map((name) =>
    h(
      "button.icon-button.quick",
      {
        type: "button",
        tip: `:${name}:`,
        tabindex: "-1",
        data: { quick: name },
        aria: { label: `React with ${name}` },
        on: { click: () => actions.toggle_reaction(message, name) },
      },
      reaction_face(name),
    ),
  );
  const tool = (name, label, testid, click) =>
    icon_button(name, label, { testid, tabindex: "-1", on: { click } });
  return h(
    "div.message-tools",
    { role: "toolbar", aria: { label: "Message actions" } },
    quick,
    tool("smile", "React", "message-react", (event) => actions.choose_reaction(message, event.currentTarget)),
    !look.in_thread && tool("reply", "Reply in thread", "message-thread", () => actions.open_thread(message)),
    mine &&
      tool("pencil", "Edit", "message-edit", () => announce("edit", { message, in_thread: look.in_thread })),
    !notices.has(message.subtype) &&
      shortcuts("message").length > 0 &&
      tool("dots", "More actions", "message-more", (event) => open_shortcuts(event.currentTarget, message)),
    mine && tool("trash", "Delete", "message-delete", () => actions.delete_message(message)),
  );
}
