// A few friendly words for the first visit: what to type, and then where to look. Closed once, it stays closed.
import { avatar } from "./avatar.js";
import { example_person } from "./completion.js";
import { fill, h, icon_button } from "./dom.js";
import { display_name } from "./encode.js";
import { announce, on, short_name, state } from "./state.js";

const key = "huzzah.hint.closed";

function closed() {
  try {
    return localStorage.getItem(key) === "yes";
  } catch {
    return false;
  }
}

/** The hint above the composer; `write(text)` puts an example into it. */
export function first_hint({ write }) {
  const node = h("div.hint", { testid: "hint", role: "note", hidden: true });
  let done = closed();
  // Whom one has just thanked: the second step is to see it with their eyes.
  let thanked = null;

  const close = () => {
    done = true;
    node.hidden = true;
    try {
      localStorage.setItem(key, "yes");
    } catch {
      // It will greet again next time, which does no harm.
    }
  };
  const chip = (text) => h("button.hint-chip", { type: "button", on: { click: () => write(text) } }, text);

  const first_step = () => {
    const name = `@${display_name(example_person())}`;
    const commands = (state.app.commands ?? []).slice(0, 1).map(({ command }) => command);
    return [
      h(
        "div.hint-words",
        {},
        h("strong", {}, "New here? "),
        "You can be everybody in this workspace. Pick a line, then press Enter:",
      ),
      h(
        "div.hint-chips",
        {},
        chip(`${name} ++ for fixing the flaky test`),
        chip(`:trophy: ${name} for the calm release`),
        commands.map(chip),
      ),
    ];
  };
  const second_step = () => [
    h(
      "div.hint-words",
      {},
      h("strong", {}, "Sent. "),
      `See what ${short_name(thanked)} got: become ${short_name(thanked)}, and look at the app's messages.`,
    ),
    h(
      "div.hint-chips",
      {},
      h(
        "button.hint-chip.person",
        { type: "button", testid: "hint-become", on: { click: () => announce("become", thanked) } },
        avatar(thanked, "tiny"),
        `Become ${short_name(thanked)}`,
      ),
      (state.app.commands ?? []).slice(0, 1).map(({ command }) => chip(`${command} board`)),
    ),
  ];

  const draw = () => {
    const channel = state.channels.get(state.channel);
    node.hidden = done || !state.me || !example_person() || !channel || channel.is_im;
    if (node.hidden) return;
    fill(
      node,
      thanked ? second_step() : first_step(),
      icon_button("close", "Close this hint", {
        class: "hint-close",
        testid: "hint-close",
        on: { click: close },
      }),
    );
  };
  on("view", draw);
  on("me", () => {
    if (thanked && state.me.id === thanked) close();
    draw();
  });
  on("sent", (text) => {
    if (done) return;
    const ids = [...text.matchAll(/<@(\w+)>/g)].map(([, id]) => id);
    thanked = ids.find((id) => id !== state.me.id && state.people.get(id)?.token) ?? thanked;
    draw();
  });
  return node;
}
