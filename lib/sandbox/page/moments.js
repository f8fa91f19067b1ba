// Where the workspace's clock can be turned to: what the app waits for, and the hours of a working week.
import { next_local } from "./time.js";

const monday = 1;
const friday = 5;
const most_awaited = 6;

/**
 * The jumps from `now` in a zone, each {id, label, to}, soonest first: `awaited` from the app's own moments
 * ({label, at}) that are still to come, and the `usual` ones.
 */
export function jumps(now, zone, moments = []) {
  const awaited = moments
    .filter(({ label, at }) => label && at > now)
    .sort((a, b) => a.at - b.at)
    .slice(0, most_awaited)
    .map(({ label, at }, index) => ({ id: `awaited-${index}`, label, to: at }));
  const usual = [
    { id: "hour", label: "One hour on", to: now + 3600 },
    { id: "morning", label: "Next 9:00", to: next_local(now, zone, 9) },
    { id: "evening", label: "End of day (17:30)", to: next_local(now, zone, 17.5) },
    { id: "monday", label: "Monday 9:00", to: next_local(now, zone, 9, monday) },
    { id: "friday", label: "Friday 16:00", to: next_local(now, zone, 16, friday) },
  ].sort((a, b) => a.to - b.to);
  return { awaited, usual };
}

/** How many seconds to turn so that `instant` has just passed: the clocks here and there differ a little. */
export const past = (instant, now) => Math.max(0, instant - now) + 1;
