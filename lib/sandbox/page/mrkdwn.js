// Slack's mrkdwn as a tree of plain objects. No DOM here: the view turns each node into an element with
// text in it, so nothing that a person typed can become markup, and hostile text can be tested in node.
//
// Nodes: {t: "text"|"code"|"pre", s}, {t: "bold"|"italic"|"strike"|"quote", c: [nodes]}, {t: "br"},
// {t: "user"|"group"|"channel", id, label}, {t: "broadcast", range}, {t: "link", url, label},
// {t: "date", seconds, format, url, label}, {t: "emoji", name}
import { trim_url, unescape_text } from "./encode.js";

/** Slack's text → nodes. With `verbatim`, bare URLs are left as text. */
export function parse_mrkdwn(text, { verbatim = false } = {}) {
  const nodes = [];
  let end = 0;
  const source = String(text ?? "");
  for (const match of source.matchAll(/```([\s\S]+?)```/g)) {
    append_lines(nodes, source.slice(end, match.index).replace(/\n$/, ""), verbatim);
    nodes.push({ t: "pre", s: code_text(match[1].replace(/^\n/, "").replace(/\n$/, "")) });
    end = match.index + match[0].length;
    if (source[end] === "\n") ++end;
  }
  append_lines(nodes, source.slice(end), verbatim);
  return nodes;
}

/** The tree in plain words, for previews, notifications and screen readers. */
export function plain_words(nodes, name_of = () => undefined) {
  const say = (node) => {
    switch (node.t) {
      case "text":
      case "code":
      case "pre":
        return node.s;
      case "br":
        return " ";
      case "user":
        return "@" + (name_of(node) ?? node.label ?? node.id);
      case "group":
        return (name_of(node) ?? node.label ?? "@" + node.id).replace(/^@?/, "@");
      case "channel":
        return "#" + (name_of(node) ?? node.label ?? node.id);
      case "broadcast":
        return "@" + node.range;
      case "emoji":
        return `:${node.name}:`;
      case "link":
        return node.label ?? node.url;
      case "date":
        return node.label;
      default:
        return node.c.map(say).join("");
    }
  };
  return nodes
    .map((node) => (node.t === "pre" || node.t === "quote" ? ` ${say(node)} ` : say(node)))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** True for a message of nothing but a few emoji, which is shown large. */
export function only_emoji(nodes) {
  const solid = nodes.filter((node) => !(node.t === "text" && !node.s.trim()));
  return solid.length > 0 && solid.length <= 12 && solid.every((node) => node.t === "emoji");
}

function append_lines(nodes, text, verbatim) {
  if (!text) return;
  const lines = text.split("\n");
  let quote = null;
  lines.forEach((line, index) => {
    const rest_quoted = /^(?:&gt;){3} ?|^>>> ?/.exec(line);
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    if (quote?.rest || rest_quoted || quoted) {
      if (!quote) nodes.push((quote = { node: { t: "quote", c: [] }, rest: false }).node);
      else quote.node.c.push({ t: "br" });
      const mark = quote.rest ? "" : (rest_quoted ?? quoted)[0];
      quote.rest ||= Boolean(rest_quoted);
      quote.node.c.push(...parse_line(line.slice(mark.length), verbatim));
      return;
    }
    if (index > 0 && !quote) nodes.push({ t: "br" });
    quote = null;
    nodes.push(...parse_line(line, verbatim));
  });
}

function parse_line(line, verbatim) {
  return emphasise(atoms_of(line, verbatim), new Set());
}

// First the pieces that cannot be split ("<…>", code, emoji, URLs) become nodes; everything else stays a
// character, so that the search for "*" below never looks inside a link.
const piece = /<([^<>\n]+)>|`([^`]+)`|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|https?:\/\/[^\s<>|`]+/gi;

function atoms_of(line, verbatim) {
  const atoms = [];
  let end = 0;
  for (const match of line.matchAll(piece)) {
    const [whole, angle, code, emoji] = match;
    let node = null;
    let length = whole.length;
    if (angle !== undefined) node = angle_node(angle);
    else if (code !== undefined) node = { t: "code", s: code_text(code) };
    else if (emoji !== undefined) node = emoji_node(emoji, line, match.index, length);
    else if (!verbatim && !/\w/.test(line[match.index - 1] ?? "")) {
      const url = trim_url(whole.replace(/&(?:gt|lt);.*$/i, ""));
      length = url.length;
      node = safe_link(url, undefined);
    }
    if (!node) continue;
    atoms.push(...line.slice(end, match.index), node);
    end = match.index + length;
  }
  atoms.push(...line.slice(end));
  return atoms;
}

// "10:30:45" is a time of day and "a:b:c" is no emoji: a name stands free, or beside another emoji.
function emoji_node(name, line, at, length) {
  const digits = /^\d+$/.test(name);
  const before = line[at - 1] ?? " ";
  const after = line[at + length] ?? " ";
  if (digits && (/\w/.test(before) || /\w/.test(after))) return null;
  return { t: "emoji", name: name.toLowerCase() };
}

function angle_node(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescape_text(inside.slice(bar + 1));
  if (/^@[A-Z0-9]+$/.test(target)) return { t: "user", id: target.slice(1), label };
  if (/^#[A-Z0-9]+$/.test(target)) return { t: "channel", id: target.slice(1), label };
  if (/^!subteam\^[A-Z0-9]+$/.test(target)) return { t: "group", id: target.slice(9), label };
  if (/^!(here|channel|everyone)$/.test(target)) return { t: "broadcast", range: target.slice(1) };
  if (target.startsWith("!date^")) return date_node(target, label);
  if (target[0] === "!") return { t: "text", s: label ?? target };
  return safe_link(target, label) ?? { t: "text", s: unescape_text(`<${inside}>`) };
}

function date_node(target, label) {
  const [, seconds, format, url] = target.split("^");
  if (!/^\d{1,12}$/.test(seconds) || !format) return { t: "text", s: label ?? "" };
  const link = url && safe_link(url, undefined);
  return {
    t: "date",
    seconds: Number(seconds),
    format: unescape_text(format),
    url: link?.url,
    label: label ?? "",
  };
}

// Only addresses that a click may follow. "javascript:" and its relatives are shown as the text they are.
function safe_link(target, label) {
  const url = unescape_text(target);
  if (!/^(?:https?:\/\/[^\s]|mailto:[^\s]+@|tel:[+\d])/i.test(url)) return null;
  return { t: "link", url, label: label || undefined };
}

function code_text(code) {
  return unescape_text(
    code.replace(/<((?:https?|mailto):[^<>|]*)(?:\|([^<>]*))?>/g, (_, url, label) => label ?? url),
  );
}

const markers = { "*": "bold", _: "italic", "~": "strike" };
const is_word = (atom) => typeof atom === "string" && /[\p{L}\p{N}]/u.test(atom);
const is_space = (atom) => atom === undefined || (typeof atom === "string" && /\s/.test(atom));

// A marker opens before a character and after none of a word, and closes the other way round. For every
// position the next place where each marker can close is worked out once from the right, so that a long
// line of asterisks costs what any other line does.
function emphasise(atoms, active) {
  const closers = {};
  for (const marker of Object.keys(markers)) {
    if (active.has(marker)) continue;
    const next = (closers[marker] = new Int32Array(atoms.length + 2).fill(-1));
    for (let i = atoms.length - 1; i >= 0; --i) {
      const closes = atoms[i] === marker && !is_space(atoms[i - 1]) && !is_word(atoms[i + 1]);
      next[i] = closes ? i : next[i + 1];
    }
  }
  const nodes = [];
  let text = "";
  const flush = () => {
    if (text) nodes.push({ t: "text", s: unescape_text(text) });
    text = "";
  };
  for (let i = 0; i < atoms.length; ++i) {
    const atom = atoms[i];
    if (typeof atom !== "string") {
      flush();
      nodes.push(atom);
      continue;
    }
    const opens = closers[atom] && !is_word(atoms[i - 1]) && !is_space(atoms[i + 1]) && atoms[i + 1] !== atom;
    const close = opens ? closers[atom][i + 2] : -1;
    if (close > 0) {
      flush();
      nodes.push({ t: markers[atom], c: emphasise(atoms.slice(i + 1, close), new Set(active).add(atom)) });
      i = close;
    } else {
      text += atom;
    }
  }
  flush();
  return nodes;
}
