#!/usr/bin/env node
// Makes lib/base/emoji_table.js, the one table of emoji: for digests outside of Slack and for the sandbox's page.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const source = "emoji-datasource@16.0.0";
const integrity =
  "/qHKqK5Nr3+8zhgO6kHmF43Fm5C8HNn0AaFRIpgw8HF3+uF0Vfc8jgLI1ZQS5ba1vBzksS8NBCjHejwLb2D/Sg==";

const usage = `Usage: lib/cmake/emoji_table.mjs [--help]

Fetches ${source}, the data that Slack's names come from, with npm and
writes lib/base/emoji_table.js anew. Needed only when a newer version is chosen here.`;

const groups = [
  ["people", "Smileys & people", "Smileys & Emotion", "People & Body"],
  ["nature", "Nature", "Animals & Nature"],
  ["food", "Food & drink", "Food & Drink"],
  ["activity", "Activity", "Activities"],
  ["travel", "Travel & places", "Travel & Places"],
  ["objects", "Objects", "Objects"],
  ["symbols", "Symbols", "Symbols"],
  ["flags", "Flags", "Flags"],
];

/** The package's emoji.json, out of the very package that was chosen. */
function read_source() {
  const folder = mkdtempSync(path.join(tmpdir(), "huzzah-emoji-"));
  try {
    const name = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder, source], { encoding: "utf8" });
    const file = path.join(folder, name.trim());
    const found = createHash("sha512").update(readFileSync(file)).digest("base64");
    if (found !== integrity) throw new Error(`${source} is not what it was when it was chosen: sha512-${found}`);
    const limits = { encoding: "utf8", maxBuffer: 1e8 };
    return JSON.parse(execFileSync("tar", ["-xzOf", file, "package/emoji.json"], limits));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gendered variants, people who face right, families and most flags: a picker would be three times as long. */
function is_variant({ short_name, unified, category }) {
  if (category === "Flags")
    return /^flag-/.test(short_name) && !/^flag-(br|de|es|eu|fr|gb|in|jp|us)$/.test(short_name);
  return (
    /^1F46[89]-200D|200D-(2640|2642|27A1)(-|$)/.test(unified) || /^(family_|(two_)?(wo)?men)/.test(short_name)
  );
}

function line_of(emoji) {
  const characters = String.fromCodePoint(...emoji.unified.split("-").map((code) => parseInt(code, 16)));
  const marks = (is_variant(emoji) ? "-" : "") + (emoji.skin_variations ? "^" : "");
  return `${marks} ${emoji.short_names.join(",")} ${characters}`;
}

function table_of(all) {
  const sorted = all.toSorted((a, b) => a.sort_order - b.sort_order);
  return groups
    .flatMap(([id, label, ...categories]) => [
      `# ${id} ${label}`,
      ...categories.flatMap((category) => sorted.filter((one) => one.category === category).map(line_of)),
    ])
    .join("\n");
}

if (process.argv.length > 2) {
  console.log(usage);
  process.exit(process.argv[2] === "--help" ? 0 : 2);
}
const head = `// Emoji by Slack's names. Made by lib/cmake/emoji_table.mjs from ${source} (MIT License,
// Copyright (c) 2013 Cal Henderson). A line has marks, names and characters. "^" takes a skin tone, "-" is left out
// where emoji are chosen; "#" begins a group.
export const emoji_table = \`
`;
writeFileSync(new URL("../base/emoji_table.js", import.meta.url), `${head}${table_of(read_source())}\n\`;\n`);
