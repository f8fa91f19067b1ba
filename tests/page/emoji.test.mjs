import assert from "node:assert/strict";
import { test } from "node:test";
import {
  emoji_char,
  groups,
  is_emoji_name,
  name_emoji,
  popular,
  search_emoji,
} from "../../lib/sandbox/page/emoji.js";

test("the names that people use in Slack are known", () => {
  for (const name of "trophy tada clap raised_hands +1 thumbsup -1 heart taco star fire rocket eyes white_check_mark pray muscle joy wave 100 sparkles palm_tree face_with_thermometer tea beers".split(
    " ",
  )) {
    assert.ok(is_emoji_name(name), name);
  }
});

test("every name leads to one character, and the character back to a name of the same", () => {
  for (const { emoji } of groups) {
    for (const { names, char } of emoji) {
      for (const name of names) assert.equal(emoji_char(name), char, name);
      assert.match(char, /\P{ASCII}/u);
    }
  }
});

test("skin tones are applied where they exist, and ignored elsewhere", () => {
  assert.equal(emoji_char("clap::skin-tone-3"), "👏🏼");
  assert.equal(emoji_char("v::skin-tone-6"), "✌🏿");
  assert.equal(emoji_char("taco::skin-tone-3"), "🌮");
});

test("unknown names, and names that objects carry, have no character", () => {
  for (const name of ["nonsense", "", "constructor", "__proto__", undefined])
    assert.equal(emoji_char(name), null);
});

test("pasted emoji are named, alone and joined", () => {
  assert.equal(name_emoji("yes 🎉!"), "yes :tada:!");
  assert.equal(name_emoji("👍🏻👍"), ":+1::skin-tone-2::+1:");
  assert.equal(name_emoji("⏳ and 🇧🇷"), ":hourglass_flowing_sand: and :flag-br:");
});

test("a search puts what begins with the words first", () => {
  assert.equal(search_emoji("trop", 5)[0].name, "trophy");
  assert.equal(search_emoji("+1", 5)[0].name, "+1");
  assert.deepEqual(search_emoji("", 3), popular.slice(0, 3));
  assert.deepEqual(search_emoji("zzzz", 3), []);
});
