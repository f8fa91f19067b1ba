import assert from "node:assert/strict";
import { test } from "node:test";
import { offered, status_of } from "../../lib/sandbox/page/status.js";

const with_status = (status_emoji, status_text, status_expiration = 0) => ({
  profile: { status_emoji, status_text, status_expiration },
});

test("a status has an emoji and words", () => {
  assert.deepEqual(status_of({ profile: offered[0] }, 100), { emoji: "palm_tree", text: "On vacation" });
  assert.deepEqual(status_of(with_status("", "At lunch"), 100), { emoji: null, text: "At lunch" });
  assert.deepEqual(status_of(with_status(":tea:", ""), 100), { emoji: "tea", text: "" });
});

test("nobody, nothing and what has ended are no status", () => {
  assert.equal(status_of(undefined, 100), null);
  assert.equal(status_of({}, 100), null);
  assert.equal(status_of(with_status("", ""), 100), null);
  assert.equal(status_of(with_status(":tea:", "Tea", 100), 100), null);
  assert.notEqual(status_of(with_status(":tea:", "Tea", 101), 100), null);
});

test("words are shown as they were meant", () => {
  assert.equal(status_of(with_status("", "R&amp;D &lt;3 &amp;lt;"), 0).text, "R&D <3 &lt;");
});
