import assert from "node:assert/strict";
import { test } from "node:test";
import { jumps, past } from "../../lib/sandbox/page/moments.js";
import { clock_time } from "../../lib/sandbox/page/time.js";

const at = (iso) => Date.parse(iso) / 1000;
const wednesday = at("2026-11-18T10:00:00Z");
const ids = (list) => list.map(({ id }) => id);

test("the usual jumps come soonest first, in the viewer's zone", () => {
  const { awaited, usual } = jumps(wednesday, "Europe/Rome");
  assert.deepEqual(awaited, []);
  assert.deepEqual(ids(usual), ["hour", "evening", "morning", "friday", "monday"]);
  assert.deepEqual(
    usual.map(({ to }) => clock_time(to, "Europe/Rome")),
    ["12:00", "17:30", "09:00", "16:00", "09:00"],
  );
});

test("what the app waits for stands before them, in order, as the app calls it", () => {
  const { awaited, usual } = jumps(wednesday, "UTC", [
    { label: "Digest of #general", at: at("2026-11-20T15:00:00Z") },
    { label: "Next prompt", at: at("2026-11-19T09:00:00Z") },
  ]);
  assert.deepEqual(awaited, [
    { id: "awaited-0", label: "Next prompt", to: at("2026-11-19T09:00:00Z") },
    { id: "awaited-1", label: "Digest of #general", to: at("2026-11-20T15:00:00Z") },
  ]);
  assert.equal(usual.length, 5);
});

test("what has passed or has no name is left out, and the list stays short", () => {
  const many = Array.from({ length: 20 }, (_, hour) => ({ label: `Number ${hour}`, at: wednesday + hour * 60 }));
  const { awaited } = jumps(wednesday, "UTC", [{ label: "", at: wednesday + 1 }, ...many]);
  assert.deepEqual(
    awaited.map(({ label }) => label),
    ["Number 1", "Number 2", "Number 3", "Number 4", "Number 5", "Number 6"],
  );
});

test("a turn ends just after the moment, also when it has passed meanwhile", () => {
  assert.equal(past(wednesday + 60, wednesday), 61);
  assert.equal(past(wednesday, wednesday + 5), 1);
});
