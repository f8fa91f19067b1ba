// mrkdwn trees as elements. Mentions, dates and emoji are resolved here, since they depend on who looks.
import { h } from "./dom.js";
import { emoji_char } from "./emoji.js";
import { only_emoji, parse_mrkdwn, plain_words } from "./mrkdwn.js";
import { announce, name_of, now, short_name, state, zone } from "./state.js";
import { format_slack_date, full_time } from "./time.js";

/** Slack's text as a fragment. */
export function render_text(text, options) {
  return render_nodes(parse_mrkdwn(text, options));
}

/** Nodes of mrkdwn.js as a fragment; a text of nothing but emoji is shown large. */
export function render_nodes(nodes) {
  const fragment = document.createDocumentFragment();
  if (only_emoji(nodes)) fragment.append(h("span.jumbo", {}, nodes.map(render_node)));
  else fragment.append(...nodes.map(render_node));
  return fragment;
}

/** Slack's text in plain words. */
export function words_of(text) {
  return plain_words(parse_mrkdwn(text), label_of);
}

/** plain_text objects: no mrkdwn, but emoji unless they are switched off. */
export function render_plain(object) {
  const text = object?.text ?? "";
  if (object?.emoji === false) return document.createTextNode(text);
  const fragment = document.createDocumentFragment();
  for (const part of text.split(/(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/i)) {
    const char = /^:.+:$/.test(part) ? emoji_char(part.slice(1, -1)) : null;
    fragment.append(char ? emoji_element(part.slice(1, -1)) : part);
  }
  return fragment;
}

/** A text object of Block Kit ({type: "mrkdwn" | "plain_text"}). */
export function render_text_object(object) {
  return object?.type === "mrkdwn"
    ? render_text(object.text, { verbatim: object.verbatim })
    : render_plain(object);
}

/** An emoji by its full name; unknown names stay readable as `:name:`. */
export function emoji_element(name) {
  const char = emoji_char(name);
  if (!char) return h("span.emoji-unknown", {}, `:${name}:`);
  return h("span.emoji", { role: "img", tip: `:${name}:`, aria: { label: name.replaceAll("_", " ") } }, char);
}

function label_of(node) {
  if (node.t === "user")
    return state.people.has(node.id) || node.id === state.app?.bot_user_id ? short_name(node.id) : undefined;
  if (node.t === "group") return state.groups.get(node.id)?.handle;
  if (node.t === "channel") return state.channels.get(node.id)?.name;
  return undefined;
}

function render_node(node) {
  switch (node.t) {
    case "text":
      return document.createTextNode(node.s);
    case "br":
      return h("br");
    case "bold":
      return h("strong", {}, node.c.map(render_node));
    case "italic":
      return h("em", {}, node.c.map(render_node));
    case "strike":
      return h("s", {}, node.c.map(render_node));
    case "quote":
      return h("blockquote", {}, node.c.map(render_node));
    case "code":
      return h("code", {}, node.s);
    case "pre":
      return h("pre", { tabindex: "0" }, h("code", {}, node.s));
    case "emoji":
      return emoji_element(node.name);
    case "user":
      return mention(node, "@", node.id === state.me?.id, (event) =>
        announce("person", { id: node.id, anchor: event.currentTarget }),
      );
    case "group":
      return group_mention(node);
    case "channel":
      return mention(node, "#", false, () => announce("go", { channel: node.id }));
    case "broadcast":
      return h("span.mention.mine", {}, `@${node.range}`);
    case "link":
      return link(node.url, node.label ?? node.url);
    case "date":
      return date(node);
    default:
      return document.createTextNode("");
  }
}

function mention(node, sign, mine, open) {
  const text = sign + (label_of(node) ?? node.label ?? node.id).replace(/^[@#]/, "");
  return h(`button.mention${mine ? ".mine" : ""}`, { type: "button", on: { click: open } }, text);
}

function group_mention(node) {
  const users = state.groups.get(node.id)?.users ?? [];
  const mine = users.includes(state.me?.id);
  const text = "@" + (label_of(node) ?? node.label ?? node.id).replace(/^@/, "");
  return h(`span.mention${mine ? ".mine" : ""}`, { tip: users.map(name_of).join(", ") || null }, text);
}

/** A link that opens apart; one to a message of this workspace goes there instead. */
export function link(url, label) {
  const target = message_target(url);
  const open = (event) => {
    if (!target || !state.channels.has(target.channel)) return;
    event.preventDefault();
    announce("go", target);
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", on: { click: open } }, label);
}

/** The channel, message and thread that a permalink names, or null. */
export function message_target(url) {
  const match = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?(?:\?.*?thread_ts=(\d+\.\d+))?/.exec(url);
  if (!match) return null;
  const [, channel, seconds, micros, thread] = match;
  return { channel, ts: seconds && `${seconds}.${micros}`, thread };
}

function date(node) {
  const shown = format_slack_date(node.seconds, node.format, zone(), now());
  const time = h("time", { tip: full_time(node.seconds, zone()) }, shown);
  return node.url ? h("a", { href: node.url, target: "_blank", rel: "noopener noreferrer" }, time) : time;
}
