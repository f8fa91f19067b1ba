// How far each person has read each channel. The server does not keep this for the page, so the browser does;
// the marks outlive a reload, but not the workspace they belong to.
import { announce, now, state } from "./state.js";

const key = "huzzah.read";
let marks = null;

function load() {
  if (marks) return marks;
  try {
    marks = JSON.parse(localStorage.getItem(key));
  } catch {
    marks = null;
  }
  // Another team, or a clock that stands before the marks, means another workspace: begin with everything
  // read, so that a newcomer is not greeted by a wall of unread marks.
  if (!marks?.people || marks.team !== state.team.id || marks.latest > now() + 1) {
    marks = { team: state.team.id, since: now(), latest: now(), people: {} };
  }
  return marks;
}

// Another window, perhaps another person, has read something.
addEventListener("storage", (event) => {
  if (event.key !== key) return;
  marks = null;
  announce("read");
});

/** The time up to which somebody has read a channel, in unix seconds. */
export function get(person, channel) {
  const held = load();
  return held.people[person]?.[channel] ?? held.since;
}

/** Moves a mark forward; it never moves back. */
export function set(person, channel, seconds) {
  const held = load();
  if (seconds <= get(person, channel)) return false;
  (held.people[person] ??= {})[channel] = seconds;
  held.latest = Math.max(held.latest, seconds);
  try {
    localStorage.setItem(key, JSON.stringify(held));
  } catch {
    // Private windows may refuse; the marks then last as long as the page.
  }
  return true;
}
