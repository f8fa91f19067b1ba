// The workspace's clock in the header, in the viewer's zone, and the panel that turns it forward.
import { get_sandbox, post_sandbox } from "./api.js";
import { report, toast } from "./dialog.js";
import { h, icon } from "./dom.js";
import { jumps, past } from "./moments.js";
import { close_popover, open_popover } from "./popover.js";
import { announce, now, on, state, zone } from "./state.js";
import { clock_time, format_time } from "./time.js";

/** Takes the workspace's time as the server gave it. */
export function set_clock(seconds) {
  state.clock_offset = seconds - Date.now() / 1000;
  announce("clock");
}

async function turn_to(instant) {
  close_popover();
  try {
    const answer = await post_sandbox("clock", { forward: past(instant, now()) });
    set_clock(answer.now);
    toast(
      `It is now ${format_time(now(), zone(), { weekday: "long" })}, ${clock_time(now(), zone())}.`,
    );
  } catch (error) {
    report(error);
  }
}

function row({ id, label, to }) {
  const day = format_time(to, zone(), { weekday: "short", day: "numeric", month: "short" });
  return h(
    "button.menu-row",
    { type: "button", testid: `clock-forward-${id}`, on: { click: () => turn_to(to) } },
    icon("forward"),
    h("span", {}, label),
    h("span.menu-note", {}, `${day}, ${clock_time(to, zone())}`),
  );
}

/** The clock's button. */
export function clock_button() {
  const face = h("span.clock-face");
  const button = h(
    "button.clock",
    {
      type: "button",
      testid: "clock",
      tip: "The workspace's clock. It can be turned forward",
      aria: { haspopup: "dialog", expanded: "false" },
      on: { click: open },
    },
    icon("clock"),
    face,
  );
  const draw = () => {
    const text = `${format_time(now(), zone(), { weekday: "short" })} ${clock_time(now(), zone())}`;
    if (face.textContent !== text) face.textContent = text;
    button.setAttribute("aria-label", `Workspace time: ${text}. Turn the clock forward`);
    button.classList.toggle("ahead", state.clock_offset > 60);
  };

  // What the app waits for changes with everything that happens, so it is asked each time.
  async function open() {
    const answer = await get_sandbox("clock").catch(() => null);
    if (answer) set_clock(answer.now);
    const { awaited, usual } = jumps(now(), zone(), answer?.moments);
    open_popover(
      button,
      h(
        "div.clock-panel",
        {},
        h(
          "div.menu-title",
          {},
          format_time(now(), zone(), { weekday: "long", day: "numeric", month: "long" }),
        ),
        h("p.menu-words", {}, "Turn the clock forward and watch what the app does with the time."),
        awaited.map(row),
        awaited.length > 0 && h("hr.menu-line"),
        usual.map(row),
        state.clock_offset > 60 && h("p.menu-words.quiet", {}, `${ahead_words()} ahead of your own clock.`),
      ),
      { label: "Workspace clock" },
    );
  }

  on("clock", draw);
  on("me", draw);
  setInterval(draw, 1000);
  draw();
  return button;
}

function ahead_words() {
  const hours = state.clock_offset / 3600;
  if (hours < 1) return `${Math.round(hours * 60)} minutes`;
  return hours < 48 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`;
}

/** Asks the server for its time, after a gap in which it may have been turned. */
export async function ask_clock() {
  const answer = await get_sandbox("clock").catch(() => null);
  if (answer) set_clock(answer.now);
}
