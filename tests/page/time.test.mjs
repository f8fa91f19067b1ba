import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ago,
  clock_time,
  date_key,
  day_name,
  format_slack_date,
  local_parts,
  next_local,
} from "../../lib/sandbox/page/time.js";

const at = (iso) => Date.parse(iso) / 1000;

test("an instant has another hour and another day in another zone", () => {
  assert.equal(clock_time(at("2026-11-21T22:05:00Z"), "Asia/Tokyo"), "07:05");
  assert.equal(date_key(at("2026-11-21T22:05:00Z"), "Asia/Tokyo"), "2026-11-22");
  assert.equal(clock_time(at("2026-11-21T00:00:00Z"), "UTC"), "00:00");
});

test("an unknown zone is read as UTC instead of failing", () => {
  assert.equal(clock_time(at("2026-11-21T22:05:00Z"), "Nowhere/Land"), "22:05");
});

test("days near today have names", () => {
  const now = at("2026-11-21T12:00:00Z");
  assert.equal(day_name(now - 60, "UTC", now), "Today");
  assert.equal(day_name(now - 86400, "UTC", now), "Yesterday");
  assert.match(day_name(now - 3 * 86400, "UTC", now), /^Wednesday.? 18 November$/);
});

test("the next nine o'clock is today before it and tomorrow after it", () => {
  assert.equal(next_local(at("2026-11-21T07:59:00Z"), "Europe/Rome", 9), at("2026-11-21T08:00:00Z"));
  assert.equal(next_local(at("2026-11-21T08:00:00Z"), "Europe/Rome", 9), at("2026-11-22T08:00:00Z"));
});

test("half an hour is an hour too", () => {
  assert.equal(next_local(at("2026-11-21T07:59:00Z"), "UTC", 17.5), at("2026-11-21T17:30:00Z"));
});

test("the next Friday at four, also on a Friday after four", () => {
  assert.equal(next_local(at("2026-11-21T12:00:00Z"), "Asia/Kolkata", 16, 5), at("2026-11-27T10:30:00Z"));
  assert.equal(next_local(at("2026-11-27T10:31:00Z"), "Asia/Kolkata", 16, 5), at("2026-12-04T10:30:00Z"));
});

test("the next nine o'clock across a change of clocks is nine o'clock", () => {
  for (const [now, zone] of [
    ["2026-03-28T12:00:00Z", "Europe/Rome"],
    ["2026-10-24T12:00:00Z", "Europe/Rome"],
    ["2026-11-01T05:30:00Z", "America/New_York"],
  ]) {
    const next = next_local(at(now), zone, 9);
    assert.equal(clock_time(next, zone), "09:00");
    assert.ok(next > at(now) && next <= at(now) + 25 * 3600);
  }
});

test("local parts carry the weekday of the zone", () => {
  assert.equal(local_parts(at("2026-11-21T22:05:00Z"), "Asia/Tokyo").weekday, 0);
  assert.equal(local_parts(at("2026-11-21T22:05:00Z"), "UTC").weekday, 6);
});

test("Slack's date format is followed, and unknown tokens stay", () => {
  const then = at("2026-11-20T14:30:15Z");
  const now = at("2026-11-21T12:00:00Z");
  assert.equal(
    format_slack_date(then, "{date_num} {time} {time_secs}", "UTC", now),
    "2026-11-20 14:30 14:30:15",
  );
  assert.equal(format_slack_date(then, "{date_short_pretty}, {ago}", "UTC", now), "yesterday, 21 hours ago");
  assert.equal(format_slack_date(then, "{nonsense}", "UTC", now), "{nonsense}");
});

test("distances are told in round words", () => {
  assert.deepEqual(
    [10, 60, 3600, 7200, 86400 * 3].map((seconds) => ago(0, seconds)),
    ["just now", "1 min ago", "1 hour ago", "2 hours ago", "3 days ago"],
  );
  assert.equal(ago(7200, 0), "in 2 hours");
});
