// From what a person types to what Slack's client would send, and back again for editing. Pure functions:
// the directory is {people: [{id, name, real_name, deleted}], groups: [{id, handle}], channels: [{id, name}]}.
import { name_emoji } from "./emoji.js";

const broadcasts = ["here", "channel", "everyone"];

/** `&`, `<` and `>` escaped: the only three characters that Slack escapes. */
export function escape_text(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The reverse of escape_text, in one pass so that "&amp;lt;" stays "&lt;". */
export function unescape_text(text) {
  const characters = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => characters[entity]);
}

/** The name by which a person is addressed: the first one where that is also their handle, else the full one. */
export function display_name(person) {
  const first = person.real_name?.split(" ")[0] ?? "";
  return first && first.toLowerCase() === person.name?.toLowerCase()
    ? first
    : person.real_name || person.name;
}

/**
 * Text as typed → Slack's form. `kept` lists encoded pieces ("<https://x|label>") that stood in the text
 * when it was decoded for editing and have no readable form; they pass through untouched.
 */
export function encode(text, directory, kept = []) {
  const names = name_table(directory);
  return split_code(text)
    .map(({ code, part }) => (code ? escape_text(part) : encode_prose(part, names, kept)))
    .join("");
}

/** Slack's form → {text: what the person typed, kept: the pieces that only encode() can put back}. */
export function decode(encoded, directory) {
  const kept = [];
  const names = name_table(directory);
  const text = split_code(encoded)
    .map(({ code, part }) =>
      part.replace(/<([^<>]*)>|[^<]+|</g, (piece, inside) => {
        if (inside === undefined) return unescape_text(piece);
        const readable = code ? undefined : readable_form(inside, directory, names, piece);
        if (readable !== undefined) return readable;
        if (!code) kept.push(piece);
        return piece;
      }),
    )
    .join("");
  return { text, kept: [...new Set(kept)] };
}

// Code blocks and inline code are quoted speech: a mention in them addresses nobody.
function split_code(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(/```[\s\S]+?```|`[^`\n]+`/g)) {
    if (match.index > end) parts.push({ code: false, part: text.slice(end, match.index) });
    parts.push({ code: true, part: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ code: false, part: text.slice(end) });
  return parts;
}

// Everything that can follow "@" or "#", by its lower-case form. People come after groups and broadcasts,
// so that nobody can take over "@here" by calling themselves so; handles come after display names, and
// an active person wins a name over a deactivated one.
function name_table({ people = [], groups = [], channels = [] }) {
  const at = new Map();
  const hash = new Map();
  const add = (map, name, encoded) => {
    const key = name?.toLowerCase();
    if (key && !map.has(key)) map.set(key, encoded);
  };
  for (const range of broadcasts) add(at, range, `<!${range}>`);
  for (const group of groups) add(at, group.handle, `<!subteam^${group.id}|@${group.handle}>`);
  const active_first = [...people].sort((a, b) => Boolean(a.deleted) - Boolean(b.deleted));
  for (const person of active_first) add(at, display_name(person), `<@${person.id}>`);
  for (const person of active_first) add(at, person.name, `<@${person.id}>`);
  for (const person of active_first) add(at, person.real_name, `<@${person.id}>`);
  for (const channel of channels)
    if (!channel.is_im) add(hash, channel.name, `<#${channel.id}|${channel.name}>`);
  const longest = (map) => [...map.keys()].reduce((most, name) => Math.max(most, name.length), 0);
  return { at, hash, at_longest: longest(at), hash_longest: longest(hash) };
}

const word = /[\p{L}\p{N}_]/u;

function encode_prose(text, names, kept) {
  let out = "";
  let plain = "";
  const flush = () => {
    out += escape_text(name_emoji(plain));
    plain = "";
  };
  for (let i = 0; i < text.length;) {
    const found =
      (text[i] === "<" && starts_with_any(text, i, kept)) ||
      (text[i] === "h" && starts_url(text, i)) ||
      ((text[i] === "@" || text[i] === "#") && starts_name(text, i, names));
    if (found) {
      flush();
      out += found.encoded;
      i += found.length;
    } else {
      plain += text[i++];
    }
  }
  flush();
  return out;
}

function starts_with_any(text, at, kept) {
  const piece = kept.find((candidate) => text.startsWith(candidate, at));
  return piece && { encoded: piece, length: piece.length };
}

function starts_url(text, at) {
  if (at > 0 && word.test(text[at - 1])) return null;
  const match = /^https?:\/\/[^\s<>|`"]+/i.exec(text.slice(at, at + 2048));
  if (!match) return null;
  const url = trim_url(match[0]);
  return /^https?:\/\/./i.test(url) && { encoded: `<${escape_text(url)}>`, length: url.length };
}

/** A URL without the punctuation that belongs to the sentence around it. */
export function trim_url(url) {
  for (;;) {
    const last = url.at(-1);
    const unbalanced = last === ")" && url.split(")").length > url.split("(").length;
    if (!unbalanced && !/[.,;:!?'*_~\]}]/.test(last)) return url;
    url = url.slice(0, -1);
  }
}

// The longest known name wins ("@Deploy Bot" over "@Deploy"), and it must end where a word ends.
function starts_name(text, at, names) {
  if (at > 0 && word.test(text[at - 1])) return null;
  const [map, longest] = text[at] === "@" ? [names.at, names.at_longest] : [names.hash, names.hash_longest];
  const ahead = text.slice(at + 1, at + 1 + longest).toLowerCase();
  for (let length = ahead.length; length > 0; --length) {
    const encoded = map.get(ahead.slice(0, length));
    if (encoded && ends_word(text, at + 1 + length)) return { encoded, length: length + 1 };
  }
  return null;
}

function ends_word(text, at) {
  const next = String.fromCodePoint(text.codePointAt(at) ?? 32);
  if (word.test(next)) return false;
  // "@bruno-smith" and "@ada.lovelace" are other people's handles, "@bruno." and "@bruno--" are not.
  return !(/[-.@]/.test(next) && at + 1 < text.length && word.test(text[at + 1]));
}

function readable_form(inside, directory, names, piece) {
  const [target, label] = inside.split("|");
  const same = (readable) => {
    const map = readable[0] === "@" ? names.at : names.hash;
    return map.get(readable.slice(1).toLowerCase()) === piece_identity(piece, map, readable)
      ? readable
      : undefined;
  };
  if (/^@[UWB]/.test(target)) {
    const person = (directory.people ?? []).find((one) => one.id === target.slice(1));
    return person && (same("@" + display_name(person)) ?? same("@" + person.name));
  }
  if (target.startsWith("!subteam^")) {
    const group = (directory.groups ?? []).find((one) => one.id === target.slice("!subteam^".length));
    return group && same("@" + group.handle);
  }
  if (/^#C/.test(target)) {
    const channel = (directory.channels ?? []).find((one) => one.id === target.slice(1));
    return channel && same("#" + channel.name);
  }
  if (target[0] === "!") return broadcasts.includes(target.slice(1)) ? "@" + target.slice(1) : undefined;
  if (/^https?:\/\//i.test(target) && (label === undefined || label === target)) return unescape_text(target);
  return undefined;
}

// A piece may carry a shown name ("<@U1|bruno>"); it means the same as the form that encode() would give.
function piece_identity(piece, map, readable) {
  const candidate = map.get(readable.slice(1).toLowerCase());
  const id = (form) => form?.replace(/^<|\|.*$|>$/g, "");
  return id(candidate) === id(piece) ? candidate : piece;
}
