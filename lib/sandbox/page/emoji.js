// Short names to characters and back. Slack stores emoji by name everywhere (text and reactions), so the
// page converts only when it shows something and when somebody pastes the character itself.
import { emoji_table } from "./emoji_table.js";

const tones = ["\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];
const selector = "\uFE0F";

/** The groups for the picker: [{id, label, emoji: [{name, names, char, tones}]}]. */
export const groups = [];

const by_name = new Map();
const by_char = new Map();
for (const line of emoji_table.trim().split("\n")) {
  const [marks, first, ...rest] = line.split(" ");
  if (marks === "#") {
    groups.push({ id: first, label: rest.join(" "), emoji: [] });
    continue;
  }
  const names = first.split(",");
  const emoji = { name: names[0], names, char: rest[0], tones: marks.includes("^") };
  for (const name of names) by_name.set(name, emoji);
  by_char.set(emoji.char.replaceAll(selector, ""), emoji);
  if (!marks.includes("-")) groups.at(-1).emoji.push(emoji);
}

/** "clap" or "clap::skin-tone-3" → the character, or null when the name is not known. */
export function emoji_char(full_name) {
  const [name, tone] = String(full_name).split("::");
  const emoji = by_name.get(name);
  if (!emoji) return null;
  const step = /^skin-tone-([2-6])$/.exec(tone ?? "");
  return step && emoji.tones ? emoji.char.replaceAll(selector, "") + tones[step[1] - 2] : emoji.char;
}

/** True when Slack's name (without tone) is in the table. */
export function is_emoji_name(name) {
  return by_name.has(name);
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Emoji characters in a text → their `:names:`, as Slack's client does before it sends. */
export function name_emoji(text) {
  // Most text has nothing above Latin, and is then not worth cutting up.
  if (!/[\u20E3\u2122-\u3300\u{1F000}-\u{1FAFF}\u00A9\u00AE]/u.test(text)) return text;
  return [...graphemes.segment(text)].map(({ segment }) => name_grapheme(segment)).join("");
}

function name_grapheme(char) {
  const tone = tones.findIndex((one) => char.includes(one));
  const bare = (tone < 0 ? char : char.replace(tones[tone], "")).replaceAll(selector, "");
  const emoji = by_char.get(bare);
  // Characters that are also ordinary typography (©, ™, arrows) stay unless the emoji form is asked for.
  const typographic = bare < "\u2600" && !char.includes(selector) && !/\p{Emoji_Presentation}/u.test(char);
  if (!emoji || typographic || (tone >= 0 && !emoji.tones)) return char;
  return tone < 0 ? `:${emoji.name}:` : `:${emoji.name}::skin-tone-${tone + 2}:`;
}

// What people in a small team reach for first; also what an empty search shows.
const favourites =
  "trophy tada clap raised_hands +1 heart taco star fire rocket eyes white_check_mark pray muscle joy " +
  "slightly_smiling_face thinking_face wave 100 sparkles";

/** A handful of emoji to begin with. */
export const popular = favourites.split(" ").map((name) => by_name.get(name));

/** Emoji whose name begins with the words, then those that contain them; at most `limit`. */
export function search_emoji(words, limit) {
  const wanted = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s:]+/g, "_");
  if (!wanted) return popular.slice(0, limit);
  const rank = (emoji) => {
    if (emoji.names.includes(wanted)) return 0;
    const bonus = popular.includes(emoji) ? 0 : 1;
    if (emoji.names.some((name) => name.startsWith(wanted))) return 1 + bonus;
    if (emoji.names.some((name) => name.includes("_" + wanted))) return 3 + bonus;
    return emoji.names.some((name) => name.includes(wanted)) ? 5 + bonus : 9;
  };
  return groups
    .flatMap((group) => group.emoji)
    .map((emoji) => [rank(emoji), emoji])
    .filter(([points]) => points < 9)
    .sort(([a], [b]) => a - b)
    .slice(0, limit)
    .map(([, emoji]) => emoji);
}
